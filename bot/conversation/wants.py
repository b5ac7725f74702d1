"""Which facts an event needs to be decided."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.events import Answer, Command, Content, Graded, Verb
from bot.conversation.facts import (
    DailyWanted,
    EverythingWanted,
    OfferWanted,
    RankingWanted,
    RecordWanted,
    RoundWanted,
    TriedWanted,
    Wanted,
)
from bot.conversation.personal import read_code, wants_everything
from bot.conversation.progress import read_period
from bot.conversation.rounds import read_place


def facts_wanted(content: Content | Graded, now: datetime) -> Wanted | None:
    """Return what has to be known before the step; None if its session is enough."""
    if isinstance(content, Answer):
        return TriedWanted()
    if not isinstance(content, Command):
        return None
    match content.verb:
        case Verb.QUIZ | Verb.REVIEW | Verb.PROGRESS | Verb.EXPORT | Verb.ZONE:
            return RecordWanted()
        case Verb.LEADERBOARD:
            period = read_period(content.argument)
            return RankingWanted(now - period.length if period.length else None) if period else None
        case Verb.DAILY:
            return DailyWanted()
        case Verb.NEXT if place := read_place(content.argument):
            return RoundWanted(place[0])
        case Verb.LINK if code := read_code(content.argument):
            return OfferWanted(code)
        case Verb.PRIVACY if wants_everything(content.argument):
            return EverythingWanted()
        case _:
            return None
