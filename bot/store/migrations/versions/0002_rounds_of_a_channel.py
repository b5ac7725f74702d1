"""Rounds of a channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "rounds",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("item_ids", sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_at"), ["at"], unique=False)

    with op.batch_alter_table("channels", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mention", sa.String(length=64), nullable=True))

    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("workspace", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column("event_key", sa.String(length=128), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_submissions_platform_workspace_event_key"), ["platform", "workspace", "event_key"], unique=False
        )


def downgrade() -> None:
    """Undo it."""
    # Never by copying a table: to drop the old one would delete, by cascade, what belongs to its rows.
    with op.batch_alter_table("submissions", schema=None, recreate="never") as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_platform_workspace_event_key"))
        batch_op.drop_column("event_key")
        batch_op.drop_column("workspace")

    with op.batch_alter_table("channels", schema=None, recreate="never") as batch_op:
        batch_op.drop_column("mention")

    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_at"))

    op.drop_table("rounds")
