"""Read a quiz that a channel holds together."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.facts import Round
from bot.conversation.origin import Origin
from bot.conversation.rounds import scope_of_round
from bot.store.schema import attempts, identities, rounds


async def round_of(connection: AsyncConnection, origin: Origin, round_id: str) -> Round:
    """Return a round, and keep others from moving it on until this step is over; one that is gone is over."""
    who = origin.identity
    here = (rounds.c.id == round_id, rounds.c.platform == who.platform, rounds.c.workspace == who.workspace)
    row = (await connection.execute(select(rounds).where(*here).with_for_update())).first()
    if row is None:
        return Round((), -1, origin.language)
    scopes = [scope_of_round(round_id, position) for position in range(len(row.item_ids))]
    return Round(tuple(row.item_ids), row.position, row.language, await _tally(connection, scopes))


async def _tally(connection: AsyncConnection, scopes: list[str]) -> tuple[tuple[str, int], ...]:
    """Return who solved how many at the first try, best first."""
    first = select(func.min(attempts.c.id)).where(attempts.c.scope.in_(scopes)).group_by(attempts.c.scope, attempts.c.learner_id)
    solved = func.count(attempts.c.id.distinct())
    query = (
        select(func.max(identities.c.name), solved)
        .join(identities, (identities.c.learner_id == attempts.c.learner_id) & (identities.c.platform == attempts.c.platform))
        .where(attempts.c.id.in_(first), attempts.c.is_solved)
        .group_by(attempts.c.learner_id)
        .order_by(solved.desc(), func.min(attempts.c.id))
    )
    return tuple((name, number) for name, number in (await connection.execute(query)).all())
