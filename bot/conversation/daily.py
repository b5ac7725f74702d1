"""`/daily`: when a channel is asked its question, and about what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import time

from bot.conversation.cards import Card, CardKind
from bot.conversation.due import first_day_without, local_date, next_due
from bot.conversation.events import Event
from bot.conversation.facts import Daily, DailySettings
from bot.conversation.interviewer import Interviewer
from bot.conversation.lists import not_found, refused, topic_names
from bot.conversation.lookup import find
from bot.conversation.session import Session
from bot.conversation.turn import PostDailyNow, SetDaily, Turn
from bot.conversation.wording import LONGEST_NAME_QUOTED, shortened
from bot.conversation.zones import find_zone, zone_of
from knowledge.models import LANGUAGES, Language

_MENTION = re.compile(r"<@&[0-9]+>|<!subteam\^[A-Z0-9]+(?:\|[^>]*)?>")
"""How Discord and Slack write a role or a group that is to be called."""
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")


def daily(interviewer: Interviewer, state: Session, argument: str, event: Event) -> Turn:
    """Carry out `/daily set TIME ZONE [topic] [lang]`, `off`, `now` or `status`."""
    words = interviewer.words(state)
    if event.place.is_private:
        return refused(state, words.say("daily.only-in-channels"))
    known = event.facts if isinstance(event.facts, Daily) else Daily()
    verb, *rest = unicodedata.normalize("NFKC", argument).split() or ["status"]
    if verb.casefold() in ("status", "状态"):
        return _notice(state, _status(interviewer, state, known))
    if not event.may_manage:
        return refused(state, words.say("daily.only-managers"))
    match verb.casefold():
        case "set" | "设置":
            return _set(interviewer, state, rest, known, event)
        case "off" | "关闭":
            return _off(interviewer, state, known)
        case "now":
            return _now(interviewer, state, known, event)
        case _:
            return refused(state, words.say("daily.usage"))


def _set(interviewer: Interviewer, state: Session, parts: Sequence[str], known: Daily, event: Event) -> Turn:
    words = interviewer.words(state)
    if not parts:
        return refused(state, words.say("daily.usage"))
    at = _time(parts[0])
    if at is None:
        return refused(state, words.say("daily.bad-time", time=shortened(parts[0], LONGEST_NAME_QUOTED)))
    mention = next((part for part in parts[1:] if _MENTION.fullmatch(part)), "")
    read = _zone_topic_language(interviewer, state, [part for part in parts[1:] if part != mention], known)
    if isinstance(read, Turn):
        return read
    zone, topic, language = read
    settings = DailySettings(at, zone, topic, language, mention)
    when = _when(settings, next_due(settings, event.now)[1].astimezone(zone_of(zone)).strftime("%Y-%m-%d"))
    said = [words.say("daily.set", **when, topic=_about(interviewer, state, settings))]
    if gap := first_day_without(settings, event.now):
        said.append(words.say("daily.gap", time=f"{at:%H:%M}", day=gap.isoformat()))
    return Turn(state, (Card(CardKind.NOTICE, words.say("daily.title"), tuple(said), is_public=True),), (SetDaily(settings),))


def _zone_topic_language(
    interviewer: Interviewer, state: Session, parts: Sequence[str], known: Daily
) -> tuple[str, str | None, Language] | Turn:
    """Read `ZONE [topic] [lang]` in any order; where it cannot be, the turn that says so."""
    words = interviewer.words(state)
    topics = {t: topic_names(interviewer, t) for t in interviewer.bank.topics}
    zone, topic, language = None, None, state.language
    for part in parts:
        if spoken := next((code for code in LANGUAGES if code == part.casefold()), None):
            language = spoken
        elif found := find(part, topics).id:
            topic = found
        elif found := find_zone(part).id:
            zone = found
        elif "/" not in part and (zone is not None or find(part, topics).nearest):
            return not_found(interviewer, state, "topic", part, find(part, topics))
        else:
            nearest = find_zone(part).nearest or "Asia/Shanghai"
            return refused(state, words.say("zone.unknown", name=shortened(part, LONGEST_NAME_QUOTED), nearest=nearest))
    if zone is None:
        zone = known.settings.zone if known.settings else known.zone_of_learner
    return zone, topic, language


def _off(interviewer: Interviewer, state: Session, known: Daily) -> Turn:
    words = interviewer.words(state)
    if not known.is_on:
        return _notice(state, words.say("daily.is-off"))
    card = Card(CardKind.NOTICE, words.say("daily.title"), (words.say("daily.now-off"),), is_public=True)
    return Turn(state, (card,), (SetDaily(None),))


def _now(interviewer: Interviewer, state: Session, known: Daily, event: Event) -> Turn:
    words = interviewer.words(state)
    if known.settings is None or not known.is_on:
        return refused(state, words.say("daily.set-first"))
    if known.last_posted == local_date(known.settings, event.now):
        return _notice(state, words.say("daily.already-posted"))
    return Turn(state, (Card(CardKind.NOTICE, body=(words.say("daily.posting"),)),), (PostDailyNow(),))


def _status(interviewer: Interviewer, state: Session, known: Daily) -> str:
    words = interviewer.words(state)
    if known.settings is None or not known.is_on or known.next_due is None:
        return words.say("daily.is-off")
    day = known.next_due.astimezone(zone_of(known.settings.zone)).strftime("%Y-%m-%d")
    return words.say("daily.is-on", **_when(known.settings, day), topic=_about(interviewer, state, known.settings))


def _when(settings: DailySettings, day: str) -> dict[str, str]:
    return {"time": f"{settings.at:%H:%M}", "zone": settings.zone, "day": day}


def _about(interviewer: Interviewer, state: Session, settings: DailySettings) -> str:
    if settings.topic is None:
        return interviewer.words(state).say("daily.all-topics")
    return interviewer.topic_name(settings.topic, state.language)


def _time(text: str) -> time | None:
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def _notice(state: Session, said: str) -> Turn:
    return Turn(state, (Card(CardKind.NOTICE, body=(said,)),))
