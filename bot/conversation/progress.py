"""`/progress` and `/leaderboard`: how far somebody has come, and who practises here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from bot.conversation.cards import Button, Card, CardKind, Field, Line, Mark
from bot.conversation.events import Event, Verb
from bot.conversation.facts import Kept, Rank, Ranking, Record
from bot.conversation.interviewer import Interviewer
from bot.conversation.lists import refused
from bot.conversation.lookup import find
from bot.conversation.reviewing import rating_of
from bot.conversation.session import Session
from bot.conversation.streak import streak
from bot.conversation.summary import percent
from bot.conversation.turn import Prefer, Turn
from bot.conversation.zones import zone_of
from knowledge.models import Question, Task

MOST_MISTAKES = 5
MOST_RANKS = 10
_WRONG_RATING = 2


@dataclass(frozen=True, slots=True)
class Period:
    """How far back a leaderboard looks; None: to the beginning."""

    name: str
    length: timedelta | None


_PERIODS = {
    "week": Period("week", timedelta(days=7)),
    "month": Period("month", timedelta(days=30)),
    "all": Period("all", None),
}
_PERIOD_NAMES = {"week": ("周", "本周", "7"), "month": ("月", "本月", "30"), "all": ("全部", "总", "total")}


def read_period(argument: str) -> Period | None:
    """Return the period that was asked for: a week, unless something else is said; None if it is no period."""
    found = find(argument.strip() or "week", _PERIOD_NAMES).id
    return _PERIODS[found] if found else None


def progress(interviewer: Interviewer, state: Session, event: Event) -> Turn:
    """Show how far the learner has come."""
    record = event.facts if isinstance(event.facts, Record) else Record()
    words = interviewer.words(state)
    if not record.attempts and not record.cards:
        return Turn(state, (Card(CardKind.NOTICE, body=(words.say("progress.nothing-yet"),)),))
    mistakes = _recent_mistakes(interviewer, record)
    fields = (
        Field(words.say("progress.by-topic"), tuple(_topic_lines(interviewer, state, record, event.now))),
        Field(words.say("progress.mistakes"), tuple(_mistake_lines(interviewer, state, mistakes))),
        Field(words.say("progress.misconceptions"), tuple(_misconception_lines(interviewer, state, mistakes))),
    )
    due = sum(card.due <= event.now for card in record.cards.values() if interviewer.knows(card.item_id))
    days = {kept.at.astimezone(zone_of(record.zone)).date() for kept in record.attempts}
    row = streak(days, event.now.astimezone(zone_of(record.zone)).date())
    body = (
        words.count("progress.streak", row, zone=record.zone),
        words.count("progress.due", due) if due else words.say("progress.none-due"),
    )
    buttons = (Button(Verb.REVIEW, words.say("button.review")),)
    shown = tuple(field for field in fields if field.lines)
    return Turn(state, (Card(CardKind.SUMMARY, words.say("progress.title"), body, shown, buttons=buttons),))


def _topic_lines(interviewer: Interviewer, state: Session, record: Record, now: datetime) -> Iterator[Line]:
    """Yield a line a topic that was practised: the mean chance that its questions are known, new ones counting nothing."""
    words = interviewer.words(state)
    items = {topic: [q.id for q in interviewer.bank.questions.values() if q.topic == topic] for topic in interviewer.bank.topics}
    names = {topic: interviewer.topic_name(topic, state.language) for topic in items}
    items["tasks"], names["tasks"] = list(interviewer.bank.tasks), words.say("summary.tasks")
    for topic, ids in items.items():
        seen = [record.cards[i].recall(now) for i in ids if i in record.cards]
        if seen:
            mastery = fmean([*seen, *([0.0] * (len(ids) - len(seen)))])
            values = {"topic": names[topic], "mastery": percent(mastery), "seen": len(seen), "all": len(ids)}
            yield Line(words.say("progress.topic", **values))


def _recent_mistakes(interviewer: Interviewer, record: Record) -> list[Kept]:
    """Return the last mistakes, newest first, one for each question that has not been put right since."""
    seen: set[str] = set()
    mistakes = []
    for kept in reversed(record.attempts):
        attempt = kept.attempt
        rating = rating_of(attempt)
        if rating is None or attempt.step_id in seen or not interviewer.knows(attempt.step_id):
            continue
        seen.add(attempt.step_id)
        if rating <= _WRONG_RATING:
            mistakes.append(kept)
    return mistakes[:MOST_MISTAKES]


def _mistake_lines(interviewer: Interviewer, state: Session, mistakes: Sequence[Kept]) -> Iterator[Line]:
    words = interviewer.words(state)
    for kept in mistakes:
        item = interviewer.item(kept.attempt.step_id)
        if isinstance(item, Task):
            yield Line(item.title.in_language(state.language), Mark.MISSED, detail=f"/code {item.id}")
        else:
            missed = [p.text.in_language(state.language) for p in item.points if p.id in kept.attempt.missed]
            yield Line(item.ask.in_language(state.language), Mark.MISSED, detail=words.say("list.comma").join(missed))


def _misconception_lines(interviewer: Interviewer, state: Session, mistakes: Sequence[Kept]) -> Iterator[Line]:
    for kept in mistakes:
        item = interviewer.item(kept.attempt.step_id)
        if isinstance(item, Question):
            known = {wrong.id: wrong for wrong in item.misconceptions}
            for wrong in (known[i] for i in kept.attempt.misconceptions if i in known):
                text, correction = (t.in_language(state.language) for t in (wrong.text, wrong.correction))
                yield Line(text, Mark.WRONG, detail=correction)


def leaderboard(interviewer: Interviewer, state: Session, argument: str, event: Event) -> Turn:
    """Show who practised here; `off` and `on`: whether the learner is listed."""
    words = interviewer.words(state)
    if argument.casefold() in ("off", "on"):
        is_listed = argument.casefold() == "on"
        said = words.say("leaderboard.listed") if is_listed else words.say("leaderboard.unlisted")
        return Turn(state, (Card(CardKind.NOTICE, body=(said,)),), (Prefer(is_listed=is_listed),))
    period = read_period(argument)
    if period is None:
        return refused(state, words.say("leaderboard.usage"))
    ranks = event.facts.ranks if isinstance(event.facts, Ranking) else ()
    title = _title(interviewer, state, period)
    if not ranks:
        return Turn(state, (Card(CardKind.NOTICE, title, (words.say("leaderboard.empty"),), is_public=True),))
    lines = tuple(_rank_lines(interviewer, state, ranks))
    field = Field(words.say("leaderboard.ranks"), lines)
    return Turn(state, (Card(CardKind.SUMMARY, title, fields=(field,), closing=words.say("leaderboard.opt-out"), is_public=True),))


def _title(interviewer: Interviewer, state: Session, period: Period) -> str:
    words = interviewer.words(state)
    match period.name:
        case "week":
            return words.say("leaderboard.week")
        case "month":
            return words.say("leaderboard.month")
        case _:
            return words.say("leaderboard.all")


def _rank_lines(interviewer: Interviewer, state: Session, ranks: Sequence[Rank]) -> Iterator[Line]:
    words = interviewer.words(state)
    for number, rank in enumerate(ranks, start=1):
        if number <= MOST_RANKS or rank.is_self:
            values = {"place": number, "name": rank.name, "tried": rank.tried}
            text = words.count("leaderboard.rank", rank.solved, **values)
            yield Line(words.say("leaderboard.you", rank=text) if rank.is_self else text)
