"""Is this a picture that a film can begin or end with? Decoding it decides, not its name or what a header
claims."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial

from PIL import Image, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError, WebPImagePlugin

from filmgate.errors import InvalidRequest, ServiceUnavailable, TooLarge
from filmgate.images.jpeg_passes import count_passes
from filmgate.images.kinds import name_kind
from filmgate.images.normalise import encode, normalise
from filmgate.settings import ImageSettings

# Named by their classes, so that Pillow loads these decoders and not all that it has.
_FORMATS = tuple(
    decoder.format
    for decoder in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
_MAX_JPEG_PASSES = 100
_LARGE_PIXELS = 12_000_000
_PATIENCE_SECONDS = 30.0
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


async def verify_in_thread(
    data: bytes, settings: ImageSettings, *, param: str = "image_urls", name: str = "the image"
) -> ReferenceImage:
    """`verify_image` in one of a few threads of its own, so that other work is not held up.

    Raises:
        ServiceUnavailable: So many pictures are waiting that this one had no answer in time.
    """
    work = partial(verify_image, data, settings, param=param, name=name)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await asyncio.get_running_loop().run_in_executor(_THREADS, work)
    except TimeoutError:
        raise ServiceUnavailable("Too many pictures are waiting to be verified") from None


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
        picture, lossless = _decode(data, settings)
    except _Unusable as unusable:
        problem, suggestion = unusable.args
    except Exception:
        problem = "is broken and cannot be decoded"
        suggestion = "check that the picture opens in a viewer and was sent whole; save it again"
    else:
        return _made_anew(picture, lossless)
    # Raised out here, without the decoder's error: that would keep its frames, with 200 MB of pixels.
    raise InvalidRequest(
        f"Invalid {param} parameter: {name} {problem}", param=param, fallback_suggestion=suggestion
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
    """What is wrong, as the rest of a sentence that begins with the picture's name; and what helps."""


def _decode(data: bytes, settings: ImageSettings) -> tuple[Image.Image, bool]:
    """The normalised picture, and whether it came without loss."""
    picture = _open(data, settings)
    with _its_turn(picture.width * picture.height):
        return normalise(picture), picture.format == "PNG"


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
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):  # `python -W error` raises both
        raise too_many from None
    if picture.width * picture.height > settings.max_pixels:
        raise too_many
    if picture.format in ("PNG", "WEBP"):
        if getattr(picture, "is_animated", False):
            raise _Unusable("is animated", "use a still picture, for example its first frame")
    elif count_passes(data) > _MAX_JPEG_PASSES:  # JPEG; also of several pictures, the first of which counts
        raise _Unusable(f"has more than {_MAX_JPEG_PASSES} passes", "save it again as a baseline JPEG")
    return picture


def _made_anew(picture: Image.Image, lossless: bool) -> ReferenceImage:
    data = encode(picture, lossless=lossless)
    form = "png" if lossless else "jpeg"
    return ReferenceImage(data, form, picture.width, picture.height, hashlib.sha256(data).hexdigest())


def _its_turn(pixels: int) -> AbstractContextManager[object]:
    """Large pictures are decoded one after the other: of 50 megapixels, one takes 0.3 to 0.9 GB meanwhile."""
    return _ONE_LARGE_PICTURE if pixels > _LARGE_PIXELS else nullcontext()


_THREADS = ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1), thread_name_prefix="pictures")
_ONE_LARGE_PICTURE = threading.Lock()
