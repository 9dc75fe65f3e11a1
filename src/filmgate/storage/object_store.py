"""Storage in a bucket of an S3-compatible object store, through obstore (the extra `s3`)."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from filmgate.storage.protocol import (
    PIECE_BYTES,
    FileFacts,
    MissingFile,
    StorageUnavailable,
    UnusableStorage,
    check_key,
    is_key,
)

if TYPE_CHECKING:
    from obstore.store import S3Credential, S3CredentialProvider

PART_BYTES = 8 * 1024 * 1024
"""Larger files go up in parts of this size; 10,000 parts, the most that S3 takes, are 80 GiB."""

_PARTS_AT_ONCE = 4
_DELETED_AT_ONCE = 1000
_CACHE_CONTROL = "private, max-age=3600"
_PROBE = "check/filmgate"
_CONNECT_SECONDS = 5.0
_NO_LIMIT = timedelta(days=7)
_NO_COUNT = 1_000_000

Link = Callable[[str, int], str]


@dataclass(frozen=True)
class Bucket:
    """Where the files lie, and who asks for them.

    Attributes:
        endpoint: The store's address; with `path_style` false it begins with the bucket's name.
        prefix: What every key begins with there, without slashes at its ends; may be empty.
        access_key: Access key id and secret; None: what the environment or the machine's role has.
        ca_pem: Certificate authorities to trust besides the system's.
    """

    name: str
    prefix: str
    endpoint: str
    region: str
    path_style: bool = True
    access_key: tuple[str, str] | None = None
    ca_pem: bytes | None = None


@dataclass(frozen=True)
class Patience:
    """How long a call may take while the store is away.

    Attributes:
        retry_seconds: For so long new attempts are made.
        silence_seconds: An attempt without an answer, or a stream without a byte, ends after this.
    """

    retry_seconds: float
    silence_seconds: float


class ObjectStore:
    """A `Storage` whose keys are those of objects below a bucket's prefix.

    Files larger than `PART_BYTES` are put as a multipart upload, which appears only when it is complete. A failed one
    is aborted; parts that an outage or a crash leaves are for a lifecycle rule of the bucket.
    """

    def __init__(self, bucket: Bucket, patience: Patience, link: Link | None = None) -> None:
        """Args:
        link: Makes addresses under which the store hands files out; None if it does not.
        """
        self._bucket = bucket
        self._link = link
        self._store = _connect(bucket, patience)

    def put(self, key: str, content: Path | bytes) -> None:
        """See `Storage.put`."""
        if isinstance(content, Path):
            content.open("rb").close()  # what is wrong with the file itself is no fault of the store
        kind = mimetypes.guess_type(key)[0] or "application/octet-stream"
        with _explained():
            obstore.put(
                self._store,
                check_key(key),
                content,
                attributes={"Content-Type": kind, "Cache-Control": _CACHE_CONTROL},
                chunk_size=PART_BYTES,
                max_concurrency=_PARTS_AT_ONCE,
            )

    def path(self, key: str) -> None:
        """See `Storage.path`: nothing lies on this machine."""
        check_key(key)

    def stat(self, key: str) -> FileFacts:
        """See `Storage.stat`."""
        with _explained(key):
            facts = obstore.head(self._store, check_key(key))
        return FileFacts(facts["size"], int(facts["last_modified"].timestamp()), facts["e_tag"] or '""')

    def read(self, key: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """See `Storage.read`. One request; it goes on behind the last byte when the connection breaks."""
        check_key(key)
        with _explained(key):
            if stop is not None:
                found = obstore.get(self._store, key, options={"range": (start, stop)})
            elif start:
                found = obstore.get(self._store, key, options={"range": {"offset": start}})
            else:
                found = obstore.get(self._store, key)
        return _pieces(found)

    def delete(self, keys: Iterable[str]) -> None:
        """See `Storage.delete`. One request for a thousand."""
        doomed = [check_key(key) for key in keys]
        for at in range(0, len(doomed), _DELETED_AT_ONCE):
            with _explained():
                obstore.delete(self._store, doomed[at : at + _DELETED_AT_ONCE])

    def keys(self, prefix: str = "", *, older_than_ms: int | None = None) -> list[str]:
        """See `Storage.keys`. One request for a thousand; the times are the store's."""
        before = None if older_than_ms is None else datetime.fromtimestamp(older_than_ms / 1000, UTC)
        folder = prefix.rpartition("/")[0]
        found = []
        with _explained():
            for page in obstore.list(self._store, folder or None, chunk_size=1000):
                found += [
                    facts["path"]
                    for facts in page
                    if is_key(facts["path"])
                    and facts["path"].startswith(prefix)
                    and (before is None or facts["last_modified"] < before)
                ]
        return sorted(found)

    def link(self, key: str, expires_at_seconds: int) -> str | None:
        """See `Storage.link`: presigned, if the settings say so."""
        return None if self._link is None else self._link(check_key(key), expires_at_seconds)

    def check(self) -> None:
        """Write, list, read and delete a small object.

        Raises:
            UnusableStorage: That does not go; says why and what to do.
        """
        try:
            self.put(_PROBE, b"filmgate looks whether it may write, list, read and delete here")
            self.keys(_PROBE)
            b"".join(self.read(_PROBE))
            self.delete([_PROBE])
        except (StorageUnavailable, MissingFile) as error:
            raise _unusable(self._bucket, str(error)) from error


def _connect(bucket: Bucket, patience: Patience) -> S3Store:
    seconds = timedelta(seconds=patience.silence_seconds)
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        config={
            "aws_endpoint_url_s3": bucket.endpoint,
            "region": bucket.region,
            "virtual_hosted_style_request": not bucket.path_style,
        },
        credential_provider=None if bucket.access_key is None else _provider(*bucket.access_key),
        client_options={
            "allow_http": bucket.endpoint.startswith("http://"),
            "connect_timeout": timedelta(seconds=min(_CONNECT_SECONDS, patience.silence_seconds)),
            "read_timeout": seconds,
            "timeout": _NO_LIMIT,  # of a whole download; whoever fetches a film slowly is not cut off
            **({"root_certificate": bucket.ca_pem} if bucket.ca_pem else {}),
        },
        retry_config={
            "max_retries": _NO_COUNT,
            "retry_timeout": timedelta(seconds=patience.retry_seconds),
            "backoff": {
                "init_backoff": timedelta(seconds=0.1),
                "max_backoff": timedelta(seconds=2),
                "base": 2,
            },
        },
    )


def _provider(access_key_id: str, secret_access_key: str) -> S3CredentialProvider:
    """Not as plain configuration: a session token in the environment would be taken along."""

    def credential() -> S3Credential:
        return {
            "access_key_id": access_key_id,
            "secret_access_key": secret_access_key,
            "token": None,
            "expires_at": None,
        }

    return credential


def _pieces(found: obstore.GetResult) -> Iterator[bytes]:
    stream = iter(found.stream(min_chunk_size=PIECE_BYTES))
    while True:
        with _explained():
            piece = next(stream, None)
        if piece is None:
            return
        yield piece


@contextmanager
def _explained(key: str | None = None) -> Iterator[None]:
    """Turn the client's errors into ours; with a `key`, "not found" is about that file."""
    try:
        yield
    except FileNotFoundError as error:
        if key is None or "NoSuchBucket" in str(error):
            raise StorageUnavailable(_reason(str(error))) from error
        raise MissingFile(key) from error
    except (BaseError, OSError) as error:
        raise StorageUnavailable(_reason(str(error))) from error


def _reason(text: str) -> str:
    """The gist of an error of the client, which tells its whole inside: the store's own code where it has answered."""
    code = re.search(r"(?:<Code>|\(code: )(\w+)", text)
    if code is not None:
        return f"the store answers {code[1]}"
    for sign, reason in _SIGNS.items():
        if sign in text:
            return reason
    status = re.search(r"non-2xx status code: (\d+)", text)
    return f"the store answers {status[1]}" if status is not None else text.split("\n")[0][:200]


_SIGNS = {
    "169.254.169.254": "no credentials were given or found",
    "dns error": "its name is not known",
    "ConnectionRefused": "no connection: refused",
    "kind: Connect": "no connection",
    "kind: Timeout": "it does not answer in time",
}


def _unusable(bucket: Bucket, reason: str) -> UnusableStorage:
    name, endpoint = bucket.name, bucket.endpoint
    for code, what in _NOT_OPEN.items():
        if code in reason:
            return UnusableStorage(what.format(name=name, endpoint=endpoint), _MENDED[code])
    return UnusableStorage(
        f"The bucket {name} at {endpoint} cannot be used: {reason}",
        "start the store, or correct storage.endpoint",
    )


_NOT_OPEN = {
    "NoSuchBucket": "There is no bucket {name} at {endpoint}",
    "AccessDenied": "Access to the bucket {name} at {endpoint} is denied",
    "InvalidAccessKeyId": "The store at {endpoint} does not know the access key",
    "SignatureDoesNotMatch": "The store at {endpoint} refuses the secret access key",
    "no credentials": "There are no credentials for the bucket {name} at {endpoint}",
}
_MENDED = {
    "NoSuchBucket": "create it, or correct storage.url",
    "AccessDenied": "allow these credentials to list the bucket and to get, put and delete its objects",
    "InvalidAccessKeyId": "correct storage.access_key_id",
    "SignatureDoesNotMatch": "correct storage.secret_access_key, and storage.region if the store has regions",
    "no credentials": "set storage.access_key_id and storage.secret_access_key, or AWS_ACCESS_KEY_ID and "
    "AWS_SECRET_ACCESS_KEY",
}
