"""Text from strangers, made safe to look at: what would move a cursor, hide words or begin a line shows as an escape.

Prompts, error messages of other servers and names of accounts end up in logs and on terminals. There a control
character is a command, a line break the beginning of a line that nobody wrote, and a mark of direction turns the words
round (CWE-117, CWE-150; Unicode TR 36, 3.1).
"""

from __future__ import annotations

import re

_C0_C1 = r"\x00-\x1f\x7f-\x9f"
_MARKS = r"\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
_LONELY = r"\ud800-\udfff"
_COMMANDS = re.compile(f"[{_C0_C1}{_MARKS}{_LONELY}\U000e0000-\U000e007f]")


def visible(text: str) -> str:
    """One line: every command as an escape such as `\\x1b` or `\\n`."""
    return _COMMANDS.sub(lambda found: _escape(found[0]), text)


def visible_lines(text: str) -> str:
    """The same, but line breaks stay."""
    return "\n".join(map(visible, text.split("\n")))


def visible_json(text: str) -> str:
    """JSON with those that JSON itself lets pass as `\\u` escapes: the same value, and pure to look at."""
    return _COMMANDS.sub(lambda found: _json_escape(ord(found[0])), text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _json_escape(code: int) -> str:
    if code > 0xFFFF:  # a pair of surrogates (RFC 8259, 7)
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
