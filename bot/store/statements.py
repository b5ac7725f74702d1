"""Statements that are used again and again, built once: SQLAlchemy takes longer to build one than a database to carry it out."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Insert, Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from bot.conversation.origin import Origin
from bot.store.schema import attempts, events, identities, learners, review_cards, sessions

_OF_EVENT = tuple(events.c[name] == bindparam(f"this_{name}") for name in ("platform", "workspace", "key"))
_OF_IDENTITY = tuple(identities.c[name] == bindparam(name) for name in ("platform", "workspace", "user"))
_OF_CARD = tuple(review_cards.c[name] == bindparam(name) for name in ("learner_id", "item_id"))

STANDING = (
    select(identities.c.learner_id, identities.c.name, learners.c.language, sessions.c.state)
    .join(learners, learners.c.id == identities.c.learner_id)
    .outerjoin(sessions, (sessions.c.learner_id == identities.c.learner_id) & (sessions.c.scope == bindparam("scope")))
    .where(*_OF_IDENTITY)
)
"""A learner and one of their sessions, by identity."""
LOCKED = (
    select(learners.c.id)
    .join(identities, identities.c.learner_id == learners.c.id)
    .where(*_OF_IDENTITY)
    .with_for_update(of=learners)
)
"""Another step of the same learner waits here.

What stands in their session is read after it, by a statement of its own: one that has waited still sees other tables as they were
before. SQLite needs no lock: there all steps take turns.
"""
CARDS_OF_EVENT = select(events.c.cards).where(*_OF_EVENT)
KEEP_CARDS = update(events).where(*_OF_EVENT).values(cards=bindparam("cards"))
REMEMBER_ATTEMPT = insert(attempts)
REVIEW_CARD = select(review_cards).where(*_OF_CARD)


def event_of(origin: Origin) -> dict[str, Any]:
    """Return the parameters that name an event."""
    who = origin.identity
    return {"this_platform": who.platform, "this_workspace": who.workspace, "this_key": origin.key}


async def upsert(connection: AsyncConnection, table: Table, keys: tuple[str, ...], **values: Any) -> None:
    """Insert a row, or change it if there is one with those keys."""
    await connection.execute(_upsert(connection.dialect.name, table, keys, tuple(values)), values)


def insert_unless_there(connection: AsyncConnection, table: Table, *returning: str) -> ReturningInsert[Any]:
    """Return a statement that inserts rows, save those whose key is there already, and returns columns of the inserted."""
    return _insert_unless_there(connection.dialect.name, table, returning)


@cache
def _upsert(dialect: str, table: Table, keys: tuple[str, ...], columns: tuple[str, ...]) -> Insert:
    rest = [name for name in columns if name not in keys]
    if dialect == "postgresql":
        new = postgresql.insert(table)
        return new.on_conflict_do_update(index_elements=keys, set_={name: new.excluded[name] for name in rest})
    ours = sqlite.insert(table)
    return ours.on_conflict_do_update(index_elements=keys, set_={name: ours.excluded[name] for name in rest})


@cache
def _insert_unless_there(dialect: str, table: Table, returning: tuple[str, ...]) -> ReturningInsert[Any]:
    columns = [table.c[name] for name in returning]
    if dialect == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing().returning(*columns)
    return sqlite.insert(table).on_conflict_do_nothing().returning(*columns)
