"""The conversation as a pure function: no clock, no random, no reading or writing."""

from __future__ import annotations

from bot.conversation.answering import hear
from bot.conversation.commands import obey
from bot.conversation.events import Command, Event
from bot.conversation.interviewer import Interviewer
from bot.conversation.session import Session
from bot.conversation.turn import Turn


def step(interviewer: Interviewer, state: Session, event: Event) -> Turn:
    """Return what one event leads to. There is always a reply."""
    if isinstance(event.content, Command):
        return obey(interviewer, state, event.content, event.seed)
    return hear(interviewer, state, event.content)
