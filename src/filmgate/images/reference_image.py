"""What a usable picture becomes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class ReferenceImage:
    """A picture in filmgate's plain form: upright, sRGB, 8-bit RGB, without transparency and metadata.

    Attributes:
        data: The picture as PNG or JPEG, made anew from the pixels.
        format: `png` or `jpeg`; also the file's suffix and the second half of its media type.
        width, height: Size in pixels, as one sees it; the longest side is at most `LONGEST_SIDE_PIXELS`.
        sha256: Of `data`, in hexadecimal.
    """

    data: bytes
    format: str
    width: int
    height: int
    sha256: str


def reference_image(data: bytes, form: str, width: int, height: int) -> ReferenceImage:
    """The same with its digest, which takes a moment for a large one."""
    return ReferenceImage(data, form, width, height, hashlib.sha256(data).hexdigest())
