"""The workspaces that have installed the bot, and the installations that are under way.

**This table holds secrets**: the bot's token of each workspace, as Slack gave it. Whoever can read the database, or a backup of it,
can speak as the bot there. A token goes as soon as its workspace revokes it or removes the app.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select

from bot.store.database import Database
from bot.store.schema import installation_states, installations
from bot.store.statements import upsert

STATE_LIFETIME = timedelta(minutes=10)
"""So long somebody may take to agree to an installation."""
STATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class Installed:
    """The bot in one workspace."""

    workspace: str
    app: str
    bot: str
    bot_user: str
    token: str = field(repr=False)
    scopes: str
    installed_by: str
    at: datetime


class Installations:
    """Keeps installations in a database. All methods raise MemoryUnavailableError."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def save(self, installed: Installed) -> None:
        """Keep an installation in place of an older one of the same workspace."""
        values = asdict(installed)
        async with self._database.begin() as connection:
            await upsert(connection, installations, ("workspace",), **values)

    async def find(self, workspace: str) -> Installed | None:
        """Return the installation in a workspace."""
        async with self._database.begin() as connection:
            row = (await connection.execute(select(installations).where(installations.c.workspace == workspace))).first()
        return _installed(row) if row is not None else None

    async def workspaces(self) -> frozenset[str]:
        """Return the workspaces that have installed the bot."""
        async with self._database.begin() as connection:
            return frozenset((await connection.execute(select(installations.c.workspace))).scalars())

    async def delete(self, workspace: str) -> None:
        """Forget the token of a workspace."""
        async with self._database.begin() as connection:
            await connection.execute(delete(installations).where(installations.c.workspace == workspace))

    async def issue_state(self) -> str:
        """Return a word that whoever comes back from Slack's page must bring along, once."""
        state = secrets.token_urlsafe(STATE_BYTES)
        async with self._database.begin() as connection:
            await connection.execute(delete(installation_states).where(installation_states.c.until < self._now()))
            await connection.execute(insert(installation_states).values(state=state, until=self._now() + STATE_LIFETIME))
        return state

    async def consume_state(self, state: str) -> bool:
        """Return whether that word was issued lately, and has not been brought before."""
        taken = delete(installation_states).where(installation_states.c.state == state).returning(installation_states.c.until)
        async with self._database.begin() as connection:
            until: datetime | None = (await connection.execute(taken)).scalar()
        return until is not None and until >= self._now()


def _installed(row: Row[Any]) -> Installed:
    return Installed(**row._mapping)
