"""Callbacks that we get: the address at which an upstream may call when it is done with a task's film.

Such a call says "ask now" and nothing else. What it carries is not read as truth, so whoever gets hold of an address
can at most make us ask the upstream once, earlier than we would have.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from filmgate.clock import Clock
from filmgate.settings import FilmgateSettings
from filmgate.storage.keyring import LinkKeys
from filmgate.storage.links import Verdict, sign, verify

FOLDER = "upstream-callbacks"
"""Where the addresses stand, under the server's own. No stored file's key begins with it."""

CallbackAddress = Callable[[str], str]
"""The address for the film of a task, by its id; empty if nobody outside could call us."""


def nowhere(_task_id: str) -> str:
    """We are not known to be reachable: films are asked for."""
    return ""


def address_maker(settings: FilmgateSettings, keyring: LinkKeys, clock: Clock) -> CallbackAddress:
    """Makes addresses under `server.public_url`, signed like links to files. They live as long as a film may be made."""
    server, worker = settings.server, settings.worker
    if not server.public_url:
        return nowhere
    base_url = server.public_url.rstrip("/") + server.root_path
    lives_seconds = round(worker.task_timeout_seconds * worker.max_attempts) + 1

    def address(task_id: str) -> str:
        path = f"{FOLDER}/{task_id}"
        return f"{base_url}/{path}?{sign(path, clock() // 1000 + lives_seconds, keyring)}"

    return address


def judge_call(task_id: str, params: Mapping[str, str], now_seconds: int, keyring: LinkKeys) -> Verdict:
    """Whether the address that was called is one of ours and still lives; see `storage.links.verify`."""
    return verify(f"{FOLDER}/{task_id}", params, now_seconds, keyring)
