"""A quiz that a channel holds together: everybody answers privately, the channel sees the questions and who solved them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.cards import Button, Card, CardKind, Field, Line
from bot.conversation.events import Event, Verb
from bot.conversation.facts import Round
from bot.conversation.interviewer import Interviewer
from bot.conversation.lists import refused
from bot.conversation.session import Session
from bot.conversation.turn import AdvanceRound, OpenRound, Turn
from knowledge.models import Language, Task

_PLACE_IN_ROUND = re.compile(r"([0-9a-f]{1,16})\.([0-9]{1,3})")


def open_round(interviewer: Interviewer, state: Session, items: Sequence[str], opening: str, event: Event) -> Turn:
    """Put the first question to the channel."""
    round_id = f"{event.seed:x}"
    first = _question_card(interviewer, Round(tuple(items), 0, state.language), round_id, opening)
    return Turn(state, (first,), (OpenRound(round_id, tuple(items), state.language),))


def advance_round(interviewer: Interviewer, state: Session, argument: str, event: Event) -> Turn:
    """Put the next question to the channel, or sum up; only the first who asks for it does so."""
    words = interviewer.words(state)
    known = event.facts if isinstance(event.facts, Round) else None
    wanted = read_place(argument)
    if known is None or wanted is None:
        return refused(state, words.say("shared.gone"))
    round_id, position = wanted
    if position != known.position:
        return Turn(state, (Card(CardKind.NOTICE, body=(words.say("round.went-on"),)),))
    following = known.at(position + 1)
    card = _summary_card(interviewer, known) if following.is_over else _question_card(interviewer, following, round_id)
    return Turn(state, (card,), (AdvanceRound(round_id, position),))


def read_place(argument: str) -> tuple[str, int] | None:
    """Return the round and the position that a button stands for."""
    match = _PLACE_IN_ROUND.fullmatch(argument)
    return (match[1], int(match[2])) if match else None


def scope_of_round(round_id: str, position: int) -> str:
    """Return the scope of the exchanges about one question of a round."""
    return f"round:{round_id}:{position}"


def shared_buttons(interviewer: Interviewer, language: Language, item_id: str, scope: str) -> tuple[Button, ...]:
    """Return what can be pressed below a question that a channel shares."""
    words = interviewer.phrases[language]
    return (
        Button(Verb.ANSWER, words.say("button.answer"), item_id, scope),
        Button(Verb.HINT, words.say("button.hint"), item_id, scope),
        Button(Verb.SHOW, words.say("button.show"), item_id, scope),
        Button(Verb.REPORT, words.say("button.report"), item_id, scope),
    )


def _question_card(interviewer: Interviewer, shared: Round, round_id: str, opening: str = "") -> Card:
    words = interviewer.phrases[shared.language]
    item_id = shared.items[shared.position]
    item = interviewer.item(item_id)
    assert not isinstance(item, Task)
    topic = interviewer.topic_name(item.topic, shared.language)
    title = words.say("quiz.question", position=shared.position + 1, total=len(shared.items), about=topic)
    label = words.say("button.next") if shared.position + 1 < len(shared.items) else words.say("button.finish")
    following = Button(Verb.NEXT, label, f"{round_id}.{shared.position}")
    buttons = (*shared_buttons(interviewer, shared.language, item_id, scope_of_round(round_id, shared.position)), following)
    body = (*((opening,) if opening else ()), item.ask.in_language(shared.language))
    return Card(CardKind.QUESTION, title, body, closing=words.say("daily.answer-privately"), buttons=buttons, is_public=True)


def _summary_card(interviewer: Interviewer, shared: Round) -> Card:
    words = interviewer.phrases[shared.language]
    lines = tuple(Line(words.count("round.solved", number, name=name)) for name, number in shared.tally)
    fields = (Field(words.say("leaderboard.ranks"), lines),) if lines else ()
    body = () if lines else (words.say("round.nobody"),)
    return Card(CardKind.SUMMARY, words.say("round.over"), body, fields, closing=words.say("round.again"), is_public=True)
