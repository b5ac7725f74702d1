"""Read the facts that a step needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.facts import (
    Daily,
    DailySettings,
    DailyWanted,
    Everything,
    EverythingWanted,
    Facts,
    Kept,
    Offer,
    OfferWanted,
    Rank,
    Ranking,
    RankingWanted,
    Record,
    RecordWanted,
    RoundWanted,
    Tried,
    TriedWanted,
    Wanted,
)
from bot.conversation.origin import Origin
from bot.conversation.session import Attempt, Outcome
from bot.store.effects import read_review_card
from bot.store.rounds import round_of
from bot.store.schema import (
    attempts,
    channels,
    daily_posts,
    events,
    identities,
    learners,
    links,
    reports,
    review_cards,
    sessions,
    submissions,
)

_OF_LEARNER = (identities, sessions, attempts, review_cards, submissions, events, reports)
_USUAL_ZONES = {"zh": "Asia/Shanghai"}
"""Where somebody is taken to live who has not said, by language."""
_INTERNAL = frozenset({"origin", "cards", "leased_until"})


async def recall(connection: AsyncConnection, learner_id: int, origin: Origin, now: datetime, wanted: Wanted) -> Facts:
    """Return the facts that are wanted."""
    match wanted:
        case RecordWanted():
            return await record_of(connection, learner_id, origin)
        case RankingWanted(since):
            return await _ranking(connection, learner_id, origin, since)
        case DailyWanted():
            return await _daily(connection, learner_id, origin)
        case OfferWanted(code):
            return await _offer(connection, learner_id, now, code)
        case RoundWanted(round_id):
            return await round_of(connection, origin, round_id)
        case TriedWanted():
            scope = (attempts.c.learner_id == learner_id, attempts.c.scope == origin.scope)
            return Tried(is_first=(await connection.execute(select(attempts.c.id).where(*scope).limit(1))).first() is None)
        case EverythingWanted():
            return Everything(json.dumps(await _everything(connection, learner_id), ensure_ascii=False, indent=2))


async def record_of(connection: AsyncConnection, learner_id: int, origin: Origin) -> Record:
    """Return what is remembered of a learner."""
    cards = (await connection.execute(select(review_cards).where(review_cards.c.learner_id == learner_id))).mappings()
    kept = select(attempts).where(attempts.c.learner_id == learner_id).order_by(attempts.c.id)
    rows = (await connection.execute(kept)).mappings()
    chosen = (await connection.execute(select(learners.c.zone, learners.c.is_listed).where(learners.c.id == learner_id))).one()
    return Record(
        cards={row["item_id"]: read_review_card(row) for row in cards},
        attempts=tuple(Kept(read_attempt(row), row["at"]) for row in rows),
        zone=chosen.zone or _USUAL_ZONES.get(origin.language, "UTC"),
        is_listed=chosen.is_listed,
    )


def read_attempt(row: Mapping[Any, Any]) -> Attempt:
    """Read a row of attempts."""
    return Attempt(
        row["item_id"],
        Outcome(row["outcome"]),
        tuple(row["earned"]),
        tuple(row["missed"]),
        tuple(row["misconceptions"]),
        row["hints"],
        row["follow_ups"],
        row["score"],
    )


async def _ranking(connection: AsyncConnection, learner_id: int, origin: Origin, since: datetime | None) -> Ranking:
    """Count, for each learner who is listed and practised here, what they solved and what they tried, each thing once."""
    here = origin.place
    solved = func.count(distinct(attempts.c.item_id)).filter(attempts.c.is_solved)
    tried = func.count(distinct(attempts.c.item_id))
    query = (
        select(attempts.c.learner_id, func.max(identities.c.name).label("name"), solved.label("solved"), tried.label("tried"))
        .join(learners, learners.c.id == attempts.c.learner_id)
        .join(identities, (identities.c.learner_id == attempts.c.learner_id) & (identities.c.platform == attempts.c.platform))
        .where(attempts.c.platform == here.platform, attempts.c.workspace == here.workspace, learners.c.is_listed)
        .group_by(attempts.c.learner_id)
        .order_by(solved.desc(), tried, func.min(attempts.c.at))
    )
    if since is not None:
        query = query.where(attempts.c.at >= since)
    rows = (await connection.execute(query)).all()
    return Ranking(tuple(Rank(row.name or "?", row.solved, row.tried, row.learner_id == learner_id) for row in rows))


async def _daily(connection: AsyncConnection, learner_id: int, origin: Origin) -> Daily:
    place = origin.place
    here = (
        channels.c.platform == place.platform,
        channels.c.workspace == place.workspace,
        channels.c.channel == place.channel,
    )
    row = (await connection.execute(select(channels).where(*here))).first()
    zone = (await record_zone(connection, learner_id)) or _USUAL_ZONES.get(origin.language, "UTC")
    if row is None:
        return Daily(zone_of_learner=zone)
    last = select(func.max(daily_posts.c.local_date)).where(daily_posts.c.channel_id == row.id)
    posted: date | None = (await connection.execute(last)).scalar()
    return Daily(read_settings(row), row.next_due is not None, row.next_due, posted, zone)


async def record_zone(connection: AsyncConnection, learner_id: int) -> str | None:
    """Return the zone that a learner chose."""
    zone: str | None = (await connection.execute(select(learners.c.zone).where(learners.c.id == learner_id))).scalar()
    return zone


def read_settings(row: Row[Any]) -> DailySettings:
    """Read the settings in a row of channels."""
    return DailySettings(time.fromisoformat(row.at), row.zone, row.topic, row.language, row.mention or "")


async def _offer(connection: AsyncConnection, learner_id: int, now: datetime, code: str) -> Offer:
    # Whoever takes the same code at the same moment waits here, and then finds it gone.
    offered = select(links.c.learner_id, links.c.until).where(links.c.code == code).with_for_update()
    row = (await connection.execute(offered)).first()
    if row is None or row.until < now:
        return Offer(is_open=False)
    return Offer(is_open=True, is_own=row.learner_id == learner_id)


async def _everything(connection: AsyncConnection, learner_id: int) -> dict[str, list[dict[str, object]]]:
    """Return every row about a learner, without what only steers the bot."""
    found = {}
    mine = (await connection.execute(select(learners).where(learners.c.id == learner_id))).mappings()
    found["learner"] = [_as_json(row) for row in mine]
    for table in _OF_LEARNER:
        rows = (await connection.execute(select(table).where(table.c.learner_id == learner_id))).mappings()
        found[table.name] = [_as_json(row) for row in rows]
    set_up = (await connection.execute(select(channels).where(channels.c.set_by == learner_id))).mappings()
    found["channels"] = [_as_json(row) for row in set_up]
    return found


def _as_json(row: Mapping[Any, Any]) -> dict[str, object]:
    return {str(name): _plain(value) for name, value in row.items() if str(name) not in _INTERNAL}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return json.loads(value)
    return value
