"""The one plain form of a picture: upright, sRGB, eight bits, no transparency, no metadata."""

from __future__ import annotations

import io
from contextlib import suppress

import numpy as np
from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE_PIXELS = 4096
"""Longer pictures are made smaller: no film is that large, and two raw 50-megapixel frames are 300 MB."""

_BACKGROUND = (255, 255, 255)
_JPEG_QUALITY = 95
_PNG_EFFORT = 1


def normalise(picture: Image.Image) -> Image.Image:
    """Turn, convert, flatten and, if it must be, shrink a loaded picture; the result has mode `RGB`.

    What is transparent becomes white, as on a page.
    """
    _turn_upright(picture)
    icc_profile = picture.info.get("icc_profile")
    picture = _eight_bit(picture)
    if isinstance(icc_profile, bytes) and icc_profile:
        picture = _to_srgb(picture, icc_profile)
    picture = _flat(picture)
    if max(picture.size) > LONGEST_SIDE_PIXELS:
        picture.thumbnail((LONGEST_SIDE_PIXELS, LONGEST_SIDE_PIXELS), Image.Resampling.LANCZOS)
    return picture


def encode(picture: Image.Image, *, lossless: bool) -> bytes:
    """A normalised picture as PNG, or as JPEG of a quality at which no difference is seen; without any
    metadata."""
    picture.info = {}
    out = io.BytesIO()
    if lossless:
        picture.save(out, "PNG", compress_level=_PNG_EFFORT)
    else:
        picture.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return out.getvalue()


def _turn_upright(picture: Image.Image) -> None:
    """Apply the EXIF orientation; a broken EXIF block is no reason to refuse the picture."""
    with suppress(Exception):
        ImageOps.exif_transpose(picture, in_place=True)


def _eight_bit(picture: Image.Image) -> Image.Image:
    """One of the modes `L`, `LA`, `RGB`, `RGBA`, `CMYK`."""
    if picture.mode.startswith("I"):
        return Image.fromarray((np.clip(np.asarray(picture), 0, 0xFFFF) >> 8).astype(np.uint8), "L")
    if picture.mode in ("P", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _to_srgb(picture: Image.Image, icc_profile: bytes) -> Image.Image:
    """Convert the colours; a profile that is broken or of another kind than the picture is left out of
    account."""
    with suppress(Exception):
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc_profile))
        if "srgb" in ImageCms.getProfileDescription(profile).lower():
            return picture
        alpha = picture.getchannel("A") if picture.mode.endswith("A") else None
        colours = picture if alpha is None else picture.convert(picture.mode[:-1])
        converted = ImageCms.profileToProfile(
            colours, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
        if converted is None:
            return picture
        if alpha is not None:
            converted.putalpha(alpha)
        return converted
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    if not picture.mode.endswith("A"):
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, _BACKGROUND)
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
