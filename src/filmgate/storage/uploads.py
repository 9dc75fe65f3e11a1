"""Pictures that were uploaded: whose they are, and until when they are kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, func, insert, select

from filmgate.db.tables import uploads

KEPT_MS = 24 * 3600 * 1000
"""How long an upload is kept, and its link lives."""

FOLDER = "uploads/"


@dataclass(frozen=True)
class Upload:
    """One row of `uploads`; times are Unix milliseconds."""

    id: str
    account_id: str
    storage_key: str
    content_type: str
    bytes: int
    width: int
    height: int
    created_at_ms: int
    expires_at_ms: int


def add_upload(connection: Connection, upload: Upload) -> None:
    """Note a picture that lies in the storage."""
    connection.execute(insert(uploads).values(**asdict(upload)))


def count_uploads(connection: Connection, account_id: str) -> tuple[int, int]:
    """How many an account has, and when the first of them ends (0 if there is none)."""
    query = select(func.count(), func.coalesce(func.min(uploads.c.expires_at_ms), 0))
    count, first_expires_at_ms = connection.execute(query.where(uploads.c.account_id == account_id)).one()
    return count, first_expires_at_ms


def expired_uploads(connection: Connection, now_ms: int, limit: int) -> list[tuple[str, str]]:
    """Ids and storage keys of some whose time is over."""
    query = select(uploads.c.id, uploads.c.storage_key).where(uploads.c.expires_at_ms <= now_ms).limit(limit)
    return [(row.id, row.storage_key) for row in connection.execute(query)]


def forget_uploads(connection: Connection, upload_ids: list[str]) -> None:
    """Delete the rows; their files are gone already."""
    connection.execute(delete(uploads).where(uploads.c.id.in_(upload_ids)))
