"""Several workers: heartbeats, chores, and the engine's receipt on the task"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tasks", sa.Column("receipt", sa.JSON(none_as_null=True)))
    op.add_column("workers", sa.Column("slots", sa.Integer(), server_default="1", nullable=False))
    op.add_column("workers", sa.Column("beats", sa.BigInteger(), server_default="0", nullable=False))
    chores = op.create_table(
        "chores",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("begun_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chores")),
    )
    op.bulk_insert(chores, [{"name": "sweep", "begun_at_ms": 0}])
