"""Opening the storage that the settings name: a folder of this machine, or a bucket."""

from __future__ import annotations

import ipaddress
import os
from urllib.parse import urlsplit, urlunsplit

from filmgate.clock import system_clock
from filmgate.settings import FilmgateSettings, StorageSettings
from filmgate.storage.local_folder import LocalFolder
from filmgate.storage.presign import LONGEST_SECONDS, Presigner
from filmgate.storage.protocol import Storage, UnusableStorage

_REQUEST_SECONDS = 5.0
_REQUEST_SILENCE_SECONDS = 10.0
_WORK_SILENCE_SECONDS = 30.0


def open_storage(settings: FilmgateSettings, *, patient: bool) -> Storage:
    """Open it, and see that it can be used.

    Args:
        patient: For work that may wait through an outage of `storage.retry_seconds`. Else a call fails within
            seconds, so that whoever sent a request has an answer.

    Raises:
        UnusableStorage: The settings do not fit together, or the store is not there or refuses; says what to do.
    """
    wanted = settings.storage
    if not wanted.url:
        if wanted.links == "presigned":
            raise UnusableStorage(
                "A folder cannot hand out presigned links",
                'name a bucket in storage.url, or set storage.links to "signed"',
            )
        return LocalFolder(wanted.folder or settings.data_dir / "files")
    return _open_bucket(wanted, patient=patient)


def _open_bucket(wanted: StorageSettings, *, patient: bool) -> Storage:
    _check_together(wanted)
    try:
        from filmgate.storage.object_store import Bucket, ObjectStore, Patience
    except ModuleNotFoundError as error:
        if error.name != "obstore":
            raise
        raise UnusableStorage(
            f"To store in {wanted.url}, filmgate needs a package more", "pip install 'filmgate[s3]'"
        ) from error

    parts = urlsplit(wanted.url)
    bucket = Bucket(
        name=parts.netloc,
        prefix=parts.path.strip("/"),
        endpoint=_endpoint(wanted.endpoint, wanted, parts.netloc),
        region=_region(wanted),
        path_style=wanted.path_style,
        access_key=_given_key(wanted),
        ca_pem=_authorities(wanted),
    )
    link = None if wanted.links == "signed" else _presigner(wanted).link
    at_once = Patience(_REQUEST_SECONDS, _REQUEST_SILENCE_SECONDS)
    ObjectStore(bucket, at_once).check()
    patience = Patience(wanted.retry_seconds, _WORK_SILENCE_SECONDS) if patient else at_once
    return ObjectStore(bucket, patience, link)


def _check_together(wanted: StorageSettings) -> None:
    if wanted.folder is not None:
        raise UnusableStorage("storage.folder and storage.url are both set", "leave one of them out")
    if bool(wanted.access_key_id) != (wanted.secret_access_key is not None):
        raise UnusableStorage(
            "storage.access_key_id and storage.secret_access_key belong together", "set both, or neither"
        )
    if wanted.endpoint.startswith("http://") and not wanted.allow_http and not _is_loopback(wanted.endpoint):
        raise UnusableStorage(
            f"Films and pictures would go to {wanted.endpoint} in the clear",
            "use https, or set storage.allow_http if that network is yours alone",
        )


def _presigner(wanted: StorageSettings) -> Presigner:
    lifetime_seconds = max(1, round(wanted.link_hours * 3600))
    if lifetime_seconds > LONGEST_SECONDS:
        raise UnusableStorage(
            "Presigned links live for 168 hours at most",
            'lower storage.link_hours, or set storage.links to "signed"',
        )
    access_key = _given_key(wanted) or _key_of_environment()
    if access_key is None:
        raise UnusableStorage(
            "Presigned links need an access key that does not expire: those of a role would end with its session",
            'set storage.access_key_id and storage.secret_access_key, or storage.links to "signed"',
        )
    parts = urlsplit(wanted.url)
    endpoint = _endpoint(wanted.public_endpoint or wanted.endpoint, wanted, parts.netloc)
    bucket = f"/{parts.netloc}" if wanted.path_style else ""
    return Presigner(
        address=(endpoint + bucket + parts.path).rstrip("/"),
        region=_region(wanted),
        access_key_id=access_key[0],
        secret_access_key=access_key[1],
        lifetime_seconds=lifetime_seconds,
        clock=system_clock,
    )


def _endpoint(given: str, wanted: StorageSettings, bucket: str) -> str:
    """The address to ask, as clients write it in `Host`: lower case, no default port."""
    parts = urlsplit(given.rstrip("/") or f"https://s3.{_region(wanted)}.amazonaws.com")
    host = parts.netloc.lower().removesuffix(":443" if parts.scheme == "https" else ":80")
    return urlunsplit((parts.scheme, host if wanted.path_style else f"{bucket}.{host}", parts.path, "", ""))


def _region(wanted: StorageSettings) -> str:
    return (
        wanted.region or os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    )


def _given_key(wanted: StorageSettings) -> tuple[str, str] | None:
    if wanted.secret_access_key is None:
        return None
    return wanted.access_key_id, wanted.secret_access_key.get_secret_value()


def _key_of_environment() -> tuple[str, str] | None:
    name, secret = os.environ.get("AWS_ACCESS_KEY_ID"), os.environ.get("AWS_SECRET_ACCESS_KEY")
    temporary = os.environ.get("AWS_SESSION_TOKEN")
    return (name, secret) if name and secret and not temporary else None


def _authorities(wanted: StorageSettings) -> bytes | None:
    try:
        return None if wanted.ca_file is None else wanted.ca_file.read_bytes()
    except OSError as error:
        raise UnusableStorage(
            f"{wanted.ca_file} cannot be read: {error}", "correct storage.ca_file"
        ) from error


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
