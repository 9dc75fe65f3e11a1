"""Places with a character of their own: the savanna, a swamp, a stadium, a wall of water."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import exp, sin

from filmgate.engines.animatic.brush.colour import Colour, faded, mixed
from filmgate.engines.animatic.brush.paint import down
from filmgate.engines.animatic.brush.path import Path, box, ellipse
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery import land, trees, water
from filmgate.engines.animatic.stage.scenery.site import TILE, Site
from filmgate.engines.animatic.stage.scenery.sky import haze_band, sky

_WHITE: Colour = (255, 255, 255, 255)
_CROWD = ("e8574a", "f2c24b", "4f8fd0", "f4f0e6", "6fae6a", "b06fc0", "2f3a55")


def savanna(site: Site) -> None:
    """Dry grass to the horizon, and flat crowns of acacias."""
    sky(site)
    land.ridge(site, 0.12, site.horizon - 8, 46, "a58a86", (1, 2, 3))
    haze_band(site, 0.14, site.horizon - 90, site.horizon + 30, 0.6)
    _acacias(site, 0.3, site.horizon + 10, site.high * 0.17, 6)
    land.ridge(site, 0.32, site.horizon + 16, 16, "cfa95c", (2, 3, 5))
    _acacias(site, 0.5, site.horizon + 44, site.high * 0.34, 2)
    near = "d6ae58" if site.setting.season != "spring" else "a9b45c"
    land.ground(site, near, top=site.horizon + 34, near="c4963f")
    land.tufts(site, "b48a3c", 64)
    land.stones(site, "a58a6a", 4)


def _acacias(site: Site, depth: float, base: float, height: float, count: int) -> None:
    random, pen = site.random, site.pen(depth)
    for x in site.across(count, 0.9):
        h = height * random.uniform(0.8, 1.15)
        top, wood = base - h, "5d4636"
        for side in (-0.34, -0.1, 0.3):
            tip = (x + side * h * 1.1, top + h * 0.12)
            pen.band([(x, base + 4), (x + side * h * 0.12, base - h * 0.42), tip], [h * 0.035, h * 0.024, h * 0.008], wood)
        for dx, dy, rx in ((-0.34, 0.13, 0.36), (0.32, 0.10, 0.4), (0.0, 0.0, 0.58)):
            crown = Path()
            for k in range(7):
                s = (k - 3) / 3
                crown.add(ellipse(x + (dx + s * rx * 0.8) * h, top + (dy + 0.03 * s * s) * h, rx * h * 0.3, h * 0.075))
            pen.fill(crown, random.choice(("6f8044", "7d8a48", "647a42")), 1.5)


def swamp(site: Site) -> None:
    """Still dark water among trees."""
    site.ground = site.high * (0.84 if not site.view.upright else 0.8)
    sky(site, clouds=False)
    trees.tree_line(site, 0.12, site.horizon + 8, site.high * 0.24, "4a6a58")
    haze_band(site, 0.14, site.horizon - site.high * 0.2, site.horizon + 40, 0.6)
    trees.trunks(site, 0.3, 12, 24, "4f5a48")
    water.surface(site, site.horizon, clear=0.3)
    site.surface, site.gloss = "water", 0.34
    film = faded(site.light.lit("33502f", 0.9), 0.5)
    site.pen(0.4, pinned=True).veil(box(-900, site.horizon, site.wide + 1800, site.bottom - site.horizon), down(site.horizon, site.high, faded(film, 0.25), film))
    pads, random = site.pen(0.7), site.random
    for x in site.across(26, 0.9):
        r = random.uniform(14, 30)
        pads.oval(x, site.horizon + random.uniform(0.25, 0.9) * (site.ground - site.horizon), r * 1.7, r * 0.42, random.choice(("5f8f4a", "4f7f46")))
    haze_band(site, 0.6, site.horizon - 30, site.horizon + site.high * 0.14, 0.4)
    trees.canopy(site, 0.9, ("3f6a44", "35603f", "4a7a48"), site.high * 0.03)
    trees.undergrowth(site, 1.24, site.high + 50, site.high * 0.2, 6, front=True)


def stadium(site: Site) -> None:
    """A striped pitch before full stands, with lamps on masts."""
    sky(site)
    random, base = site.random, site.horizon + 26
    masts = site.pen(0.3)
    top = base - 0.42 * site.high
    for x in site.across(4, 0.2):
        masts.limb(x, base, 9, x, top, 6, "8a93a4")
        masts.box(x - 64, top - 40, 128, 52, "5a6478", 6)
        for k in range(8):
            lx, ly = x - 46 + k % 4 * 31, top - 26 + k // 4 * 24
            masts.shine(ellipse(lx, ly, 10), "fff6d8")
            if site.glows and k in {1, 6}:
                masts.glow(lx, ly, 150, "fff0c4", 0.5)
    stands = site.pen(0.36)
    for high, low, colour in ((0.27, 0.15, "7b8496"), (0.145, 0.02, "6b7488")):
        y1, y2 = base - high * site.high, base - low * site.high
        stands.fill(box(-4, y1, TILE + 8, y2 - y1 + 8), colour)
        rows = [Path() for _ in _CROWD]
        for row in range(5):
            y = y1 + (row + 0.7) * (y2 - y1) / 5.2
            for k in range(92):
                x = (k + 0.5 * (row % 2)) * TILE / 92 + random.uniform(-5, 5)
                if random.random() < 0.86:
                    random.choice(rows).add(ellipse(x, y, 8, 9.5))
        for heads, ink in zip(rows, _CROWD, strict=True):
            if heads.verbs:
                stands.flat(heads, ink)
        stands.box(-4, y2 - 2, TILE + 8, 16, "e9ecf2")
    boards = site.pen(0.44)
    for i, x in enumerate(site.across(14, 0.0)):
        boards.box(x - TILE / 28, base - 8, TILE / 14, 34, ("d8453a", "2f5f9f", "f2c24b", "f4f0e6")[i % 4])
    land.ground(site, "63a84c", top=base + 22, near="4f9440")
    pitch = site.pen(0.72)
    for i, x in enumerate(site.across(20, 0.0)):
        if i % 2:
            pitch.veil(box(x - TILE / 40, base + 26, TILE / 20, site.bottom - base), faded(_WHITE, 0.07))
    for y, wide in ((base + 40, 4.0), (site.ground + 46, 9.0)):
        pitch.flat(box(-4, y, TILE + 8, wide), faded(pitch.ink("f6f6ee"), 0.85))


def wall_of_water(site: Site) -> None:
    """A wave that stands behind the actors, with foam along its crest."""
    far, near = water.water_colours(site)
    base, tall = site.ground + 30, site.high * 0.5
    glass = mixed(site.light.lit("54c4c0", 0.9), site.light.rim, 0.22)
    random, middle = site.random, site.wide / 2
    flecks = [(random.uniform(-1, 1), random.random(), random.uniform(0.5, 1.3)) for _ in range(70)]
    spray = [(random.uniform(-0.9, 0.9), random.random(), random.uniform(3, 9)) for _ in range(44)]

    def crest(x: float, t: float) -> float:
        s = (x - middle) / (0.62 * site.wide)
        return base - tall * exp(-1.5 * s * s) - 10 * sin(x / 90 + t * 1.3) - 6 * sin(x / 37 - t)

    def roll(pen: Pen, t: float, gone: float) -> None:
        xs = [-300 + 40.0 * i for i in range(round((site.wide + 600) / 40) + 1)]
        body = Path().move(xs[0], site.bottom)
        for x in xs:
            body.line(x, crest(x, t))
        body.line(xs[-1], site.bottom).close()
        pen.fill(body, down(base - tall, base + 40, glass, mixed(glass, near, 0.55), mixed(far, near, 0.8), near))
        streaks = Path()
        for s, start, long in flecks:
            u = (start + t * 0.30) % 1.0
            x = middle + s * site.wide * 0.56 + 60 * (1 - u) * (1 if s > 0 else -1)
            y = base - (base - crest(x, t)) * u
            streaks.add(ellipse(x, y, 2.6, 16 * long))
        pen.flat(streaks, faded(mixed(glass, _WHITE, 0.6), 0.42))
        foam = Path()
        for k, x in enumerate(xs):
            r = (15 + 8 * sin(k * 2.1 + t * 1.7)) * (0.4 + 0.6 * (base - crest(x, t)) / tall)
            foam.add(ellipse(x, crest(x, t) + 4, 30, r))
            foam.add(ellipse(x + 18, crest(x + 18, t) + r * 0.9, 20, r * 0.7))
        pen.flat(foam, mixed(mixed(far, _WHITE, 0.86), site.light.rim, 0.2))
        drops = Path()
        for s, start, r in spray:
            u = (start + t * 0.5) % 1.0
            x = middle + s * site.wide * 0.5 + 50 * u
            drops.add(ellipse(x, crest(x, t) - 80 * u * (1 - u) * 2.4 + 30 * u, r * (1 - 0.6 * u)))
        pen.flat(drops, faded(_WHITE, 0.8))

    site.alive(0.93, roll)
