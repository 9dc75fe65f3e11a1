"""Judging a picture by decoding it. Runs in the decoder's child process (`decoder_main`) and nowhere else."""

from __future__ import annotations

import io

from PIL import Image, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError, WebPImagePlugin

from filmgate.images.jpeg_scans import read_scans
from filmgate.images.kinds import name_kind
from filmgate.images.normalise import normalise
from filmgate.images.png_rows import lacks_rows

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
_USE_ANOTHER_FORMAT = "use a picture in one of the formats .jpg, .jpeg, .png, .webp"
_WHOLE = "check that the picture opens in a viewer and was sent whole; save it again"


class Unusable(Exception):
    """What is wrong, as the rest of a sentence that begins with the picture's name; and what helps."""

    def __init__(self, problem: str, suggestion: str) -> None:
        self.problem = problem
        self.suggestion = suggestion
        super().__init__(problem)


BROKEN = Unusable("is broken and cannot be decoded", _WHOLE)


def open_picture(data: bytes, max_pixels: int) -> Image.Image:
    """Read the header only, and refuse what need not be decoded to be refused.

    Raises:
        Unusable: It is no picture, of another kind, animated or has too many pixels.
        Exception: Any, from the decoders: it is `BROKEN`.
    """
    if not data:
        raise Unusable("is an empty file", "check that the URL leads to the picture itself")
    pixels = f"{max_pixels:,} pixels"
    too_many = Unusable(f"has more than {pixels}", f"scale it down to at most {pixels}")
    try:
        picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError:
        kind = name_kind(data)
        if kind is None:
            raise Unusable("is not a picture that can be read", _USE_ANOTHER_FORMAT) from None
        raise Unusable(f"is {kind}, not a JPEG, PNG or WebP picture", _USE_ANOTHER_FORMAT) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):  # `python -W error` raises both
        raise too_many from None
    if picture.width * picture.height > max_pixels:
        raise too_many
    if picture.format in ("PNG", "WEBP"):
        if getattr(picture, "is_animated", False):
            raise Unusable("is animated", "use a still picture, for example its first frame")
    else:
        _judge_jpeg(data)
    return picture


def make_plain(data: bytes, picture: Image.Image) -> Image.Image:
    """Decode an opened picture and bring it into the plain form.

    Raises:
        Unusable: It is cut off.
        Exception: Any, from the decoders: it is `BROKEN`.
    """
    plain = normalise(picture)
    if picture.format == "PNG" and lacks_rows(data, picture):
        raise Unusable("is cut off: its last rows are missing", _WHOLE)
    return plain


def _judge_jpeg(data: bytes) -> None:
    scans = read_scans(data)  # of several pictures, the first one counts
    if scans.arithmetic:
        raise Unusable(
            "is an arithmetic-coded JPEG, which no browser shows", "save it again as a baseline JPEG"
        )
    if scans.passes > _MAX_JPEG_PASSES:
        raise Unusable(f"has more than {_MAX_JPEG_PASSES} passes", "save it again as a baseline JPEG")
    if scans.coded_bytes < scans.least_bytes:
        raise Unusable("is cut off: there is no picture behind its header", _WHOLE)
