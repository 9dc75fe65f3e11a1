"""The scans of a JPEG, read without decoding: how many there are, and whether anything is in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

# One 0xFF, not `\xff+`: a megabyte of fill bytes that leads to no marker would be tried from each of them.
# Stuffed zeros, fill bytes, restarts, 0x01 and the start of image are no segments.
_NEXT_SEGMENT = re.compile(rb"\xff[^\x00\x01\xff\xd0-\xd8]")
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9
_SEQUENTIAL = (0xC0, 0xC1)
_PROGRESSIVE = (0xC2,)
_ARITHMETIC = (0xC9, 0xCA)
_BLOCK = 8


@dataclass(frozen=True)
class Scans:
    """What a JPEG's first image holds.

    Attributes:
        passes: Scans; of a broken file, those before the break. Each costs a walk over all its pixels, however few
            bytes it has.
        coded_bytes: Their size without headers.
        least_bytes: Fewer cannot hold the image: a block takes at least one bit for its mean and, unless the file is
            progressive, one for the rest (ITU T.81, F.1.2).
        arithmetic: Whether it is coded in the way that no browser reads.
    """

    passes: int
    coded_bytes: int
    least_bytes: int
    arithmetic: bool


def read_scans(data: bytes) -> Scans:
    """Walk over the segments of the first image."""
    passes = coded_bytes = least_bits = position = 0
    arithmetic = False
    in_scan_since: int | None = None
    while (match := _NEXT_SEGMENT.search(data, position)) is not None:
        if in_scan_since is not None:
            coded_bytes += match.start() - in_scan_since
            in_scan_since = None
        marker, position = data[match.end() - 1], match.end()
        if marker == _END_OF_IMAGE:
            break
        content = position + 2
        position += int.from_bytes(data[position:content], "big")
        if marker == _START_OF_SCAN:
            passes += 1
            in_scan_since = position
        elif marker in _SEQUENTIAL + _PROGRESSIVE:
            least_bits = _blocks(data[content:position]) * (2 if marker in _SEQUENTIAL else 1)
        elif marker in _ARITHMETIC:
            arithmetic = True
    if in_scan_since is not None:  # it breaks off inside a scan
        coded_bytes += max(0, len(data) - in_scan_since)
    return Scans(passes, coded_bytes, ceil(least_bits / 8), arithmetic)


def _blocks(frame: bytes) -> int:
    """Blocks of 8 by 8 values in an image, from the content of its frame header; 0 if that is broken."""
    if len(frame) < 6 or len(frame) < 6 + 3 * frame[5]:
        return 0
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    samplings = [(frame[7 + 3 * n] >> 4, frame[7 + 3 * n] & 15) for n in range(frame[5])]
    if not samplings or min(min(pair) for pair in samplings) == 0:
        return 0
    widest, highest = max(x for x, _ in samplings), max(y for _, y in samplings)
    return sum(
        ceil(ceil(width * x / widest) / _BLOCK) * ceil(ceil(height * y / highest) / _BLOCK)
        for x, y in samplings
    )
