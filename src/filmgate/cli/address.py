"""The address of a data folder's server, as commands without a connection to it know it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filmgate.settings import FilmgateSettings

_FILE = "address"


def remember_address(settings: FilmgateSettings, url: str) -> None:
    """Note in the data folder where its server answers; flags may have moved it from where the settings say."""
    with contextlib.suppress(OSError):  # it only makes `keys create --save` more exact
        (settings.data_dir / _FILE).write_text(url + "\n", encoding="utf-8")


def known_address(settings: FilmgateSettings) -> str:
    """Where the folder's server answers now or did last; where it will by its settings if it never ran."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        noted = (settings.data_dir / _FILE).read_text(encoding="utf-8").strip()
        if noted:
            return noted
    server = settings.server
    host = f"[{server.host}]" if ":" in server.host else server.host
    host = "127.0.0.1" if host in ("0.0.0.0", "[::]") else host  # noqa: S104 - compared only
    address = server.public_url.rstrip("/") or f"http://{host}:{server.port or 8787}"
    return address + server.root_path
