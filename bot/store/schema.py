"""The tables. Times are UTC; on SQLite they are kept as text with microseconds, which sorts as they do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Id = BigInteger().with_variant(Integer, "sqlite")
_Json = JSON().with_variant(JSONB(), "postgresql")


class Moment(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both sides."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand a moment to the database; SQLite keeps it without a zone."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Take a moment from the database."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.replace(tzinfo=UTC)


def _learner(*, primary: bool = False) -> Column[Any]:
    return Column("learner_id", _Id, ForeignKey("learners.id", ondelete="CASCADE"), nullable=False, primary_key=primary)


learners = Table(
    "learners",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("language", String(8)),  # chosen; without one, each platform's own
    Column("zone", String(64)),
    Column("is_listed", Boolean, nullable=False, default=True),
    Column("since", Moment, nullable=False),
)
identities = Table(
    "identities",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("workspace", String(64), primary_key=True),
    Column("user", String(128), primary_key=True),
    _learner(),
    Column("name", String(128), nullable=False),
    Index(None, "learner_id"),
)
sessions = Table(
    "sessions",
    metadata,
    _learner(primary=True),
    Column("scope", String(96), primary_key=True),
    Column("state", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
)
attempts = Table(
    "attempts",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    _learner(),
    Column("platform", String(16), nullable=False),
    Column("workspace", String(64), nullable=False),
    Column("scope", String(96), nullable=False),
    Column("item_id", String(96), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("earned", _Json, nullable=False),
    Column("missed", _Json, nullable=False),
    Column("misconceptions", _Json, nullable=False),
    Column("hints", Integer, nullable=False),
    Column("follow_ups", Integer, nullable=False),
    Column("score", Float),
    Column("is_solved", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "learner_id", "at"),
    Index(None, "platform", "workspace", "at"),
    Index(None, "scope"),
)
review_cards = Table(
    "review_cards",
    metadata,
    _learner(primary=True),
    Column("item_id", String(96), primary_key=True),
    Column("stability", Float, nullable=False),
    Column("difficulty", Float, nullable=False),
    Column("due", Moment, nullable=False),
    Column("last_review", Moment, nullable=False),
    Column("last_rating", Integer, nullable=False),
    Column("reviews", Integer, nullable=False),
)
submissions = Table(
    "submissions",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    _learner(),
    Column("platform", String(16), nullable=False),
    Column("task_id", String(96), nullable=False),
    Column("workspace", String(64), nullable=False, server_default=""),
    Column("event_key", String(128)),  # of the message it came in, so that an edited message finds its task
    Column("origin", LargeBinary, nullable=False),
    Column("upload", LargeBinary),  # gone once it is graded
    Column("verdict", String(16)),
    Column("report", LargeBinary),
    Column("at", Moment, nullable=False),
    Column("leased_until", Moment),  # somebody grades it until then; none once it is graded
    Index(None, "leased_until"),
    Index(None, "platform", "workspace", "event_key"),
    Index(None, "learner_id"),
)
events = Table(
    "events",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("workspace", String(64), primary_key=True),
    Column("key", String(128), primary_key=True),
    _learner(),
    Column("origin", LargeBinary, nullable=False),
    Column("cards", LargeBinary),  # gone once they are delivered
    Column("at", Moment, nullable=False),
    Index(None, "at"),
    Index(None, "learner_id"),
)
reports = Table(
    "reports",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    _learner(),
    Column("item_id", String(96), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "learner_id"),
)
links = Table(
    "links",
    metadata,
    Column("code", String(16), primary_key=True),
    _learner(),
    Column("until", Moment, nullable=False),
    Index(None, "learner_id"),
)
channels = Table(
    "channels",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("platform", String(16), nullable=False),
    Column("workspace", String(64), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("at", String(5), nullable=False),  # HH:MM, by the zone's clocks
    Column("zone", String(64), nullable=False),
    Column("topic", String(64)),
    Column("language", String(8), nullable=False),
    Column("mention", String(64)),  # the platform's mark of a role to call
    Column("set_by", _Id, ForeignKey("learners.id", ondelete="SET NULL")),
    Column("next_due", Moment),  # none: switched off
    Column("is_post_now", Boolean, nullable=False, default=False),
    Column("failures", Integer, nullable=False, default=0),
    UniqueConstraint("platform", "workspace", "channel"),
    Index(None, "next_due"),
    Index(None, "set_by"),
)
daily_posts = Table(
    "daily_posts",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("channel_id", _Id, ForeignKey("channels.id", ondelete="CASCADE"), nullable=False),
    Column("local_date", Date, nullable=False),
    Column("item_id", String(96), nullable=False),
    Column("state", String(8), nullable=False),  # posting, posted, failed
    Column("leased_until", Moment),  # while posting: somebody sends it until then
    Column("message", String(64)),
    Column("claimed_at", Moment, nullable=False),
    UniqueConstraint("channel_id", "local_date"),
    Index(None, "state", "leased_until"),
)
rounds = Table(
    "rounds",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("platform", String(16), nullable=False),
    Column("workspace", String(64), nullable=False),
    Column("language", String(8), nullable=False),
    Column("item_ids", _Json, nullable=False),
    Column("position", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)
# Holds secrets: see bot/store/installations.py.
installations = Table(
    "installations",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("app", String(64), nullable=False),
    Column("bot", String(64), nullable=False),
    Column("bot_user", String(64), nullable=False),
    Column("token", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("installed_by", String(128), nullable=False),
    Column("at", Moment, nullable=False),
)
installation_states = Table(
    "installation_states",
    metadata,
    Column("state", String(64), primary_key=True),
    Column("until", Moment, nullable=False),
)
