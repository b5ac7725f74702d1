"""The conversation as a pure function: no clock, no random, no reading or writing."""

from __future__ import annotations

from bot.conversation.answering import hear
from bot.conversation.coding import awaits_code, receive_code, receive_file, report_on
from bot.conversation.commands import obey
from bot.conversation.events import Attachment, Command, Event, Graded
from bot.conversation.interviewer import Interviewer
from bot.conversation.session import Session
from bot.conversation.turn import Turn


def step(interviewer: Interviewer, state: Session, event: Event) -> Turn:
    """Return what one event leads to. There is always a reply."""
    match event.content:
        case Command() as command:
            return obey(interviewer, state, command, event.seed)
        case Graded(report):
            return report_on(interviewer, state, report)
        case Attachment() as attachment:
            return receive_file(interviewer, state, attachment)
        case text if awaits_code(interviewer, state):
            return receive_code(interviewer, state, text)
        case text:
            return hear(interviewer, state, text)
