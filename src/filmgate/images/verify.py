"""Is this a picture that a film can begin or end with? Decoding it decides, not its name or what a header
claims."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from filmgate.errors import InvalidRequest, TooLarge
from filmgate.images.jpeg_passes import count_passes
from filmgate.images.kinds import name_kind
from filmgate.images.normalise import encode, normalise
from filmgate.settings import ImageSettings

_FORMATS = ("JPEG", "PNG", "WEBP")
_MAX_JPEG_PASSES = 100
_USE_ANOTHER_FORMAT = "use a picture in one of the formats .jpg, .jpeg, .png, .webp"


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


Verify = Callable[[bytes, ImageSettings, str], Awaitable[ReferenceImage]]
"""Verifies bytes away from the event loop; the text is the picture's name in messages. See
`verify_in_thread`."""


async def verify_in_thread(data: bytes, settings: ImageSettings, name: str) -> ReferenceImage:
    """`verify_image` for `image_urls`, in one of a few threads of its own, so that other work is not held
    up."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_THREADS, lambda: verify_image(data, settings, name=name))


def verify_image(
    data: bytes, settings: ImageSettings, *, param: str = "image_urls", name: str = "the image"
) -> ReferenceImage:
    """Judge and normalise a picture. Takes processor time: call it away from the event loop.

    Args:
        data: The file.
        settings: Its limits.
        param: The request's field, for the error body.
        name: What the picture is called in messages.

    Raises:
        InvalidRequest: It is no picture, broken, animated or has too many pixels.
        TooLarge: It has too many bytes.
    """
    if len(data) > settings.max_bytes:
        raise too_large(settings, param=param, name=name)
    try:
        picture = _open(data, settings)
        picture.load()
        lossless = picture.format == "PNG"
        picture = normalise(picture)
    except _Unusable as problem:
        raise InvalidRequest(
            f"Invalid {param} parameter: {name} {problem}",
            param=param,
            fallback_suggestion=problem.suggestion,
        ) from None
    except Exception as error:
        raise InvalidRequest(
            f"Invalid {param} parameter: {name} is broken and cannot be decoded",
            param=param,
            fallback_suggestion="check that the picture opens in a viewer and was sent whole; save it again",
        ) from error
    plain = encode(picture, lossless=lossless)
    return ReferenceImage(
        data=plain,
        format="png" if lossless else "jpeg",
        width=picture.width,
        height=picture.height,
        sha256=hashlib.sha256(plain).hexdigest(),
    )


def too_large(settings: ImageSettings, *, param: str = "image_urls", name: str = "the image") -> TooLarge:
    """The seed's 413, with the real limit."""
    limit = f"{settings.max_bytes / 1024 / 1024:g} MB"
    return TooLarge(
        f"Image file too large: {name} has more than {limit}",
        param=param,
        fallback_suggestion=f"compress image to at most {limit}",
    )


class _Unusable(Exception):
    """What is wrong, as the rest of a sentence that begins with the picture's name."""

    def __init__(self, problem: str, suggestion: str) -> None:
        super().__init__(problem)
        self.suggestion = suggestion


def _open(data: bytes, settings: ImageSettings) -> Image.Image:
    """Read the header only, and refuse what need not be decoded to be refused."""
    if not data:
        raise _Unusable("is an empty file", "check that the URL leads to the picture itself")
    pixels = f"{settings.max_pixels:,} pixels"
    too_many = _Unusable(f"has more than {pixels}", f"scale it down to at most {pixels}")
    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError:
        kind = name_kind(data)
        if kind is None:
            raise _Unusable("is not a picture that can be read", _USE_ANOTHER_FORMAT) from None
        raise _Unusable(f"is {kind}, not a JPEG, PNG or WebP picture", _USE_ANOTHER_FORMAT) from None
    except Image.DecompressionBombError:
        raise too_many from None
    if picture.width * picture.height > settings.max_pixels:
        raise too_many
    if picture.format in ("PNG", "WEBP") and getattr(picture, "is_animated", False):
        raise _Unusable("is animated", "use a still picture, for example its first frame")
    if picture.format not in ("PNG", "WEBP") and count_passes(data) > _MAX_JPEG_PASSES:
        raise _Unusable(f"has more than {_MAX_JPEG_PASSES} passes", "save it again as a baseline JPEG")
    return picture


_THREADS = ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1), thread_name_prefix="pictures")
