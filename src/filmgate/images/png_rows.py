"""Does a PNG hold all the rows that its header promises? Pillow does not ask: what is missing stays zero."""

from __future__ import annotations

import struct
import zlib

from PIL import Image

_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7 (PNG specification, 8.2): first column, first row, steps."""
_WHOLE = ((0, 0, 1, 1),)
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PIECE_BYTES = 64 * 1024


def lacks_rows(data: bytes, picture: Image.Image) -> bool:
    """Whether the compressed rows of a decoded PNG end too early.

    Args:
        data: The file.
        picture: What Pillow made of it. If its last row has anything in it, all rows came, and nothing is counted.
    """
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    if not interlaced and _has_something_in_its_last_row(picture):
        return False
    bits = depth * _CHANNELS[colour]
    expected: int = sum(
        rows * (1 + (columns * bits + 7) // 8)
        for x, y, dx, dy in (_PASSES if interlaced else _WHOLE)
        if (columns := -(-(width - x) // dx)) > 0 and (rows := -(-(height - y) // dy)) > 0
    )
    return _inflated_bytes(data, expected) < expected


def _has_something_in_its_last_row(picture: Image.Image) -> bool:
    row: bytes = picture.crop((0, picture.height - 1, picture.width, picture.height)).tobytes()
    return bool(row.strip(b"\0"))


def _inflated_bytes(data: bytes, enough: int) -> int:
    """How much the IDAT chunks hold, counted until it is enough; never more than a piece of it is kept."""
    inflate, count, position = zlib.decompressobj(), 0, 8
    try:
        while position + 8 <= len(data) and count < enough and not inflate.eof:
            length, name = struct.unpack(">I4s", data[position : position + 8])
            if name == b"IDAT":
                piece = data[position + 8 : position + 8 + length]
                while piece and count < enough:
                    count += len(inflate.decompress(piece, _PIECE_BYTES))
                    piece = inflate.unconsumed_tail
            position += 12 + length
        count += len(inflate.flush())
    except zlib.error:
        pass
    return count
