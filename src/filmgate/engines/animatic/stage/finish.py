"""Finish: what is done to a drawn frame as a whole: vignette, bloom of lights, and the look of a style."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.stage.view import View

Look = Callable[[Pixels, int], Pixels]
"""Changes an RGB frame, given its number."""

_VIGNETTE = 0.20
"""How much darker the corners are."""
_BLOOM_FROM = 176
"""Grey level from which on light spills over."""
_SPILL = (np.maximum(np.arange(256) - _BLOOM_FROM, 0) * 0.9).astype(np.uint8)
_PAPER_SEED = 11


class Finish:
    """The finish of one shot. `dark`: lights bloom."""

    def __init__(self, style: str, view: View, dark: bool) -> None:
        self.size = (view.width, view.height)
        looks: list[Look] = []
        if dark or style == "neon":
            looks.append(_bloom)
        make = _STYLES.get(style)
        if make is not None:
            looks.append(make(view))
        strength = (
            0.42 if style in {"noir", "vintage"} else 0.0 if style in {"sketch", "pixel"} else _VIGNETTE
        )
        self.looks = looks
        self.mask = _vignette(view, strength) if strength else None

    def __call__(self, frame: Pixels, number: int) -> Pixels:
        """Finish an RGB frame, which may be changed."""
        for look in self.looks:
            frame = look(frame, number)
        if self.mask is not None:
            cv2.multiply(frame, self.mask, dst=frame, scale=1 / 255)
        return frame


def soften(pixels: Pixels) -> None:
    """Put what is drawn so far out of focus, in place."""
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), max(0.8, min(width, height) / 360))
    cv2.resize(soft, (width, height), dst=pixels, interpolation=cv2.INTER_LINEAR)


def _vignette(view: View, strength: float) -> Pixels:
    x = np.linspace(-1, 1, view.width, dtype=np.float32)
    y = np.linspace(-1, 1, view.height, dtype=np.float32)[:, None]
    far = np.clip((x * x * 0.62 + y * y * 0.62) - 0.28, 0, 1)
    mask = (255 * (1 - strength * far)).astype(np.uint8)
    return np.ascontiguousarray(np.repeat(mask[..., None], 3, axis=2))


def _bloom(frame: Pixels, number: int) -> Pixels:
    """Lights spill over what is around them."""
    height, width = frame.shape[:2]
    small = cv2.resize(frame, (max(1, width // 2), max(1, height // 2)), interpolation=cv2.INTER_AREA)
    for share in (4, 8):  # halving is the quickest way to shrink
        size = (max(1, width // share), max(1, height // share))
        small = cv2.resize(small, size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(cv2.LUT(small, _SPILL), (0, 0), max(1.0, width / 320))
    return np.asarray(cv2.add(frame, cv2.resize(soft, (width, height)), dst=frame), np.uint8)


def _noir(view: View) -> Look:
    curve = np.arange(256, dtype=np.float32) / 255
    table = (255 * np.clip(0.5 + (curve - 0.47) * 1.35, 0, 1)).astype(np.uint8)
    grain = _grain(view, 9)

    def look(frame: Pixels, number: int) -> Pixels:
        grey = cv2.LUT(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), table)
        return np.asarray(cv2.cvtColor(_grained(grey, grain, number), cv2.COLOR_GRAY2RGB), np.uint8)

    return look


def _vintage(view: View) -> Look:
    sepia = np.array([[0.52, 0.50, 0.16], [0.40, 0.46, 0.13], [0.28, 0.36, 0.12]], np.float32)
    grain = _grain(view, 11)

    def look(frame: Pixels, number: int) -> Pixels:
        flicker = 1.0 + 0.02 * ((number * 7919) % 5 - 2) / 2
        toned = cv2.transform(frame, sepia * flicker)
        return _grained(np.asarray(toned, np.uint8), grain, number)

    return look


def _grain(view: View, strength: int) -> NDArray[np.int16]:
    """A field larger than the frame, of which every frame shows another part."""
    random = np.random.default_rng(_PAPER_SEED)
    coarse = random.normal(0, strength, (view.height // 2 + 64, view.width // 2 + 64)).astype(np.float32)
    return np.asarray(np.round(cv2.resize(coarse, None, fx=2, fy=2)), np.int16)


def _grained(frame: cv2.typing.MatLike, grain: NDArray[np.int16], number: int) -> Pixels:
    """The frame, grey or RGB, with another part of the grain every other time."""
    height, width = frame.shape[:2]
    y, x = (number // 2 * 37) % 120, (number // 2 * 61) % 120
    part = grain[y : y + height, x : x + width]
    added = part if frame.ndim == 2 else cv2.merge([part, part, part])
    return np.asarray(cv2.add(frame, added, dtype=cv2.CV_8U), np.uint8)


def _paper(view: View) -> Look:
    texture = _texture(view, 13)

    def look(frame: Pixels, number: int) -> Pixels:
        return np.asarray(cv2.multiply(frame, texture, scale=1 / 244), np.uint8)

    return look


def _watercolour(view: View) -> Look:
    """Colours run together a little, gather at edges, and the paper shows through."""
    texture = _texture(view, 13)

    def look(frame: Pixels, number: int) -> Pixels:
        height, width = frame.shape[:2]
        half = cv2.resize(frame, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        wash = cv2.medianBlur(cv2.medianBlur(half, 5), 5)  # a tenth of the time of one that reaches as far
        edge = cv2.absdiff(wash, cv2.blur(wash, (9, 9)))
        wash = cv2.subtract(
            cv2.addWeighted(wash, 0.86, np.full_like(wash, 252), 0.14, 0), cv2.add(edge, edge)
        )
        return np.asarray(cv2.multiply(cv2.resize(wash, (width, height)), texture, scale=1 / 240), np.uint8)

    return look


def _sketch(view: View) -> Look:
    """Pencil lines with a breath of colour."""
    texture = _texture(view, 14)
    darker = (255 * (np.arange(256) / 255) ** 2.4).astype(np.uint8)

    def look(frame: Pixels, number: int) -> Pixels:
        grey = cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)
        soft = cv2.GaussianBlur(grey, (0, 0), 3.2)
        line = cv2.LUT(cv2.divide(grey, soft, scale=246), darker)
        paper = cv2.cvtColor(line, cv2.COLOR_GRAY2RGB)
        tinted = cv2.addWeighted(paper, 0.68, frame, 0.32, -8)
        return np.asarray(cv2.multiply(tinted, texture, scale=1 / 244), np.uint8)

    return look


def _pixel(view: View) -> Look:
    """Large pixels of few colours."""
    block = max(2, round(min(view.width, view.height) / 110))
    steps = (np.arange(256) // 32 * 32 + 14).astype(np.uint8)

    def look(frame: Pixels, number: int) -> Pixels:
        height, width = frame.shape[:2]
        small = cv2.resize(frame, (width // block, height // block), interpolation=cv2.INTER_AREA)
        few = cv2.LUT(small, steps)
        return np.asarray(cv2.resize(few, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)

    return look


def _texture(view: View, depth: int) -> Pixels:
    """The grain of paper, bright, as a frame to multiply with."""
    random = np.random.default_rng(_PAPER_SEED)
    fine = random.normal(0, 1, (view.height, view.width)).astype(np.float32)
    coarse = cv2.resize(
        random.normal(0, 1, (view.height // 5 + 2, view.width // 5 + 2)).astype(np.float32),
        (view.width, view.height),
    )
    field = cv2.GaussianBlur(fine, (0, 0), 1.1) * 2.2 + coarse * 0.7
    grey = np.clip(244 + field * depth * 0.42, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), np.uint8)


_STYLES: dict[str, Callable[[View], Look]] = {
    "noir": _noir,
    "vintage": _vintage,
    "paper": _paper,
    "watercolour": _watercolour,
    "sketch": _sketch,
    "pixel": _pixel,
}
