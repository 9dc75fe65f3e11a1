"""Picture files made on the spot: by Pillow where it can, byte by byte where no honest program would."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
RED, GREEN, BLUE, GREY = (255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128)


def quarters(width: int = 64, height: int = 32) -> Image.Image:
    """Red, green over blue, grey: every turn of it is another picture."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    picture.paste(GREY, (width // 2, height // 2, width, height))
    return picture


def save(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(
    width: int,
    height: int,
    rows: bytes | None,
    *,
    depth: int = 8,
    colour: int = 2,
    interlaced: bool = False,
    before: bytes = b"",
    after: bytes = b"",
) -> bytes:
    """A PNG of these filtered rows (None: nothing but the header), with chunks before and after them."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    content = b"" if rows is None else chunk(b"IDAT", zlib.compress(rows)) + after + chunk(b"IEND")
    return PNG_SIGNATURE + chunk(b"IHDR", head) + before + content


def png_of(picture: np.ndarray[Any, Any], **options: Any) -> bytes:
    """A PNG of an array (height, width, channels); 16 bits a channel if the array has them."""
    height, width, channels = picture.shape
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    depth = picture.itemsize * 8
    interlaced = options.get("interlaced", False)
    steps = ADAM7 if interlaced else ((0, 0, 1, 1),)
    rows = b"".join(
        b"\0" + row.astype(picture.dtype.newbyteorder(">")).tobytes()
        for x, y, dx, dy in steps
        for row in picture[y::dy, x::dx]
        if row.size
    )
    return png(width, height, rows, depth=depth, colour=colour, **options)


ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def animated_png(frames: int) -> bytes:
    first = quarters(8, 8)
    return save(first, "PNG", save_all=True, append_images=[Image.new("RGB", (8, 8))] * (frames - 1))


def segment(marker: int, content: bytes = b"") -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def jpeg_without_data(
    width: int, height: int, *, passes: int = 1, frame: int = 0xC2, components: int = 3, rest: bytes = b""
) -> bytes:
    """A grey JPEG of that size in a few bytes: its passes say nothing about any block.

    Args:
        frame: The marker of its kind: 0xC0 baseline, 0xC2 progressive; 0xC9 and 0xCA the same, arithmetic.
        rest: What follows the start of the first scan.
    """
    numbers = range(1, components + 1)
    tables = b"".join(
        segment(0xC4, bytes((kind << 4, 1, *[0] * 15, 0))) for kind in (0, 1)
    )  # one code of one bit
    shape = struct.pack(">BHHB", 8, height, width, components)
    whole = bytes((components,)) + b"".join(bytes((number, 0)) for number in numbers)
    progressive = frame in (0xC2, 0xCA)
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xDB, b"\0" + b"\x10" * 64),
            segment(frame, shape + b"".join(bytes((number, 0x11, 0)) for number in numbers)),
            tables,
            segment(0xDA, whole + (b"\0\0\0" if progressive else b"\0\x3f\0")),
            rest,
            *(segment(0xDA, bytes((1, n % components + 1, 0, 1, 63, 0))) for n in range(passes - 1)),
            b"\xff\xd9",
        )
    )


def flat_jpeg(
    width: int, height: int, *, passes: int = 1, frame: int = 0xC2, components: int = 3, short_by: int = 0
) -> bytes:
    """The same with the fewest bytes that its blocks can take, less `short_by`: large, and soon written."""
    blocks = components * -(-width // 8) * -(-height // 8)
    least = -(-blocks * (1 if frame == 0xC2 else 2) // 8)
    rest = b"\0" * (least - short_by)
    return jpeg_without_data(width, height, passes=passes, frame=frame, components=components, rest=rest)


def short_png(width: int, height: int, rows: int, *, colour: int = 2) -> bytes:
    """A PNG in good order whose compressed rows end too early; those that are there are white."""
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    return png(width, height, (b"\0" + b"\xff" * width * channels) * rows, colour=colour)


def without_segment(jpeg: bytes, marker: int) -> bytes:
    start = jpeg.index(bytes((0xFF, marker)))
    return jpeg[:start] + jpeg[start + 2 + int.from_bytes(jpeg[start + 2 : start + 4], "big") :]


def webp_of_one_colour(width: int, height: int) -> bytes:
    """A lossless WebP of any size in 34 bytes: codes with one symbol take no bits at all."""
    bits = (width - 1) | (height - 1) << 14
    # No transform, no cache, no groups; then red, green, blue, alpha, distance: a simple code of the symbol 0.
    for position in range(35, 55, 4):
        bits |= 1 << position
    content = b"\x2f" + bits.to_bytes(12, "little")
    return _riff(b"VP8L" + struct.pack("<I", len(content)) + content + b"\0")


def webp_canvas(width: int, height: int) -> bytes:
    """The header of an extended WebP, and nothing after it."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return _riff(b"VP8X" + struct.pack("<I", 10) + b"\0" * 4 + size)


def _riff(content: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(content) + 4) + b"WEBP" + content


def exif(orientation: int) -> bytes:
    """An EXIF block that says nothing but how the camera was held."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0" * 4


SRGB_PRIMARIES = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
P3_PRIMARIES = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
_D50 = (0.96420, 1.0, 0.82491)


def colour_profile(
    name: str, gamma: float, primaries: tuple[tuple[float, float, float], ...] = SRGB_PRIMARIES
) -> bytes:
    """An ICC profile (version 2): three primaries in XYZ, or none for grey, and a gamma."""
    kind, letters = (b"RGB ", "rgb") if primaries else (b"GRAY", "k")
    text = name.encode() + b"\0"
    described = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 78
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    tags = {b"desc": described, b"cprt": b"text\0\0\0\0none\0", b"wtpt": _xyz(_D50)}
    for letter, primary in zip(letters, primaries, strict=False):
        tags[f"{letter}XYZ".encode()] = _xyz(primary)
    for letter in letters:
        tags[f"{letter}TRC".encode()] = curve
    table, content, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for tag, value in tags.items():
        table += tag + struct.pack(">II", start + len(content), len(value))
        content += value + b"\0" * (-len(value) % 4)
    head = b"\0\0\0\0\x02\x40\0\0mntr" + kind + b"XYZ " + b"\0" * 12 + b"acsp" + b"\0" * 28 + _xyz(_D50)[8:]
    size = struct.pack(">I", start + len(content))
    return size + head.ljust(124, b"\0") + table + content


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)
