"""A stored file as a file of this machine, for those who read files."""

from __future__ import annotations

from pathlib import Path

from filmgate.storage.protocol import Storage


def local_file(storage: Storage, key: str, folder: Path) -> Path:
    """The stored file itself where the storage is on this machine, else a copy under `folder`, whose owner deletes it.

    Raises:
        MissingFile: Nothing is stored under `key`.
        StorageUnavailable: The storage does not answer.
    """
    stored = storage.path(key)
    if stored is not None:
        return stored
    copy = folder / key
    copy.parent.mkdir(parents=True, exist_ok=True)
    with copy.open("wb") as file:
        file.writelines(storage.read(key))
    return copy
