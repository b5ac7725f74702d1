"""The conversation as a pure function: no clock, no random, no reading or writing."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.answering import hear
from bot.conversation.asking import opened_alone
from bot.conversation.cards import Card, CardKind
from bot.conversation.coding import awaits_code, receive_code, receive_file, report_on
from bot.conversation.commands import obey
from bot.conversation.events import Answer, Attachment, Command, Event, Graded, Verb
from bot.conversation.facts import Tried
from bot.conversation.interviewer import Interviewer
from bot.conversation.lists import refused
from bot.conversation.session import Session
from bot.conversation.turn import Remember, Turn


def step(interviewer: Interviewer, state: Session, event: Event) -> Turn:
    """Return what one event leads to. There is always a reply."""
    match event.content:
        case Command(Verb.ANSWER, text) if text:
            return step(interviewer, state, replace(event, content=text))
        case Command() as command:
            return obey(interviewer, state, command, event)
        case Answer() as answer:
            return _answer_shared(interviewer, state, answer, event)
        case Graded(report):
            return report_on(interviewer, state, report)
        case Attachment() as attachment:
            return receive_file(interviewer, state, attachment)
        case text if awaits_code(interviewer, state):
            return receive_code(interviewer, state, text)
        case text:
            return hear(interviewer, state, text)


def _answer_shared(interviewer: Interviewer, state: Session, answer: Answer, event: Event) -> Turn:
    """Take one more word about a question that a channel shares; the learner's exchange about it may begin here."""
    words = interviewer.words(state)
    if not interviewer.knows(answer.item_id):
        return refused(state, words.say("shared.gone"))
    if state.current is None or state.current.step_id != answer.item_id:
        state = opened_alone(state, answer.item_id)
    turn = step(interviewer, state, replace(event, content=answer.content))
    if not _is_news(turn, event):
        return turn
    news = Card(CardKind.NOTICE, body=(words.say("shared.solved", name=event.name),), is_public=True)
    return replace(turn, replies=(*turn.replies, news))


def _is_news(turn: Turn, event: Event) -> bool:
    """Return whether a channel is told that somebody solved its question: at the first try, and never who did not."""
    is_solved = any(isinstance(effect, Remember) and effect.attempt.is_solved for effect in turn.effects)
    is_first = isinstance(event.facts, Tried) and event.facts.is_first
    return is_solved and is_first and bool(event.name) and not event.place.is_private
