"""The one plain form of a picture: upright, sRGB, eight bits, no transparency, no metadata."""

from __future__ import annotations

import io
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE_PIXELS = 4096
"""Longer pictures are made smaller: no film is that large, and two raw 50-megapixel frames are 300 MB."""

_BACKGROUND = (255, 255, 255)
_JPEG_QUALITY = 95
_PNG_EFFORT = 1


def normalise(picture: Image.Image) -> Image.Image:
    """Decode, shrink if it must be, turn, convert and flatten an opened picture; the result has mode `RGB`.

    What is transparent becomes white, as on a page.
    """
    size = _fit(*picture.size)
    if size != picture.size:
        # A JPEG can be decoded at a half, a quarter or an eighth of its size: less time, less memory.
        picture.draft(None, size)
    picture.load()
    icc_profile = picture.info.get("icc_profile")
    picture = _eight_bit(picture)
    if size != picture.size:  # shrunk before the rest, so that few copies have the full size
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    _turn_upright(picture)
    if isinstance(icc_profile, bytes) and icc_profile:
        picture = _to_srgb(picture, icc_profile)
    return _flat(picture)


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


def _fit(width: int, height: int) -> tuple[int, int]:
    """The size of the same shape whose longest side is not over the limit."""
    longest = max(width, height)
    if longest <= LONGEST_SIDE_PIXELS:
        return width, height
    scale = LONGEST_SIDE_PIXELS / longest
    return max(1, round(width * scale)), max(1, round(height * scale))


def _eight_bit(picture: Image.Image) -> Image.Image:
    """One of the modes `L`, `LA`, `RGB`, `RGBA`, `CMYK`."""
    if picture.mode == "I;16":
        import numpy as np  # only here: it takes longer to load than all the rest

        grey = Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8), "L")
        grey.info = picture.info
        return grey
    if picture.mode in ("P", "PA") or "transparency" in picture.info:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.mode in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _turn_upright(picture: Image.Image) -> None:
    """Apply the EXIF orientation; a broken EXIF block is no reason to refuse the picture."""
    with suppress(Exception):
        ImageOps.exif_transpose(picture, in_place=True)


def _to_srgb(picture: Image.Image, icc_profile: bytes) -> Image.Image:
    """Convert the colours; a profile that is broken or of another kind than the picture is left out of
    account."""
    with suppress(Exception):
        alpha = picture.getchannel("A") if picture.mode.endswith("A") else None
        converted = ImageCms.profileToProfile(
            picture if alpha is None else picture.convert(picture.mode[:-1]),
            ImageCms.ImageCmsProfile(io.BytesIO(icc_profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
        assert converted is not None  # only `inPlace` answers nothing
        if alpha is not None:
            converted.putalpha(alpha)
        return converted
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    if not picture.mode.endswith("A"):
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, _BACKGROUND)
    ground.paste(picture, mask=picture)
    return ground
