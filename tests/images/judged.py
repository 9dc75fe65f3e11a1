"""What the tests of pictures have in common: ask for the verdict, look at the answer."""

from __future__ import annotations

import asyncio
import hashlib
import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from filmgate.errors import FilmgateError, InvalidRequest
from filmgate.images.normalise import LONGEST_SIDE_PIXELS
from filmgate.images.reference_image import ReferenceImage
from filmgate.images.verify import verify_image
from filmgate.settings import ImageSettings

SETTINGS = ImageSettings()


def judge(data: bytes, settings: ImageSettings = SETTINGS, **words: Any) -> ReferenceImage:
    """Verify a picture as the server does, in a decoder's child process."""
    return asyncio.run(verify_image(data, settings, **words))


def accept(data: bytes, settings: ImageSettings = SETTINGS) -> ReferenceImage:
    """Verify a picture that must pass, and hold the answer against its promise."""
    image = judge(data, settings)
    assert_plain(image)
    return image


def assert_plain(image: ReferenceImage) -> None:
    with Image.open(io.BytesIO(image.data)) as picture:
        assert (picture.format or "").lower() == image.format
        assert picture.size == (image.width, image.height)
        assert picture.mode == "RGB"
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not picture.getexif()
    assert min(image.width, image.height) >= 1
    assert max(image.width, image.height) <= LONGEST_SIDE_PIXELS
    assert image.sha256 == hashlib.sha256(image.data).hexdigest()


def pixels(image: ReferenceImage) -> np.ndarray[tuple[int, int, int], np.dtype[np.int64]]:
    with Image.open(io.BytesIO(image.data)) as picture:
        return np.asarray(picture).astype(np.int64)


def assert_looks_like(image: ReferenceImage, expected: Image.Image, tolerance: int) -> None:
    """Every pixel is as expected, but for those beside an edge, which a JPEG blurs."""
    assert (image.width, image.height) == expected.size
    difference = np.abs(pixels(image) - np.asarray(expected).astype(np.int64)).max(axis=2)
    if tolerance == 0:
        assert difference.max() == 0
    else:
        assert np.percentile(difference, 75) <= tolerance


def refuse(data: bytes, settings: ImageSettings = SETTINGS) -> FilmgateError:
    """Verify a picture that must not pass; the error is one that its sender can use."""
    with pytest.raises(InvalidRequest) as caught:
        judge(data, settings)
    assert_usable(caught.value)
    return caught.value


def assert_usable(error: FilmgateError) -> None:
    assert error.param == "image_urls"
    assert error.fallback_suggestion not in ("", type(error).default_suggestion)
    assert error.message.isprintable()
    assert "Traceback" not in error.message
