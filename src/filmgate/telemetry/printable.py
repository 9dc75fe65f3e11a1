"""Text from elsewhere, made harmless for a log or a terminal."""

from __future__ import annotations

import re

_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters: new lines forge log lines, escapes move a terminal's cursor
    "\u2028\u2029"  # other line ends
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # change of direction: what is read is not what is there
    "\ud800-\udfff]"  # halves of characters, which no terminal and no file can take
)


def printable(text: str) -> str:
    r"""The text with everything that acts instead of being seen written as `\x1b` or `\u2028`."""
    return _HARMFUL.sub(lambda found: _escaped(ord(found[0])), text)


def _escaped(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
