"""A waterfall: a river that comes over a cliff into a pool."""

from __future__ import annotations

from math import sin

from filmgate.engines.animatic.brush.colour import faded, mixed
from filmgate.engines.animatic.brush.paint import down
from filmgate.engines.animatic.brush.path import Path, box, ellipse
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery import land, trees, water
from filmgate.engines.animatic.stage.scenery.site import Site
from filmgate.engines.animatic.stage.scenery.sky import haze_band, sky

_DEPTH = 0.34
_WHITE = (255, 255, 255, 255)


def waterfall(site: Site) -> None:
    """Behind a pool, off the middle, so that actors have room."""
    site.ground = site.high * (0.84 if not site.view.upright else 0.8)
    site.surface, site.gloss = "water", 0.3
    sky(site)
    land.mountains(site, 0.1, site.horizon + 8, site.horizon * 0.6, "7f97b0", 0.4)
    haze_band(site, 0.12, site.horizon - 90, site.horizon + 20, 0.6)
    side = site.random.choice((-1, 1))
    middle, top = site.wide * (0.5 + 0.16 * side), site.high * 0.17
    half = 0.085 * min(site.wide, 1.3 * site.high)
    _cliff(site, middle, top, half)
    _fall(site, middle, top, half)
    water.surface(site, site.horizon + 6)
    _foam(site, middle, half)
    trees.undergrowth(site, 1.22, site.high + 50, site.high * 0.18, 6, front=True)


def _cliff(site: Site, middle: float, top: float, half: float) -> None:
    random, pen = site.random, site.pen(_DEPTH, pinned=True)
    base = site.horizon + 16
    for layer, (colour, reach) in enumerate((("6f7a78", 2.2), ("5c6866", 0.0))):
        for side in (-1, 1):
            x = middle + side * half * (0.8 + reach * 0.1)
            points = [(x - side * half * 0.5, base), (x, top + 8)]
            y = top
            while abs(x - middle) < site.wide + 400:
                x += side * random.uniform(70, 150)
                points.append((x, y + random.uniform(-18, 18)))
                y += random.uniform(6, 46) + layer * 26
                points.append((x + side * 12, min(y, base - 30)))
            pen.poly([*points, (x, base)], colour)
    rock = pen.ink("4c5856")
    for _ in range(26):
        x, y = middle + random.uniform(-1, 1) * site.wide * 0.6, random.uniform(top + 60, base - 20)
        if abs(x - middle) > half * 1.3:
            pen.line(
                Path().move(x, y).line(x + random.uniform(-14, 14), y + random.uniform(30, 90)),
                faded(rock, 0.5),
                4,
            )
    moss = ("5f9a4c", "4a8442", "74ac58") if not site.snowy else ("eef3f8", "e2eaf2", "f6f9fc")
    for i in range(15):
        x = middle + (i - 7) * site.wide * 0.09
        if abs(x - middle) > half * 1.2:
            drop = top + 0.26 * abs(x - middle)
            pen.oval(x, min(drop, base - 60), random.uniform(60, 110), random.uniform(22, 40), moss[i % 3])


def _fall(site: Site, middle: float, top: float, half: float) -> None:
    random = site.random
    far, near = water.water_colours(site)
    body, base = mixed(mixed(far, near, 0.35), _WHITE, 0.3), site.horizon + 22
    streaks = [
        (random.uniform(-0.92, 0.92), random.random(), random.uniform(60, 190), random.uniform(2.0, 6.0))
        for _ in range(54)
    ]
    tall = base - top

    def pour(pen: Pen, t: float, gone: float) -> None:
        sheet = Path().move(middle - half * 0.86, top).line(middle + half * 0.86, top)
        sheet.line(middle + half * 1.06, base).line(middle - half * 1.06, base).close()
        pen.fill(sheet, down(top, base, mixed(body, _WHITE, 0.25), body, mixed(body, _WHITE, 0.4)))
        lines = Path()
        for share, phase, length, wide in streaks:
            s = (t * 0.62 + phase) % 1.0
            y = top + s * s * (tall + 60) - 10
            x = middle + share * half * (0.86 + 0.2 * s)
            end = min(y + length * (0.4 + s), base)
            if end > y > top - 12:
                lines.add(box(x, y, wide, end - y, wide / 2))
        pen.veil(lines, faded(_WHITE, 0.5))

    site.alive(_DEPTH + 0.01, pour)


def _foam(site: Site, middle: float, half: float) -> None:
    random = site.random
    puffs = [(random.uniform(-1.5, 1.5), random.random(), random.uniform(0.5, 1.0)) for _ in range(22)]
    y = site.horizon + 24

    def spray(pen: Pen, t: float, gone: float) -> None:
        for k in range(3):
            s = (t * 0.4 + k / 3) % 1.0
            ring = ellipse(middle, y + 10 + 26 * s, half * (1.1 + 1.3 * s), 8 + 22 * s)
            pen.line(ring, faded(_WHITE, 0.5 * (1 - s)), 4)
        for share, phase, size in puffs:
            s = (t * 0.55 + phase) % 1.0
            x = middle + share * half * (0.8 + 0.5 * s) + 6 * sin(t * 2 + phase * 9)
            pen.glow(x, y - 60 * s * size, (26 + 60 * s) * size, _WHITE, 0.5 * (1 - s))

    site.alive(_DEPTH + 0.02, spray)
