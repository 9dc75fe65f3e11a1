"""A normalised picture can be read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from filmgate.images.stored import read_again, read_shape
from images.judged import accept
from images.pictures import exif, quarters, save


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_was_stored_is_what_was_verified(form: str, tmp_path: Path) -> None:
    image = accept(save(quarters(), form, exif=exif(6)))
    assert read_again(image.data) == image
    file = tmp_path / "picture"
    file.write_bytes(image.data)
    assert read_shape(file) == (image.width, image.height) == (32, 64)


@pytest.mark.parametrize("data", [b"", save(quarters(), "GIF"), save(quarters(), "WEBP")])
def test_what_was_not_stored_by_us_is_an_error(data: bytes) -> None:
    with pytest.raises(OSError, match="cannot identify"):
        read_again(data)
