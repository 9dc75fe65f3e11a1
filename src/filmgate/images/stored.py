"""Facts of a picture that was verified and stored before."""

from __future__ import annotations

from pathlib import Path

from PIL import Image


def read_shape(file: Path) -> tuple[int, int]:
    """Width and height in pixels, from the header of a normalised picture."""
    with Image.open(file, formats=("JPEG", "PNG")) as picture:
        return picture.size
