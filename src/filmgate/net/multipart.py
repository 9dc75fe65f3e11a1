"""Forms with files (RFC 7578), for services that take no JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import httpx2


@dataclass(frozen=True)
class Part:
    """A file in a form: the field's name, a file name, the bytes, and their type such as `image/png`."""

    field: str
    file_name: str
    data: bytes
    content_type: str


def encode_form(fields: Mapping[str, str], files: Sequence[Part]) -> tuple[bytes, str]:
    """The body, and the value of its `Content-Type` header."""
    form: list[tuple[str, tuple[str | None, str | bytes, str | None]]] = [
        (name, (None, value, None)) for name, value in fields.items()
    ]
    form += [(file.field, (file.file_name, file.data, file.content_type)) for file in files]
    request = httpx2.Request("POST", "http://form.invalid/", files=form)
    return request.read(), request.headers["content-type"]
