"""Is this a picture that a film can begin or end with? Decoding it decides, not its name or what a header
claims."""

from __future__ import annotations

import asyncio
import os

from filmgate.errors import FilmgateError, InvalidRequest, ServiceUnavailable, TooLarge
from filmgate.images.decoder_pool import DecoderPool, Refusal
from filmgate.images.reference_image import ReferenceImage
from filmgate.settings import ImageSettings

_PATIENCE_SECONDS = 30.0


async def verify_image(
    data: bytes, settings: ImageSettings, *, param: str = "image_urls", name: str = "the image"
) -> ReferenceImage:
    """Judge and normalise a picture, in one of a few processes that are kept for it.

    Args:
        data: The file.
        settings: Its limits.
        param: The request's field, for the error body.
        name: What the picture is called in messages.

    Raises:
        InvalidRequest: It is no picture, broken, animated or has too many pixels.
        TooLarge: It has too many bytes.
        ServiceUnavailable: So many pictures are waiting that this one had no answer in time, or no decoder runs.
    """
    if len(data) > settings.max_bytes:
        raise too_large(settings, param=param, name=name)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await asyncio.wrap_future(DECODERS.decode(data, settings.max_pixels))
    except TimeoutError:
        raise ServiceUnavailable("Too many pictures are waiting to be verified") from None
    except Refusal as refusal:
        raise _invalid(refusal, param, name) from None


def too_large(settings: ImageSettings, *, param: str = "image_urls", name: str = "the image") -> TooLarge:
    """The seed's 413, with the real limit."""
    limit = f"{settings.max_bytes / 1024 / 1024:g} MB"
    return TooLarge(
        f"Image file too large: {name} has more than {limit}",
        param=param,
        fallback_suggestion=f"compress image to at most {limit}",
    )


def _invalid(refusal: Refusal, param: str, name: str) -> FilmgateError:
    return InvalidRequest(
        f"Invalid {param} parameter: {name} {refusal.problem}",
        param=param,
        fallback_suggestion=refusal.suggestion,
    )


DECODERS = DecoderPool(min(4, os.cpu_count() or 1))
"""This process's decoders."""
