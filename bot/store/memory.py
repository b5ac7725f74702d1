"""The memory of the conversation in a database: one transaction a step, with the event's key in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.cards import Card
from bot.conversation.facts import Facts, Wanted
from bot.conversation.memory import Unsent
from bot.conversation.origin import Origin
from bot.conversation.pending import Pending
from bot.conversation.session import Session
from bot.conversation.turn import Effect
from bot.store.codec import cards_from_bytes, cards_to_bytes, origin_from_bytes, origin_to_bytes
from bot.store.database import Database
from bot.store.effects import Effects, message_of, rename
from bot.store.recall import recall
from bot.store.schema import attempts, events, identities, learners, links, reports, rounds, sessions, submissions
from bot.store.statements import CARDS_OF_EVENT, KEEP_CARDS, LOCKED, STANDING, event_of, insert_unless_there, upsert
from bot.store.submissions import file_report, hold, take_pending
from graders.code.report import Report

KEEP_EVENTS = timedelta(days=7)
"""Far longer than any platform repeats an event."""
KEEP_ATTEMPTS = timedelta(days=730)
KEEP_SUBMISSIONS = timedelta(days=90)
KEEP_SESSIONS = timedelta(days=30)
"""An open question holds what was said about it."""
UNDER_WAY = timedelta(minutes=1)
"""Until then whoever keeps replies is taken to be delivering them."""
SOON = timedelta(minutes=15)
"""A reply that comes later than this answers a question nobody remembers asking."""


@dataclass(frozen=True, slots=True)
class FiledReport:
    """That a question is wrong, in a learner's words."""

    item_id: str
    reason: str
    at: datetime


def _who(origin: Origin) -> dict[str, str]:
    who = origin.identity
    return {"platform": who.platform, "workspace": who.workspace, "user": who.user, "scope": origin.scope}


@dataclass(slots=True)
class SqlDesk:
    """One learner's conversation for the length of a transaction (`bot.conversation.memory.Desk`)."""

    connection: AsyncConnection
    origin: Origin
    now: datetime
    learner_id: int
    session: Session
    replayed: Unsent | None = field(default=None)

    async def facts(self, wanted: Wanted) -> Facts:
        """Return facts that a step needs."""
        return await recall(self.connection, self.learner_id, self.origin, self.now, wanted)

    async def keep(self, session: Session, effects: Sequence[Effect], cards: Sequence[Card]) -> tuple[Pending, ...]:
        """Keep the session, carry out the effects, and return the code that now waits for its report."""
        hand = Effects(self.connection, self.learner_id, self.origin, self.now)
        pending = await hand.carry_out(effects)
        if hand.is_forgotten:
            return ()
        if hand.learner_id != self.learner_id:
            return pending  # Now one person with somebody else, whose conversation goes on where it was.
        state = {"learner_id": hand.learner_id, "scope": self.origin.scope, "state": session.to_json(), "at": self.now}
        await upsert(self.connection, sessions, ("learner_id", "scope"), **state)
        if self.origin.key is not None:
            await self.connection.execute(KEEP_CARDS, event_of(self.origin) | {"cards": cards_to_bytes(cards)})
        return pending

    async def file(self, pending: Pending, report: Report) -> None:
        """Keep a report in place of the code it is about."""
        await file_report(self.connection, pending.id, report)


class SqlMemory:
    """Keeps everything in a database (`bot.conversation.memory.Memory`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def turn(self, origin: Origin, now: datetime) -> AsyncIterator[SqlDesk]:
        """Take up a learner's conversation for one step; others who want it wait."""
        async with self._database.begin() as connection:
            yield await _desk(connection, origin, now)

    @asynccontextmanager
    async def report(self, pending: Pending, origin: Origin, now: datetime) -> AsyncIterator[SqlDesk | None]:
        """Take up the conversation in which code was sent; None if the learner has had everything deleted since."""
        async with self._database.begin() as connection:
            waiting = await connection.execute(select(submissions.c.id).where(submissions.c.id == pending.id))
            yield await _desk(connection, origin, now) if waiting.first() is not None else None

    async def peek(self, origin: Origin) -> Session | None:
        """Return where a conversation stands, at rest if it has not begun; None for somebody new."""
        async with self._database.begin() as connection:
            row = (await connection.execute(STANDING, _who(origin))).mappings().first()
        return _session(row, origin) if row is not None else None

    async def delivered(self, origin: Origin) -> None:
        """Note that the replies to an event have been sent."""
        async with self._database.begin() as connection:
            await connection.execute(KEEP_CARDS, event_of(origin) | {"cards": None})

    async def task_of(self, origin: Origin) -> str | None:
        """Return the task that the code in a message was graded for; None if there was none in it."""
        who = origin.identity
        where = (
            submissions.c.platform == who.platform,
            submissions.c.workspace == who.workspace,
            submissions.c.event_key == message_of(origin),
        )
        async with self._database.begin() as connection:
            task: str | None = (await connection.execute(select(submissions.c.task_id).where(*where))).scalar()
        return task

    async def hold(self, pending: Pending, now: datetime) -> Report | None:
        """Renew the lease of code that is being graded; return its report if it has been kept meanwhile."""
        async with self._database.begin() as connection:
            return await hold(connection, pending.id, now)

    async def take_unsent(self, platform: str, now: datetime, *, at_start: bool) -> Sequence[Unsent]:
        """Take replies that were kept lately and not delivered; a second replica that looks now finds them taken."""
        before = now if at_start and self._database.is_sqlite else now - UNDER_WAY
        where = (events.c.platform == platform, events.c.cards.is_not(None), events.c.at > now - SOON, events.c.at <= before)
        taken = []
        async with self._database.begin() as connection:
            for row in (await connection.execute(select(events).where(*where).order_by(events.c.at))).all():
                this = (events.c.platform == platform, events.c.workspace == row.workspace, events.c.key == row.key)
                claim = update(events).where(*this, events.c.at == row.at, events.c.cards.is_not(None)).values(at=now)
                if (await connection.execute(claim.returning(events.c.key))).first() is not None:
                    taken.append(Unsent(origin_from_bytes(row.origin), cards_from_bytes(row.cards)))
        return taken

    async def take_pending(self, platform: str, now: datetime, *, at_start: bool) -> Sequence[Pending]:
        """Take some code whose lease has ended; where there is only this process, at its start all leases have."""
        async with self._database.begin() as connection:
            return await take_pending(connection, platform, now, is_alone=at_start and self._database.is_sqlite)

    async def filed_reports(self) -> Sequence[FiledReport]:
        """Return what was reported as wrong, newest first."""
        async with self._database.begin() as connection:
            rows = (await connection.execute(select(reports).order_by(reports.c.id.desc()))).all()
        return [FiledReport(row.item_id, row.reason, row.at) for row in rows]

    async def prune(self, now: datetime) -> None:
        """Drop what has been kept for as long as was said."""
        async with self._database.begin() as connection:
            await connection.execute(delete(events).where(events.c.at < now - KEEP_EVENTS))
            await connection.execute(delete(sessions).where(sessions.c.at < now - KEEP_SESSIONS))
            await connection.execute(delete(attempts).where(attempts.c.at < now - KEEP_ATTEMPTS))
            await connection.execute(delete(submissions).where(submissions.c.at < now - KEEP_SUBMISSIONS))
            await connection.execute(delete(rounds).where(rounds.c.at < now - KEEP_EVENTS))
            await connection.execute(delete(links).where(links.c.until < now))


async def _desk(connection: AsyncConnection, origin: Origin, now: datetime) -> SqlDesk:
    row = await _standing_of(connection, origin)
    if row is None:
        row = await _newcomer(connection, origin, now)
    elif origin.name and row["name"] != origin.name:
        await rename(connection, origin)
    desk = SqlDesk(connection, origin, now, row["learner_id"], _session(row, origin))
    if origin.key is not None and not await _is_new(connection, desk):
        desk.replayed = await _replayed(connection, origin)
    return desk


async def _standing_of(connection: AsyncConnection, origin: Origin) -> RowMapping | None:
    """Return a learner with one of their sessions, and keep them for this step; None for somebody new."""
    who = _who(origin)
    if connection.dialect.name == "postgresql":
        await connection.execute(LOCKED, {name: value for name, value in who.items() if name != "scope"})
    found: RowMapping | None = (await connection.execute(STANDING, who)).mappings().first()
    return found


async def _newcomer(connection: AsyncConnection, origin: Origin, now: datetime) -> RowMapping:
    """Make room for somebody new, unless another process has just done so."""
    learner_id = (await connection.execute(insert(learners).values(since=now).returning(learners.c.id))).scalar_one()
    who = {name: value for name, value in _who(origin).items() if name != "scope"}
    row = {**who, "learner_id": learner_id, "name": origin.name}
    statement = insert_unless_there(connection, identities, "learner_id")
    inserted = (await connection.execute(statement, row)).scalar()
    if inserted is None:
        await connection.execute(delete(learners).where(learners.c.id == learner_id))
    found = await _standing_of(connection, origin)
    assert found is not None
    return found


async def _is_new(connection: AsyncConnection, desk: SqlDesk) -> bool:
    """Write the event's key, and return whether it was not there."""
    origin = desk.origin
    row = {
        "platform": origin.identity.platform,
        "workspace": origin.identity.workspace,
        "key": origin.key,
        "learner_id": desk.learner_id,
        "origin": origin_to_bytes(origin),
        "at": desk.now,
    }
    return (await connection.execute(insert_unless_there(connection, events, "key"), row)).first() is not None


async def _replayed(connection: AsyncConnection, origin: Origin) -> Unsent:
    cards = (await connection.execute(CARDS_OF_EVENT, event_of(origin))).scalar()
    return Unsent(origin, cards_from_bytes(cards) if cards is not None else ())


def _session(row: RowMapping, origin: Origin) -> Session:
    """Return the session of a row, in the language that the learner chose, wherever that was."""
    kept = Session.from_json(row["state"]) if row["state"] is not None else Session(row["language"] or origin.language)
    if row["language"] and kept.language != row["language"]:
        kept = kept.in_language(row["language"])
    return kept
