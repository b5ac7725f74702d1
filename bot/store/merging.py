"""Make two learners one."""

from __future__ import annotations

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.schema import (
    attempts,
    channels,
    events,
    identities,
    learners,
    links,
    reports,
    review_cards,
    sessions,
    submissions,
)

_OWNED = (attempts, submissions, events, reports, links, identities)


async def merge(connection: AsyncConnection, learner_id: int, *, into: int) -> None:
    """Give everything of one learner to another, and drop the first. Where both have a thing, the one used last stays."""
    for table in _OWNED:
        await connection.execute(update(table).where(table.c.learner_id == learner_id).values(learner_id=into))
    await connection.execute(update(channels).where(channels.c.set_by == learner_id).values(set_by=into))
    await _merge_review_cards(connection, learner_id, into)
    await _merge_sessions(connection, learner_id, into)
    await connection.execute(delete(learners).where(learners.c.id == learner_id))


async def _merge_review_cards(connection: AsyncConnection, learner_id: int, into: int) -> None:
    other = review_cards.alias()
    both = select(review_cards.c.item_id, review_cards.c.last_review, other.c.last_review.label("other_review")).join(
        other, (other.c.item_id == review_cards.c.item_id) & (other.c.learner_id == into)
    )
    for item_id, mine, others in (await connection.execute(both.where(review_cards.c.learner_id == learner_id))).all():
        older = learner_id if mine <= others else into
        keys = tuple_(review_cards.c.learner_id, review_cards.c.item_id)
        await connection.execute(delete(review_cards).where(keys == (older, item_id)))
    moved = update(review_cards).where(review_cards.c.learner_id == learner_id).values(learner_id=into)
    await connection.execute(moved)


async def _merge_sessions(connection: AsyncConnection, learner_id: int, into: int) -> None:
    """Keep the other's sessions: it is there that the code was asked for."""
    theirs = select(sessions.c.scope).where(sessions.c.learner_id == into)
    await connection.execute(delete(sessions).where(sessions.c.learner_id == learner_id, sessions.c.scope.in_(theirs)))
    await connection.execute(update(sessions).where(sessions.c.learner_id == learner_id).values(learner_id=into))
