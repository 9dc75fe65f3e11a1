"""Facts of a picture that was verified and stored before."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from filmgate.images.reference_image import ReferenceImage, reference_image

_FORMATS = ("JPEG", "PNG")


def read_shape(file: Path) -> tuple[int, int]:
    """Width and height in pixels, from the header of a normalised picture."""
    with Image.open(file, formats=_FORMATS) as picture:
        return picture.size


def read_again(data: bytes) -> ReferenceImage:
    """A normalised picture as it was stored.

    It is not verified again: as PNG it may have more bytes than a picture may have that comes in, and a JPEG
    would lose by being made anew.
    """
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        form = "png" if picture.format == "PNG" else "jpeg"
        return reference_image(data, form, picture.width, picture.height)
