"""Trees of the backdrop: rows from far silhouettes to trunks beside the actors."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin, tau
from random import Random

from filmgate.engines.animatic.brush.colour import faded, mixed, toned
from filmgate.engines.animatic.brush.paint import down
from filmgate.engines.animatic.brush.path import Path, box, ellipse, polygon, ribbon, smooth
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.site import TILE, Site

LEAVES = {
    "spring": ("8fbf5f", "a9cf74", "f0b3c6"),
    "summer": ("4f8f4c", "62a054", "3f7f4f"),
    "autumn": ("d9822f", "c9542f", "e3b23f"),
    "winter": ("8a7f7a", "7a706c", "968b86"),
}


def pine(pen: Pen, x: float, y: float, h: float, colour: str, random: Random, snow: bool) -> None:
    """A fir of overlapping skirts."""
    pen.box(x - h * 0.03, y - h * 0.14, h * 0.06, h * 0.15, "5a4030")
    tiers = 5
    for i in range(tiers):
        s = i / tiers
        top, low = y - h * (0.34 + 0.66 * s + 0.0), y - h * (0.08 + 0.62 * s)
        top = y - h * min(1.0, 0.40 + 0.66 * s)
        half = h * 0.25 * (1 - s * 0.78) * random.uniform(0.92, 1.08)
        pen.poly([(x, top), (x + half, low), (x + half * 0.5, low - h * 0.02), (x, low + h * 0.015),
                  (x - half * 0.5, low - h * 0.02), (x - half, low)], colour)  # fmt: skip
        if snow:
            pen.flat(polygon([(x, top), (x + half * 0.52, top + (low - top) * 0.56), (x + half * 0.2, top + (low - top) * 0.5),
                              (x, top + (low - top) * 0.62), (x - half * 0.24, top + (low - top) * 0.48),
                              (x - half * 0.52, top + (low - top) * 0.56)]), "f4f8fc")  # fmt: skip


def broadleaf(pen: Pen, x: float, y: float, h: float, colour: str, random: Random, bare: bool = False) -> None:
    """A round-headed tree; in winter only its branches."""
    trunk = "5f4633"
    pen.band([(x, y + 4), (x + h * 0.01, y - h * 0.3), (x - h * 0.01, y - h * 0.6)], [h * 0.05, h * 0.03, h * 0.02], trunk)
    if bare:
        for side, up, reach in ((-1, 0.42, 0.22), (1, 0.5, 0.26), (-1, 0.6, 0.2), (1, 0.66, 0.16), (0.2, 0.6, 0.05)):
            tip = (x + side * h * reach, y - h * (up + 0.28))
            pen.band([(x, y - h * up), (x + side * h * reach * 0.5, y - h * (up + 0.12)), tip], [h * 0.018, h * 0.012, 0.6], trunk)
            for k in (-0.3, 0.35):
                pen.string(x + side * h * reach * 0.6, y - h * (up + 0.16), tip[0] + k * h * 0.12, tip[1] + h * 0.04, trunk, h * 0.008)
        return
    crown = Path()
    for i in range(8):
        a = i / 8 * tau + random.uniform(-0.2, 0.2)
        r = h * random.uniform(0.13, 0.17)
        crown.add(ellipse(x + cos(a) * h * 0.19, y - h * 0.68 + sin(a) * h * 0.17, r))
    crown.add(ellipse(x, y - h * 0.68, h * 0.22))
    pen.fill(crown, colour, 1.6)
    bright = mixed(pen.ink(colour), pen.light.rim, 0.28)
    side = pen.light.side
    for _ in range(5):
        dx, dy = random.uniform(-0.02, 0.22) * side, random.uniform(-0.9, -0.68)
        pen.veil(ellipse(x + dx * h, y + dy * h, h * random.uniform(0.035, 0.07), h * 0.04), faded(bright, 0.5))


def palm(pen: Pen, x: float, y: float, h: float, random: Random) -> None:
    """A bent trunk and a fan of feathers."""
    lean = random.choice((-1, 1)) * h * 0.16
    stem = [(x, y + 6), (x + lean * 0.25, y - h * 0.35), (x + lean * 0.6, y - h * 0.68), (x + lean, y - h * 0.94)]
    pen.band(stem, [h * 0.035, h * 0.026, h * 0.021, h * 0.02], "8a6844")
    top_x, top_y = stem[-1]
    for i in range(9):
        a = -2.9 + i * 0.36
        length = h * random.uniform(0.34, 0.44)
        tip = (top_x + cos(a) * length, top_y + sin(a) * length * 0.6 + h * 0.13)
        bend = (top_x + cos(a) * length * 0.55, top_y + sin(a) * length * 0.62 - h * 0.02)
        pen.band([(top_x, top_y), bend, tip], [h * 0.012, h * 0.045, 0.8], "4f9a52" if i % 2 else "3f8a4c")
    for dx in (-0.02, 0.02):
        pen.oval(top_x + dx * h, top_y + h * 0.03, h * 0.022, h * 0.024, "6a4a2c")


def tree_row(site: Site, depth: float, base: float, height: float, count: int, kind: str = "mixed") -> None:
    """A row of trees at one depth."""
    random = site.random
    pen = site.pen(depth)
    season = "winter" if site.snowy else site.setting.season
    for x in site.across(count):
        h, y = height * random.uniform(0.72, 1.15), base + random.uniform(-8, 12)
        conifer = kind == "pine" or (kind == "mixed" and random.random() < 0.42)
        if kind == "palm":
            palm(pen, x, y, h, random)
        elif conifer:
            colour = random.choice(("35664a", "3f7350", "2f5c48"))
            pine(pen, x, y, h * 1.1, colour, random, site.snowy)
        else:
            colours = LEAVES[season][: 3 if season != "spring" else random.choice((2, 3))]
            broadleaf(pen, x, y, h, random.choice(colours), random, bare=season == "winter")


def tree_line(site: Site, depth: float, base: float, height: float, colour: str) -> None:
    """A far wood, each tree in one of two tones, fading into the haze at its foot."""
    random, pen = site.random, site.pen(depth)
    ink = pen.ink(colour)
    tones = (ink, mixed(ink, site.light.haze, 0.16))
    for x in site.across(58, 1.0):
        h = height * random.uniform(0.6, 1.1)
        if random.random() < 0.5:
            tree = polygon([(x - h * 0.24, base + 30), (x, base - h), (x + h * 0.24, base + 30)])
        else:
            tree = ellipse(x, base - h * 0.4, h * 0.34, h * 0.5)
        pen.flat(tree, random.choice(tones))
    haze = site.light.haze
    pen.fill(box(-4, base - height * 0.5, TILE + 8, height * 0.5 + 34), down(base - height * 0.5, base + 20, faded(haze, 0), faded(haze, 0.55)))


def trunks(site: Site, depth: float, count: int, thick: float, colour: str, birch: bool = False) -> None:
    """Trunks that rise out of the frame: the inside of a forest."""
    random, pen = site.random, site.pen(depth)
    foot = site.horizon + (site.ground - site.horizon) * (depth - 0.5) * 1.9
    for x in site.across(count, 0.7):
        w = thick * random.uniform(0.7, 1.25)
        lean = random.uniform(-24, 24)
        bark, root = ("e9e6de", "dcd8ce") if birch else (colour, colour)
        pen.fill(smooth([(x - w * 1.25, foot + 12), (x - w * 0.7, foot - w * 0.4), (x - w * 0.5 + lean * 0.3, foot - site.high * 0.4),
                         (x - w * 0.42 + lean, -160), (x + w * 0.42 + lean, -160), (x + w * 0.5 + lean * 0.3, foot - site.high * 0.4),
                         (x + w * 0.7, foot - w * 0.4), (x + w * 1.25, foot + 12), (x + w * 0.4, foot + 7), (x - w * 0.4, foot + 9)],
                        tension=0.6), bark)  # fmt: skip
        pen.flat(ellipse(x, foot + 9, w * 1.1, w * 0.14), root)
        for _ in range(6 if birch else 3):
            y = random.uniform(0.1, 0.9) * foot
            if birch:
                pen.flat(ellipse(x + lean * (1 - y / foot) * 0.6, y, w * 0.34, 3.2), "4a4640")
            else:
                pen.string(x - w * 0.2, y, x - w * 0.16, y + random.uniform(30, 90), "3a2c26", 2.4)
        if site.snowy:
            pen.fill(ellipse(x, foot + 16, w * 1.9, w * 0.42), "f2f6fa")


def canes(site: Site, depth: float, count: int, thick: float) -> None:
    """Bamboo: jointed stems that rise out of the frame, with leaves in tufts."""
    random, pen = site.random, site.pen(depth)
    foot = site.horizon + (site.ground - site.horizon) * max(0.05, (depth - 0.4) * 1.5)
    for x in site.across(count, 0.9):
        w, lean = thick * random.uniform(0.7, 1.2), random.uniform(-60, 60)
        ink = pen.ink(random.choice(("6f9f48", "84b052", "5f8f46")))
        ring, step = toned(ink, -0.10), random.uniform(4.6, 6.2) * thick
        pen.fill(polygon([(x - w / 2, foot), (x - w * 0.4 + lean, -160), (x + w * 0.4 + lean, -160), (x + w / 2, foot)]), ink)
        y, leaves = foot - random.uniform(0.4, 1.0) * step, Path()
        while y > -120:
            cx = x + lean * (foot - y) / (foot + 160)
            pen.flat(box(cx - w * 0.54, y, w * 1.08, w * 0.16, w * 0.08), ring)
            if y < foot * 0.62 and random.random() < 0.5:
                for side, drop in ((-1, 0.1), (1, 0.0), (-1, 0.5), (1, 0.45)):
                    reach = thick * random.uniform(3.0, 4.6)
                    tip = (cx + side * reach, y + reach * (drop + 0.12))
                    bend = ((cx + tip[0]) / 2, y + reach * (drop - 0.12) * 0.5)
                    leaves.add(ribbon([(cx, y), bend, tip], [1.2, thick * 0.38, 0.5]))
            y -= step
        if leaves.verbs:
            pen.flat(leaves, toned(ink, 0.05))


def canopy(site: Site, depth: float, colours: tuple[str, ...], reach: float) -> None:
    """Leaves that hang in from above."""
    random, pen = site.random, site.pen(depth)
    for x in site.across(20, 0.9):
        cluster = Path()
        for _ in range(5):
            cluster.add(ellipse(x + random.uniform(-90, 90), random.uniform(-70, reach), random.uniform(48, 92)))
        pen.fill(cluster, random.choice(colours), 1.3)


def undergrowth(site: Site, depth: float, base: float, height: float, count: int, front: bool = False) -> None:
    """Ferns and broad leaves of a jungle."""
    random, pen = site.random, site.pen(depth, front=front)
    for x in site.across(count, 0.9):
        green = random.choice(("2f7a48", "3f8f4c", "5aa04a", "2a6a50"))
        for i in range(7):
            a = (i - 3) * 0.36 + random.uniform(-0.1, 0.1)
            h = height * random.uniform(0.7, 1.1)
            tip = (x + h * 1.1 * sin(a), base - h * cos(a) * 0.9)
            pen.band([(x, base), (x + h * 0.5 * sin(a), base - h * 0.62 * cos(a)), tip], [3, h * 0.11, 0.8], green)
