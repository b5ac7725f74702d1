"""What a search select suggests while somebody types."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from bot.conversation.interviewer import Interviewer
from bot.platforms.slack import limits
from bot.platforms.slack.forms import INTERVIEW, TASK, option
from bot.platforms.slack.render import Block
from knowledge.models import Language

_LIKE_ENOUGH = 50.0
LONGEST_TYPED = 60
"""Characters that are compared."""


def suggested(interviewer: Interviewer, what: str, typed: str, language: Language) -> list[Block]:
    """Return options like the words typed so far, the likest first; everything while nothing is typed."""
    known = list(_names(interviewer, what, language))
    wanted = typed.strip().casefold()[:LONGEST_TYPED]
    if wanted:
        rated = [(max(fuzz.WRatio(wanted, text.casefold()) for text in pair), pair) for pair in known]
        known = [pair for rating, pair in sorted(rated, key=lambda entry: -entry[0]) if rating >= _LIKE_ENOUGH]
    return [option(name, value) for name, value in known[: limits.OPTIONS]]


def _names(interviewer: Interviewer, what: str, language: Language) -> Iterable[tuple[str, str]]:
    bank = interviewer.bank
    if what == TASK:
        return ((task.title.in_language(language), task.id) for task in bank.tasks.values())
    if what == INTERVIEW:
        return ((interview.title.in_language(language), interview.id) for interview in bank.interviews.values())
    return ((interviewer.topic_name(topic, language), topic) for topic in bank.topics)
