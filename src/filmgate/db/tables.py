"""All tables (SQLAlchemy Core). Times are Unix milliseconds, money is micro-credits, identifiers are text."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("user_group", Text, nullable=False),
    Column("callback_secret", Text, nullable=False),
    Column("balance_microcredits", BigInteger, nullable=False, server_default="0"),
    Column("reserved_microcredits", BigInteger, nullable=False, server_default="0"),
    Column("spent_microcredits", BigInteger, nullable=False, server_default="0"),
    # Accounts take turns: the number of the turn in which a task of this account was last begun.
    Column("last_turn", BigInteger, nullable=False, server_default="0"),
    Column("created_at_ms", BigInteger, nullable=False),
    CheckConstraint("balance_microcredits >= 0", name="balance_not_negative"),
    CheckConstraint("reserved_microcredits >= 0", name="reserved_not_negative"),
)

keys = Table(
    "keys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", LargeBinary(32), nullable=False, unique=True),
    Column("prefix", Text, nullable=False),
    Column("last_four", Text, nullable=False),
    Column("user_group", Text),
    Column("models", JSON(none_as_null=True)),
    Column("requests_per_minute", Integer),
    Column("tasks_at_once", Integer),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("expires_at_ms", BigInteger),
    Column("revoked_at_ms", BigInteger),
    Index("ix_keys_account_id", "account_id"),
)

ledger_entries = Table(
    "ledger_entries",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("task_id", Text),
    Column("kind", Text, nullable=False),
    Column("balance_change", BigInteger, nullable=False),
    Column("reserved_change", BigInteger, nullable=False),
    Column("spent_change", BigInteger, nullable=False),
    Column("note", Text),
    Column("created_at_ms", BigInteger, nullable=False),
    CheckConstraint("kind IN ('grant', 'reserve', 'settle', 'refund')", name="known_kind"),
    Index("ix_ledger_entries_account_id", "account_id", "id"),
    # A task is reserved once and ends once; the database itself refuses a second charge or refund.
    Index(
        "uq_ledger_reserve",
        "task_id",
        unique=True,
        sqlite_where=text("kind = 'reserve'"),
        postgresql_where=text("kind = 'reserve'"),
    ),
    Index(
        "uq_ledger_end",
        "task_id",
        unique=True,
        sqlite_where=text("kind IN ('settle', 'refund')"),
        postgresql_where=text("kind IN ('settle', 'refund')"),
    ),
)

_PENDING = text("state = 'pending'")
_PROCESSING = text("state = 'processing'")

tasks = Table(
    "tasks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("key_id", Text, ForeignKey("keys.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("progress", Integer, nullable=False, server_default="0"),
    Column("stage", Text, nullable=False, server_default="queued"),
    # Counts visible changes; server-sent events use it as their id.
    Column("revision", Integer, nullable=False, server_default="1"),
    # What was asked
    Column("model", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("negative_prompt", Text),
    Column("aspect_ratio", Text, nullable=False),
    Column("generation_type", Text, nullable=False),
    Column("image_count", Integer, nullable=False),
    Column("duration_seconds", Integer, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("enhance_prompt", Boolean, nullable=False),
    Column("callback_url", Text),
    Column("priority", Integer, nullable=False, server_default="0"),
    # The request's span (W3C traceparent), to which the spans of the work belong; NULL: no traces are made.
    Column("trace_context", Text),
    # What it costs
    Column("user_group", Text, nullable=False),
    Column("billing_rule", Text, nullable=False),
    Column("reserved_microcredits", BigInteger, nullable=False),
    Column("charged_microcredits", BigInteger),
    # Who makes it
    Column("worker_id", Text),
    Column("attempts", Integer, nullable=False, server_default="0"),
    # Fencing token: grows with every attempt; a worker writes only while it holds the newest.
    Column("fence", Integer, nullable=False, server_default="0"),
    Column("can_cancel", Boolean, nullable=False),
    Column("estimated_seconds", Integer, nullable=False),
    # What came of it: decided before the engine began, what the engine was given, what it made
    Column("prepared", JSON(none_as_null=True)),
    # Which of the model's engines has the work: written before and after each start, with its receipt.
    Column("served", JSON(none_as_null=True)),
    Column("receipt", JSON(none_as_null=True)),
    Column("result", JSON(none_as_null=True)),
    Column("error_code", Text),
    Column("error_message", Text),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("started_at_ms", BigInteger),
    Column("ended_at_ms", BigInteger),
    Column("expires_at_ms", BigInteger),
    Column("files_deleted_at_ms", BigInteger),
    Index("ix_tasks_account_newest", "account_id", "created_at_ms", "id"),
    Index(
        "ix_tasks_waiting",
        "account_id",
        "priority",
        "created_at_ms",
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    ),
    Index(
        "ix_tasks_running", "worker_id", "account_id", sqlite_where=_PROCESSING, postgresql_where=_PROCESSING
    ),
    Index(
        "ix_tasks_key_unfinished",
        "key_id",
        sqlite_where=text("ended_at_ms IS NULL"),
        postgresql_where=text("ended_at_ms IS NULL"),
    ),
    Index("ix_tasks_ended", "model", "ended_at_ms"),
    Index(
        "ix_tasks_expiring",
        "expires_at_ms",
        sqlite_where=text("files_deleted_at_ms IS NULL"),
        postgresql_where=text("files_deleted_at_ms IS NULL"),
    ),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("account_id", Text, ForeignKey("accounts.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_sha256", LargeBinary(32), nullable=False),
    Column("task_id", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
    Index("ix_idempotency_keys_created_at_ms", "created_at_ms"),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("storage_key", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("expires_at_ms", BigInteger, nullable=False),
    Index("ix_uploads_expires_at_ms", "expires_at_ms"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("task_id", Text, ForeignKey("tasks.id"), nullable=False, unique=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at_ms", BigInteger, nullable=False),
    # While an attempt runs, nobody else may take the delivery up before this time.
    Column("leased_until_ms", BigInteger, nullable=False, server_default="0"),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("ended_at_ms", BigInteger),
    CheckConstraint("state IN ('due', 'delivered', 'failed')", name="known_state"),
    Index(
        "ix_deliveries_due",
        "due_at_ms",
        sqlite_where=text("state = 'due'"),
        postgresql_where=text("state = 'due'"),
    ),
)

delivery_attempts = Table(
    "delivery_attempts",
    metadata,
    Column("delivery_id", Text, ForeignKey("deliveries.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("status", Integer),
    Column("problem", Text),
    Column("latency_ms", Integer, nullable=False),
    Column("attempted_at_ms", BigInteger, nullable=False),
)

workers = Table(
    "workers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("slots", Integer, nullable=False, server_default="1"),
    # Goes up as long as the worker lives; one that stands still has lost its tasks.
    Column("beats", BigInteger, nullable=False, server_default="0"),
    Column("started_at_ms", BigInteger, nullable=False),
)

# Work that one process does for all: when each kind was last begun. The rows come with the schema.
chores = Table(
    "chores",
    metadata,
    Column("name", Text, primary_key=True),
    Column("begun_at_ms", BigInteger, nullable=False),
)

# Triggers refuse to change or delete a row.
audit_entries = Table(
    "audit_entries",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("actor_kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("details", JSON, nullable=False),
    CheckConstraint("actor_kind IN ('cli', 'key', 'admin')", name="known_actor"),
    Index("ix_audit_entries_target", "target", "id"),
)
