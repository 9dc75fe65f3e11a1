"""The admin password: a hash in the settings or in the data folder. Without one, filmgate listens on loopback only."""

from __future__ import annotations

import os
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from filmgate.settings import FilmgateSettings

FILE_NAME = "admin-password"
SHORTEST = 12
"""Characters a password must have at least (NIST SP 800-63B asks for 8; this one guards money)."""


class WeakPassword(ValueError):
    """The password is too short"""


def set_admin_password(data_dir: Path, password: str) -> Path:
    """Keep the Argon2id hash of the password, readable by the owner only; returns the file.

    Raises:
        WeakPassword: It has fewer than `SHORTEST` characters.
    """
    if len(password) < SHORTEST:
        raise WeakPassword(f"an admin password has at least {SHORTEST} characters")
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = data_dir / FILE_NAME
    unfinished = file.with_name(f".{FILE_NAME}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    with open(
        os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as stream:
        stream.write(PasswordHasher().hash(password) + "\n")
    unfinished.replace(file)
    return file


def has_admin_password(settings: FilmgateSettings) -> bool:
    """Whether one was set."""
    return _hash(settings) is not None


def is_admin_password(settings: FilmgateSettings, password: str) -> bool:
    """Whether this is the one that was set. Slow on purpose, a tenth of a second: call it away from the event loop, and
    limit how often a stranger may."""
    known = _hash(settings)
    if known is None:
        return False
    try:
        return PasswordHasher().verify(known, password)
    except (VerificationError, InvalidHashError):
        return False


def _hash(settings: FilmgateSettings) -> str | None:
    if settings.admin.password_hash is not None:
        return settings.admin.password_hash.get_secret_value()
    try:
        return (settings.data_dir / FILE_NAME).read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None
