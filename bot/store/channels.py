"""Channels that are asked every day: which are due, who posts, and what came of it.

A post is claimed before it is sent: the row (channel, local date) can be inserted once. Whoever inserts it has a lease to send. A
process that dies meanwhile leaves the row `posting` with a lease that ends; whoever finds it looks whether the message is there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.due import LATEST, latest_due, local_date, next_due
from bot.conversation.facts import DailySettings
from bot.conversation.origin import Identity, Place
from bot.store.database import Database
from bot.store.recall import read_settings
from bot.store.schema import attempts, channels, daily_posts, identities
from bot.store.statements import insert_unless_there

SEND_LEASE = timedelta(minutes=2)
"""So long whoever claimed a post may take to send it."""
MOST_AT_ONCE = 500
"""Channels claimed in one transaction."""
MOST_FAILURES = 3
"""A channel that is gone, or where the bot may not write, is switched off after so many tries."""
RETRY_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class DueChannel:
    """A channel whose time has come: what was asked there, how often, and the last."""

    id: int
    place: Place
    settings: DailySettings
    day: date
    asked: Counter[str]
    last: LastPost | None


@dataclass(frozen=True, slots=True)
class LastPost:
    """The question posted before, and who has solved it."""

    post_id: int
    item_id: str
    solved_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A post that is ours to send. `is_retry`: it may have been sent before."""

    post_id: int
    channel_id: int
    place: Place
    settings: DailySettings
    day: date
    item_id: str
    last: LastPost | None
    claimed_at: datetime
    is_retry: bool = False


def scope_of_post(post_id: int) -> str:
    """Return the scope of the exchanges about a daily question."""
    return f"daily:{post_id}"


class DailyPosts:
    """The daily posts of all channels of some platforms."""

    def __init__(self, database: Database, platforms: Sequence[str]) -> None:
        self._database = database
        self._platforms = tuple(platforms)

    async def next_wake(self, now: datetime) -> datetime | None:
        """Return when there is something to do next; None if nothing is planned."""
        due = select(func.min(channels.c.next_due)).where(channels.c.platform.in_(self._platforms))
        unsent = (
            select(func.min(daily_posts.c.leased_until))
            .join(channels, channels.c.id == daily_posts.c.channel_id)
            .where(daily_posts.c.state == "posting", channels.c.platform.in_(self._platforms))
        )
        async with self._database.begin() as connection:
            moments = [(await connection.execute(query)).scalar() for query in (due, unsent)]
        return min((max(moment, now) for moment in moments if moment is not None), default=None)

    async def due(self, now: datetime) -> list[DueChannel]:
        """Return channels whose time has come, and let those whose time is long past wait for tomorrow."""
        where = (channels.c.platform.in_(self._platforms), channels.c.next_due <= now)
        query = select(channels).where(*where).order_by(channels.c.next_due, channels.c.id).limit(MOST_AT_ONCE)
        async with self._database.begin() as connection:
            rows = (await connection.execute(query)).all()
            days = {row.id: _day(row, now) for row in rows}
            late = [row for row in rows if days[row.id] is None]
            await _wait_for_next(connection, late, now)
            asked, last = await _history(connection, [row.id for row in rows])
            return [
                DueChannel(row.id, _place(row), read_settings(row), day, asked[row.id], last.get(row.id))
                for row in rows
                if (day := days[row.id]) is not None
            ]

    async def claim(self, chosen: Sequence[tuple[DueChannel, str]], now: datetime) -> list[Claim]:
        """Claim posts with the question chosen for each, and return those that nobody else has claimed."""
        rows = [
            {
                "channel_id": channel.id,
                "local_date": channel.day,
                "item_id": item_id,
                "state": "posting",
                "leased_until": now + SEND_LEASE,
                "claimed_at": now,
            }
            for channel, item_id in chosen
        ]
        async with self._database.begin() as connection:
            statement = insert_unless_there(connection, daily_posts, "id", "channel_id")
            won = {row.channel_id: row.id for row in (await connection.execute(statement, rows)).all()}
            await _plan_next(connection, [channel for channel, _ in chosen], now)
        return [
            Claim(won[channel.id], channel.id, channel.place, channel.settings, channel.day, item_id, channel.last, now)
            for channel, item_id in chosen
            if channel.id in won
        ]

    async def take_unsent(self, now: datetime) -> list[Claim]:
        """Take over posts that were claimed and whose sender has not reported back in time."""
        stale = (
            select(daily_posts.c.id)
            .join(channels, channels.c.id == daily_posts.c.channel_id)
            .where(daily_posts.c.state == "posting", daily_posts.c.leased_until <= now, channels.c.platform.in_(self._platforms))
            .limit(MOST_AT_ONCE)
            .with_for_update(of=daily_posts, skip_locked=True)
        )
        async with self._database.begin() as connection:
            taken = update(daily_posts).where(daily_posts.c.id.in_(stale)).values(leased_until=now + SEND_LEASE)
            posts = (await connection.execute(taken.returning(daily_posts))).all()
            ids = {post.channel_id for post in posts}
            rows = {row.id: row for row in (await connection.execute(select(channels).where(channels.c.id.in_(ids)))).all()}
            _, last = await _history(connection, list(ids))
        return [
            Claim(
                post.id, post.channel_id, _place(row), read_settings(row), post.local_date, post.item_id,
                last.get(post.channel_id), post.claimed_at, is_retry=True,
            )
            for post in posts
            if (row := rows.get(post.channel_id)) is not None
        ]  # fmt: skip

    async def posted(self, sent: Sequence[tuple[Claim, str]]) -> None:
        """Note which posts were sent, and as which message."""
        async with self._database.begin() as connection:
            for claim, message in sent:
                done = {"state": "posted", "leased_until": None, "message": message}
                await connection.execute(update(daily_posts).where(daily_posts.c.id == claim.post_id).values(**done))
            healthy = [claim.channel_id for claim, _ in sent]
            well = update(channels).where(channels.c.id.in_(healthy), channels.c.failures > 0).values(failures=0)
            await connection.execute(well)

    async def try_again_later(self, claim: Claim, now: datetime) -> None:
        """Note that a post could not be sent for the moment; after `LATEST` nobody tries any more."""
        await self._after_failure(claim, now, is_last=now + RETRY_AFTER > claim.claimed_at + LATEST)

    async def refused(self, claim: Claim, now: datetime) -> Identity | None:
        """Note that a channel is gone or forbidden; when it is switched off for that, return who had set it up."""
        async with self._database.begin() as connection:
            counted = update(channels).where(channels.c.id == claim.channel_id).values(failures=channels.c.failures + 1)
            row = (await connection.execute(counted.returning(channels.c.failures, channels.c.set_by))).first()
            if row is None or row.failures < MOST_FAILURES:
                is_off, set_by = False, None
            else:
                # An older post of the channel may be tried once more after it has been switched off.
                this = (channels.c.id == claim.channel_id, channels.c.next_due.is_not(None))
                off = update(channels).where(*this).values(next_due=None, is_post_now=False)
                is_news = (await connection.execute(off.returning(channels.c.id))).first() is not None
                is_off, set_by = True, row.set_by if is_news else None
            whom = await _identity_of(connection, set_by, claim.place) if set_by is not None else None
        await self._after_failure(claim, now, is_last=is_off)
        return whom

    async def _after_failure(self, claim: Claim, now: datetime, *, is_last: bool) -> None:
        state = {"state": "failed", "leased_until": None} if is_last else {"leased_until": now + RETRY_AFTER}
        async with self._database.begin() as connection:
            await connection.execute(update(daily_posts).where(daily_posts.c.id == claim.post_id).values(**state))


def _day(row: Row[Any], now: datetime) -> date | None:
    settings = read_settings(row)
    if row.is_post_now:
        return local_date(settings, now)
    due = latest_due(settings, now)
    return due[0] if due is not None else None


async def _wait_for_next(connection: AsyncConnection, rows: Sequence[Row[Any]], now: datetime) -> None:
    for row in rows:
        later = {"next_due": next_due(read_settings(row), now)[1], "is_post_now": False}
        await connection.execute(update(channels).where(channels.c.id == row.id).values(**later))


async def _plan_next(connection: AsyncConnection, due: Sequence[DueChannel], now: datetime) -> None:
    """Set when each channel is due next; many channels share few moments."""
    by_moment: dict[datetime, list[int]] = defaultdict(list)
    for channel in due:
        by_moment[next_due(channel.settings, now)[1]].append(channel.id)
    for moment, ids in by_moment.items():
        later = update(channels).where(channels.c.id.in_(ids), channels.c.next_due.is_not(None))
        await connection.execute(later.values(next_due=moment, is_post_now=False))


async def _history(connection: AsyncConnection, ids: Sequence[int]) -> tuple[dict[int, Counter[str]], dict[int, LastPost]]:
    """Return how often each question was asked in each channel, and each channel's last post with who solved it."""
    here = daily_posts.c.channel_id.in_(ids)
    times = select(daily_posts.c.channel_id, daily_posts.c.item_id, func.count().label("times"))
    counted = times.where(here, daily_posts.c.state != "failed").group_by(daily_posts.c.channel_id, daily_posts.c.item_id)
    asked: dict[int, Counter[str]] = defaultdict(Counter)
    for row in (await connection.execute(counted)).all():
        asked[row.channel_id][row.item_id] = row.times
    newest = select(func.max(daily_posts.c.id)).where(here, daily_posts.c.state == "posted").group_by(daily_posts.c.channel_id)
    columns = (daily_posts.c.id, daily_posts.c.channel_id, daily_posts.c.item_id)
    rows = (await connection.execute(select(*columns).where(daily_posts.c.id.in_(newest)))).all()
    solved = await _solved_by(connection, [row.id for row in rows])
    last = {row.channel_id: LastPost(row.id, row.item_id, tuple(solved.get(scope_of_post(row.id), ()))) for row in rows}
    return asked, last


async def _solved_by(connection: AsyncConnection, post_ids: Sequence[int]) -> dict[str, list[str]]:
    """Return who solved each post at the first try, by name: whoever has read the answer can repeat it."""
    scopes = [scope_of_post(post_id) for post_id in post_ids]
    first = select(func.min(attempts.c.id)).where(attempts.c.scope.in_(scopes)).group_by(attempts.c.scope, attempts.c.learner_id)
    query = (
        select(attempts.c.scope, func.max(identities.c.name))
        .join(identities, (identities.c.learner_id == attempts.c.learner_id) & (identities.c.platform == attempts.c.platform))
        .where(attempts.c.id.in_(first), attempts.c.is_solved)
        .group_by(attempts.c.scope, attempts.c.learner_id)
        .order_by(func.min(attempts.c.id))
    )
    names: dict[str, list[str]] = defaultdict(list)
    for scope, name in (await connection.execute(query)).all():
        names[scope].append(name)
    return names


async def _identity_of(connection: AsyncConnection, learner_id: int, place: Place) -> Identity | None:
    where = (
        identities.c.learner_id == learner_id,
        identities.c.platform == place.platform,
        or_(identities.c.workspace == place.workspace, identities.c.workspace == ""),
    )
    row = (await connection.execute(select(identities).where(*where))).first()
    return Identity(row.platform, row.workspace, row.user) if row is not None else None


def _place(row: Row[Any]) -> Place:
    return Place(row.platform, row.workspace, row.channel, is_private=False)
