"""Reference pictures as servers want them: always the bytes that we have vetted, never the user's URL."""

from __future__ import annotations

import base64
from pathlib import Path

from filmgate.net.multipart import Part

_TYPES = {".png": "image/png", ".jpeg": "image/jpeg", ".jpg": "image/jpeg"}


def content_type(picture: Path) -> str:
    """`image/png` or `image/jpeg`."""
    return _TYPES[picture.suffix]


def in_base64(picture: Path) -> str:
    """The bytes of a picture in base64."""
    return base64.b64encode(picture.read_bytes()).decode("ascii")


def data_url(picture: Path) -> str:
    """The picture as a `data:` URL (RFC 2397)."""
    return f"data:{content_type(picture)};base64,{in_base64(picture)}"


def form_part(field: str, picture: Path) -> Part:
    """The picture as a file in a form."""
    return Part(field, f"picture{picture.suffix}", picture.read_bytes(), content_type(picture))
