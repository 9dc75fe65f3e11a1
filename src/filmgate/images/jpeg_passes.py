"""How many passes a progressive JPEG takes: each costs a walk over all its pixels, however few bytes it
has."""

from __future__ import annotations

import re

# One 0xFF, not `\xff+`: a megabyte of fill bytes that leads to no marker would be tried from each of them.
# Stuffed zeros, fill bytes, restarts, 0x01 and the start of image are no segments.
_NEXT_SEGMENT = re.compile(rb"\xff[^\x00\x01\xff\xd0-\xd8]")
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9


def count_passes(data: bytes) -> int:
    """The number of scans of the first image in a JPEG file; of a broken one, those before the break."""
    passes, position = 0, 0
    while (match := _NEXT_SEGMENT.search(data, position)) is not None:
        marker, position = data[match.end() - 1], match.end()
        if marker == _END_OF_IMAGE:
            break
        if marker == _START_OF_SCAN:
            passes += 1
        position += int.from_bytes(data[position : position + 2], "big")
    return passes
