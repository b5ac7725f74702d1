"""The daily question of a channel: which one, and the card it is posted as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.conversation.cards import Card, CardKind, Field, Line
from bot.conversation.choosing import shuffled
from bot.conversation.interviewer import Interviewer
from bot.conversation.rounds import shared_buttons
from bot.conversation.session import Session
from knowledge.models import Language, Task

MOST_NAMES = 20
"""Names of those who solved yesterday's question that are listed."""


def choose_daily(interviewer: Interviewer, topic: str | None, asked: Counter[str], last: str | None, seed: int) -> str | None:
    """Return a question of the topic that was asked least often there: none comes twice until all have come.

    None if the topic has no questions (any more).
    """
    pool = [q.id for q in interviewer.bank.questions.values() if topic in (None, q.topic)]
    if not pool:
        return None
    fewest = min(asked[i] for i in pool)
    candidates = [i for i in pool if asked[i] == fewest]
    fresh = [i for i in candidates if i != last] or candidates
    return shuffled(fresh, seed)[0]


def daily_card(
    interviewer: Interviewer, language: Language, item_id: str, scope: str, yesterday: str | None, solved_by: Sequence[str]
) -> Card:
    """Return the post: today's question, and behind a spoiler the answer to the one before, with who solved it."""
    words = interviewer.phrases[language]
    item = interviewer.item(item_id)
    assert not isinstance(item, Task)
    buttons = shared_buttons(interviewer, language, item_id, scope)
    title = words.say("daily.question", topic=interviewer.topic_name(item.topic, language))
    fields = _yesterday(interviewer, language, yesterday, solved_by) if yesterday and interviewer.knows(yesterday) else ()
    return Card(
        CardKind.QUESTION,
        title,
        (item.ask.in_language(language),),
        fields,
        closing=words.say("daily.answer-privately"),
        buttons=buttons,
        is_public=True,
    )


def switched_off_card(interviewer: Interviewer, language: Language, channel: str) -> Card:
    """Tell whoever set a daily question that its channel cannot be written to."""
    words = interviewer.phrases[language]
    return Card(CardKind.NOTICE, words.say("daily.title"), (words.say("daily.switched-off", channel=channel),))


def _yesterday(interviewer: Interviewer, language: Language, item_id: str, solved_by: Sequence[str]) -> tuple[Field, ...]:
    words = interviewer.words(Session(language))
    item = interviewer.item(item_id)
    if isinstance(item, Task):
        return ()
    names = words.say("list.comma").join(solved_by[:MOST_NAMES])
    if len(solved_by) > MOST_NAMES:
        names += " …"
    solved = words.say("daily.solved-by", names=names) if names else words.say("daily.solved-by-nobody")
    return (
        Field(words.say("daily.yesterday"), (Line(item.ask.in_language(language)), Line(solved))),
        Field(words.say("model-answer.title"), (Line(item.model_answer.in_language(language)),), is_spoiler=True),
    )
