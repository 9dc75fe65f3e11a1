"""Space: stars and planets, the moon, Mars, and the launch pad from which one gets there."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from filmgate.engines.animatic.brush.colour import faded, hex_colour, toned
from filmgate.engines.animatic.brush.paint import Gradient, around
from filmgate.engines.animatic.brush.path import Path, ellipse, polygon
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.land import ground, mountains, ridge, stones
from filmgate.engines.animatic.stage.scenery.site import Site
from filmgate.engines.animatic.stage.scenery.sky import sky, stars, twinkle


def nebula(site: Site) -> None:
    """Coloured clouds of light among the stars."""
    random, pen = site.random, site.pen(0.02, pinned=True)
    for hue in ("7a3fa8", "2f5fb8", "b03f7a", "2f8a9a"):
        x, y = random.uniform(0, site.wide), random.uniform(0, site.high)
        for _ in range(4):
            pen.glow(x + random.uniform(-260, 260), y + random.uniform(-170, 170), random.uniform(200, 420), hue, 0.17)


def planet(pen: Pen, x: float, y: float, r: float, colour: str, ring: bool, side: int) -> None:
    """A banded globe with a dark side."""
    base = hex_colour(colour)
    pen.glow(x, y, r * 1.7, colour, 0.26)
    pen.veil(ellipse(x, y, r), around(x + side * r * 0.5, y - r * 0.5, r * 1.7, toned(base, 0.12), base, toned(base, -0.3)))
    for k, (dy, wide) in enumerate(((-0.46, 0.86), (-0.12, 0.985), (0.26, 0.955), (0.55, 0.81))):
        pen.veil(ellipse(x, y + dy * r, r * wide, r * 0.075), faded(toned(base, 0.10 if k % 2 else -0.10), 0.3))
    if ring:
        band = ellipse(x, y, r * 1.85, r * 0.42)
        pen.line(band, faded(toned(base, 0.16), 0.75), r * 0.13)
        pen.line(ellipse(x, y, r * 1.55, r * 0.34), faded(toned(base, 0.02), 0.6), r * 0.07)
        upper = Path().move(x - r, y).curve(x - r, y - r * 1.33, x + r, y - r * 1.33, x + r, y).close()
        pen.veil(upper, around(x + side * r * 0.5, y - r * 0.5, r * 1.7, toned(base, 0.12), base, toned(base, -0.3)))


def space(site: Site) -> None:
    site.horizon = site.high * 1.02
    bright = sky(site, disc=False, glitter=False)
    nebula(site)
    twinkle(site, bright + stars(site, 1.0, site.high), 1.0)
    random = site.random
    shown = {"planet", "earth", "moon", "sun"}
    pen = site.pen(0.08, pinned=True)
    if site.setting.place == "space" and not shown & site.things:
        side = -site.light.side
        x = site.wide * (0.80 if side > 0 else 0.2)
        planet(
            pen,
            x,
            site.high * 0.24,
            min(site.wide, site.high) * 0.13,
            random.choice(("d98a5c", "c9a26a", "6a9ad0", "b87ad0")),
            True,
            site.light.side,
        )
        planet(pen, site.wide * (0.14 if side > 0 else 0.86), site.high * 0.82, 42, "8fb0d9", False, site.light.side)
    site.surface = "air"
    dust = [(random.uniform(0, 1), random.uniform(0, 1), random.uniform(0.5, 1.6)) for _ in range(26)]

    def drift(live: Pen, t: float, gone: float) -> None:
        for u, v, s in dust:
            x = ((u - t * 0.012 * s - gone / 3000) % 1.0) * (site.wide + 200) - 100
            live.dot(x, v * site.high, 1.5 * s, (210, 225, 255, 120))

    site.alive(0.6, drift)


def craters(site: Site, colour: str) -> None:
    random = site.random
    for row in range(3):
        y = site.horizon + (site.high - site.horizon) * (0.16 + 0.27 * row)
        pen = site.pen(0.55 + 0.24 * row)
        ink = pen.ink(colour)
        for x in site.across(8 - row):
            r, dy = random.uniform(26, 62) * (0.6 + 0.6 * row), random.uniform(-22, 22)
            pen.veil(ellipse(x, y + dy, r, r * 0.26), toned(ink, -0.14))
            pen.veil(ellipse(x, y + dy + r * 0.05, r * 0.86, r * 0.19), toned(ink, -0.06))
            pen.line(
                Path().move(x - r, y + dy).curve(x - r * 0.6, y + dy + r * 0.36, x + r * 0.6, y + dy + r * 0.36, x + r, y + dy),
                toned(ink, 0.10),
                3,
            )


def moon(site: Site) -> None:
    sky(site, disc=False)
    twinkle(site, stars(site, 1.0), 1.0)
    if "earth" not in site.things:
        earth(
            site.pen(0.04, pinned=True),
            site.wide * (0.76 if site.light.side < 0 else 0.24),
            site.horizon * 0.4,
            min(site.wide, site.high) * 0.11,
        )
    ridge(site, 0.35, site.horizon + 10, 46, "8f939c", (3, 5, 11))
    ground(site, "b9bcc4")
    craters(site, "b9bcc4")
    stones(site, "9a9da6")


def earth(pen: Pen, x: float, y: float, r: float) -> None:
    pen.glow(x, y, r * 1.8, "6fb0ff", 0.4)
    pen.veil(ellipse(x, y, r), around(x - r * 0.4, y - r * 0.4, r * 1.6, hex_colour("6fc0f2"), hex_colour("2f74c9"), hex_colour("12265a")))
    land = hex_colour("5fa05a", 0.9)
    for dx, dy, rx, ry in ((-0.3, -0.32, 0.36, 0.24), (-0.12, 0.22, 0.2, 0.34), (0.42, -0.1, 0.24, 0.36), (0.2, 0.62, 0.2, 0.1)):
        pen.veil(ellipse(x + dx * r, y + dy * r, rx * r, ry * r), land)
    for dx, dy, rx in ((-0.1, -0.6, 0.5), (0.1, 0.05, 0.6), (-0.3, 0.5, 0.4)):
        pen.veil(ellipse(x + dx * r, y + dy * r, rx * r, r * 0.06), (255, 255, 255, 150))


def mars(site: Site) -> None:
    sky(site)
    mountains(site, 0.2, site.horizon + 26, site.horizon * 0.3, "b5623c", snow=0)
    ridge(site, 0.42, site.horizon + 16, 26, "b8613a", (2, 5, 9))
    ground(site, "c9703f", near="b55a30")
    craters(site, "bf683c")
    stones(site, "8f4528")


def launchpad(site: Site) -> None:
    sky(site)
    ridge(site, 0.2, site.horizon + 4, 22, "3f5a5a", (2, 5, 9))
    ground(site, "6f7a72", near="5f666a")
    pen = site.pen(0.84, pinned=True)
    x = site.wide * 0.5 - 330 * min(1.0, site.wide / 1300)
    foot, top = site.ground - 20, site.ground - min(760.0, site.high * 0.66)
    for dx in (0, 76):
        pen.limb(x + dx, foot, 7, x + dx, top, 6, "8a3f38")
    steps = int((foot - top) / 62)
    for i in range(steps):
        y = foot - i * 62
        pen.string(x, y, x + 76, y - 62, "a5524a", 5)
        pen.string(x, y, x + 76, y, "a5524a", 5)
    for share in (0.35, 0.75):
        pen.limb(x + 76, foot + (top - foot) * share, 6, x + 190, foot + (top - foot) * share, 5, "a5524a")
    pen.shine(ellipse(x + 38, top - 12, 7), "ff5a4a")
    pen.glow(x + 38, top - 12, 46, "ff5a4a", 0.6)
    pad = site.pen(0.98, pinned=True)
    middle = site.wide * 0.5
    pad.box(middle - 330, site.ground - 12, 660, 64, "565c66", 8)
    pad.box(middle - 350, site.ground - 16, 700, 18, "7f8690", 6)
    for i in range(11):
        pad.flat(
            polygon(
                [
                    (middle - 330 + i * 62, site.ground + 4),
                    (middle - 300 + i * 62, site.ground + 4),
                    (middle - 316 + i * 62, site.ground + 18),
                    (middle - 346 + i * 62, site.ground + 18),
                ]
            ),
            "e3b23c",
        )
    if site.light.dark:
        for side in (-1, 1):
            lx = middle + side * site.wide * 0.42
            beam = polygon([(lx, site.ground - 6), (middle + side * 60, top - 60), (middle - side * 110, top - 20)])
            pen.veil(beam, Gradient((lx, site.ground, middle, top), [(0, (230, 240, 255, 90)), (1, (230, 240, 255, 0))]))
            pad.box(lx - 20, site.ground - 20, 40, 20, "3a3f4a", 4)
