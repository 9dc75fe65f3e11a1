"""Which server, and with which key: arguments, then environment, then the credentials file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from filmgate.client.errors import InvalidAddress, MissingApiKey

DEFAULT_BASE_URL = "http://127.0.0.1:8787"
API_KEY_VARIABLE = "FILMGATE_API_KEY"
BASE_URL_VARIABLE = "FILMGATE_BASE_URL"


@dataclass(frozen=True)
class Credentials:
    """A server's address and a key for it.

    Attributes:
        base_url: Address with the prefix that the server stands under, without a slash at the end.
        start_command: How its server is started, if it is one of this machine; shown when it does not answer.
        is_demo: Whether the demo wrote it, and may therefore write over it.
    """

    base_url: str
    api_key: str = field(repr=False)
    start_command: str = ""
    is_demo: bool = False


def credentials_path() -> Path:
    """Where the credentials are kept."""
    return Path(platformdirs.user_config_dir("filmgate", appauthor=False)) / "credentials.json"


def find_credentials(
    api_key: str | None = None,
    base_url: str | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    path: Path | None = None,
) -> Credentials:
    """The first of argument, environment and file for each of the two.

    The file's key is only ever sent to the file's own server: who names another address must name a key too.

    Raises:
        InvalidAddress: That is no address of a server.
        MissingApiKey: No key is known for that server, or what is named is none.
    """
    environ = os.environ if environ is None else environ
    saved = load_credentials(path)
    named_url = (base_url or environ.get(BASE_URL_VARIABLE, "")).rstrip("/")
    url = named_url or (saved.base_url if saved else DEFAULT_BASE_URL)
    if not re.match(r"https?://[^/\s]", url, re.IGNORECASE):
        raise InvalidAddress(f"{url!r} is no address of a server")
    of_file = saved if saved and saved.base_url == url else None
    key = (api_key or environ.get(API_KEY_VARIABLE, "") or (of_file.api_key if of_file else "")).strip()
    if not key:
        raise MissingApiKey(f"There is no API key for {url}")
    if not re.fullmatch(r"[!-~]+", key):
        raise MissingApiKey("The API key has spaces or letters in it that no key has")
    return Credentials(url, key, start_command=of_file.start_command if of_file else "")


def load_credentials(path: Path | None = None) -> Credentials | None:
    """What the file says; None if there is none or it cannot be read."""
    try:
        read = json.loads((path or credentials_path()).read_text(encoding="utf-8"))
        return Credentials(
            base_url=str(read["base_url"]).rstrip("/"),
            api_key=str(read["api_key"]),
            start_command=str(read.get("start_command", "")),
            is_demo=bool(read.get("is_demo", False)),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def save_credentials(credentials: Credentials, path: Path | None = None) -> Path:
    """Keep them, readable by this user only; returns where."""
    path = path or credentials_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(file, "w", encoding="utf-8") as stream:
        json.dump(
            {
                "base_url": credentials.base_url,
                "api_key": credentials.api_key,
                "start_command": credentials.start_command,
                "is_demo": credentials.is_demo,
            },
            stream,
            indent=2,
        )
        stream.write("\n")
    unfinished.replace(path)
    return path
