"""The secret keys that sign links: in one file, so that every process of this machine signs alike; or in the settings,
so that several machines do."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from filmgate.ids import random_text
from filmgate.settings import FilmgateSettings

FILE_NAME = "link-keys.json"
_SECRET_BYTES = 32
_KEEP_SECONDS = 30 * 24 * 3600


class BrokenKeyring(Exception):
    """The key file cannot be used; the message says why."""


@dataclass(frozen=True)
class LinkKey:
    """One signing key. `retired_at_seconds` is the Unix time since which it only verifies; None: it signs."""

    kid: str
    secret: bytes
    retired_at_seconds: int | None


class LinkKeys(Protocol):
    """What signs and verifies links."""

    def signing_key(self) -> LinkKey:
        """The key that new links are signed with."""

    def secret(self, kid: str) -> bytes | None:
        """The secret of a key by its id, retired or not; None if there is no such key."""


def open_link_keys(settings: FilmgateSettings) -> LinkKeys:
    """The keys in `storage.link_keys`; if there are none, those in the data folder's file.

    Raises:
        BrokenKeyring: The file is there but cannot be used.
    """
    given = settings.storage.link_keys
    return GivenKeys([key.get_secret_value() for key in given]) if given else Keyring(settings.data_dir)


class GivenKeys:
    """Keys made from secrets in the settings: the first one signs, the others only verify."""

    def __init__(self, secrets_given: list[str]) -> None:
        made = [_key_from(text) for text in secrets_given]
        self._signing = made[0]
        self._secrets = {key.kid: key.secret for key in made}

    def signing_key(self) -> LinkKey:
        """See `LinkKeys.signing_key`."""
        return self._signing

    def secret(self, kid: str) -> bytes | None:
        """See `LinkKeys.secret`."""
        return self._secrets.get(kid)


class Keyring:
    """The keys in `link-keys.json`, read again whenever the file has changed.

    Links of a retired key stay valid until they expire; `rotate` drops keys that were retired long ago.
    """

    def __init__(self, data_dir: Path) -> None:
        """Load the keys of a data folder; make the first one if there is none.

        Raises:
            BrokenKeyring: The file is there but cannot be used.
        """
        self._file = data_dir / FILE_NAME
        if not self._file.exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            _write(self._file, [_new_key()], replace=False)
        self._loaded = self._load()

    def signing_key(self) -> LinkKey:
        """The key that new links are signed with."""
        return next(key for key in self._keys().values() if key.retired_at_seconds is None)

    def secret(self, kid: str) -> bytes | None:
        """The secret of a key by its id, retired or not; None if there is no such key."""
        key = self._keys().get(kid)
        return None if key is None else key.secret

    def rotate(self, now_seconds: int, *, keep_seconds: int = _KEEP_SECONDS) -> str:
        """Sign with a new key from now on; returns its id.

        Args:
            now_seconds: Unix time.
            keep_seconds: How long retired keys still verify; not shorter than links live.
        """
        kept = [
            key if key.retired_at_seconds is not None else LinkKey(key.kid, key.secret, now_seconds)
            for key in self._keys().values()
            if key.retired_at_seconds is None or key.retired_at_seconds > now_seconds - keep_seconds
        ]
        new = _new_key()
        _write(self._file, [new, *kept], replace=True)
        return new.kid

    def _keys(self) -> Mapping[str, LinkKey]:
        stamp, keys = self._loaded
        if _stamp(self._file) != stamp:
            self._loaded = self._load()
            keys = self._loaded[1]
        return keys

    def _load(self) -> tuple[object, dict[str, LinkKey]]:
        stamp = _stamp(self._file)
        try:
            entries = json.loads(self._file.read_text(encoding="utf-8"))["keys"]
            keys = {entry["kid"]: _parse(entry) for entry in entries}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BrokenKeyring(f"{self._file} holds no usable link keys: {error!r}") from error
        if sum(key.retired_at_seconds is None for key in keys.values()) != 1:
            raise BrokenKeyring(f"{self._file} must have exactly one key that is not retired")
        return stamp, keys


def _key_from(text: str) -> LinkKey:
    """The id is a part of a hash of its own, so that every machine gives a secret the same one and it tells nothing."""
    kid = hashlib.sha256(b"filmgate-link-kid\0" + text.encode()).hexdigest()[:8]
    return LinkKey(kid, hashlib.sha256(b"filmgate-link-key\0" + text.encode()).digest(), None)


def _new_key() -> LinkKey:
    return LinkKey(random_text(8), secrets.token_bytes(_SECRET_BYTES), None)


def _parse(entry: Mapping[str, Any]) -> LinkKey:
    secret = base64.b64decode(entry["secret"], validate=True)
    if len(secret) < _SECRET_BYTES:
        raise ValueError(f"the secret of {entry['kid']} is shorter than {_SECRET_BYTES} bytes")
    return LinkKey(str(entry["kid"]), secret, entry["retired_at_seconds"])


def _stamp(file: Path) -> object:
    try:
        facts = file.stat()
    except OSError as error:
        raise BrokenKeyring(f"{file} cannot be read: {error!r}") from error
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


def _write(file: Path, keys: list[LinkKey], *, replace: bool) -> None:
    """Write all keys at once, readable by the owner only; without `replace` a file that came first stays."""
    entries = [
        {
            "kid": key.kid,
            "secret": base64.b64encode(key.secret).decode(),
            "retired_at_seconds": key.retired_at_seconds,
        }
        for key in keys
    ]
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as new:
            json.dump({"keys": entries}, new, indent=1)
            new.flush()
            os.fsync(new.fileno())
        if replace:
            temporary.replace(file)
        else:
            try:
                os.link(temporary, file)
            except FileExistsError:
                return
    finally:
        temporary.unlink(missing_ok=True)
