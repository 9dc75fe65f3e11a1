"""Lettering as outlines: the fonts that OpenCV brings with it know Latin, Greek, Cyrillic, Chinese and more."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

import cv2
import numpy as np

from filmgate.engines.animatic.brush.path import Path

_PIXELS = 72
"""Height of the letters that outlines are taken from."""
_face: Any = getattr(cv2, "FontFace", None)


def printable(text: str, limit: int) -> str:
    """One line without control characters, emoji and the like, at most `limit` characters."""
    kept = (
        c if unicodedata.category(c)[0] in "LNPM" or c in "+=$€£" else " " for c in text if ord(c) < 0x10000
    )
    line = " ".join("".join(kept).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


@lru_cache(256)
def outline(text: str) -> tuple[Path, float] | None:
    """The outline of a line of text, 1 unit to the letter height, from (0, 0) on the base line; and its width.

    None where nothing can be shown, as for a text of spaces only.
    """
    mask = _drawn(text)
    columns = np.flatnonzero(mask.any(axis=0))
    if columns.size == 0:
        return None
    left, right = int(columns[0]), int(columns[-1])
    contours, _ = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_TC89_L1)
    path = Path()
    for contour in contours:
        points = contour.reshape(-1, 2)
        if len(points) < 3:
            continue
        for index, (x, y) in enumerate(points):
            (path.line if index else path.move)(
                (float(x) - left) / _PIXELS, (float(y) - 2 * _PIXELS) / _PIXELS
            )
        path.close()
    return (path, (right - left) / _PIXELS) if path.verbs else None


def _drawn(text: str) -> Any:
    """A mask of the text with the base line two letter heights from the top."""
    width = 2 * _PIXELS + _PIXELS * len(text) * 2
    mask = np.zeros((_PIXELS * 3, width), np.uint8)
    at = (_PIXELS // 2, 2 * _PIXELS)
    if _face is not None:
        cv2.putText(mask, text, at, (255,), _face("sans"), _PIXELS, weight=600)
    else:  # OpenCV 4 has stroked letters for ASCII only
        plain = text.encode("ascii", "ignore").decode()
        cv2.putText(mask, plain, at, cv2.FONT_HERSHEY_DUPLEX, _PIXELS / 22, (255,), 5, cv2.LINE_AA)
    return cv2.threshold(mask, 110, 255, cv2.THRESH_BINARY)[1]


def lines(text: str, longest: int) -> list[str]:
    """A text in lines of at most about `longest` characters, broken at spaces where there are any."""
    rows: list[str] = []
    for word in text.split():
        while len(word) > longest:
            rows.append(word[:longest])
            word = word[longest:]
        if rows and len(rows[-1]) + 1 + len(word) <= longest:
            rows[-1] = f"{rows[-1]} {word}"
        elif word:
            rows.append(word)
    return rows
