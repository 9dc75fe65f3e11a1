"""Identifiers, in the forms the seed shows them."""

from __future__ import annotations

import re
import secrets
import string

_ALPHABET = string.ascii_lowercase + string.digits
TASK_ID_PREFIX = "task-unified-"
TASK_ID_PATTERN = re.compile(r"task-unified-[0-9]{10,13}-[a-z0-9]{8}")


def random_text(length: int) -> str:
    """`length` characters of a-z0-9 from the system's secure source."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def new_task_id(unix_seconds: int) -> str:
    """`task-unified-<unix seconds>-<8 of a-z0-9>` (seed, `VideoGenerationResponse.id`)."""
    return f"{TASK_ID_PREFIX}{unix_seconds}-{random_text(8)}"


def is_task_id(text: str) -> bool:
    """Whether `text` has the form of a task id; says nothing about its existence."""
    return TASK_ID_PATTERN.fullmatch(text) is not None


def new_id(prefix: str) -> str:
    """An identifier for anything else, for example `key_3f9a…`: 80 random bits behind a prefix."""
    return f"{prefix}_{secrets.token_hex(10)}"
