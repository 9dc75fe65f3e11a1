"""How many passes a progressive JPEG takes: each costs a walk over all its pixels, however few bytes it
has."""

from __future__ import annotations

import re

_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9
_WITHOUT_LENGTH = (0x01, 0xD8)


def count_passes(data: bytes) -> int:
    """The number of scans of the first image in a JPEG file; of a broken one, those before the break."""
    passes, position = 0, 0
    while (match := _NEXT_MARKER.search(data, position)) is not None:
        marker, position = data[match.end() - 1], match.end()
        if marker == _END_OF_IMAGE:
            break
        if marker == _START_OF_SCAN:
            passes += 1
        if marker not in _WITHOUT_LENGTH:
            position += int.from_bytes(data[position : position + 2], "big")
    return passes
