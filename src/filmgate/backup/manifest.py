"""What an archive holds: names, sizes and checksums, told at its end."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmgate.storage.protocol import is_key

MANIFEST = "manifest.json"
DATABASE = "filmgate.db"
SECRETS = ("link-keys.json", "admin-password")
CONFIG = "filmgate.toml"
FILES = "files/"
LARGEST_MANIFEST_BYTES = 512 * 1024 * 1024
"""Of some two million files."""


class BrokenBackup(Exception):
    """The archive cannot be used; the message says why"""


class Entry(BaseModel):
    """One file of the archive."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    bytes: int = Field(ge=0)
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What stands in `manifest.json`.

    Attributes:
        format: Version of this form; a reader refuses one that it does not know.
        filmgate: Version that made the archive.
        schema_revision: Of `filmgate.db`.
        made_at: Unix seconds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: Literal[1] = 1
    filmgate: str
    schema_revision: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    made_at: int
    entries: dict[str, Entry]


def read_manifest(text: bytes) -> Manifest:
    """Read `manifest.json`.

    Raises:
        BrokenBackup: It is none, or of a version that is not known here.
    """
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        raise BrokenBackup(
            f"its manifest cannot be read: {error.errors(include_url=False)[0]['msg']}"
        ) from None


def is_expected(name: str) -> bool:
    """Whether an archive may hold a file of this name: nothing else is ever written to the disk."""
    if name in (DATABASE, *SECRETS, CONFIG):
        return True
    return name.startswith(FILES) and is_key(name.removeprefix(FILES))
