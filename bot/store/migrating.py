"""Bring the tables up to date at start; Alembic is loaded only when there is something to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0003"
"""The newest revision in migrations/versions."""
_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6D69616E
"""PostgreSQL's number of the lock that replicas starting together take turns by ("mian")."""


class SchemaTooNewError(Exception):
    """The tables were made by a version that knows revisions we do not."""


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, inside the caller's transaction. Raises SchemaTooNewError."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    current = revision_of(connection)
    if current == HEAD:
        # To learn at the start that nothing can be written, and not with the first answer.
        connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
        return
    if current is not None and not any((_MIGRATIONS / "versions").glob(f"{current}_*.py")):
        raise SchemaTooNewError(current)
    upgrade(connection, HEAD)


def upgrade(connection: Connection, revision: str) -> None:
    """Bring the tables to a revision."""
    from alembic import command  # noqa: PLC0415 - rarely needed, and a tenth of a second
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the tables; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision
