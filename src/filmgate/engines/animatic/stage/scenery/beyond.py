"""Places that few have been to: the deep sea, caves, volcanoes, the sky above the clouds, and nowhere at all."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import sin

from filmgate.engines.animatic.brush.colour import Colour, faded, hex_colour, mixed
from filmgate.engines.animatic.brush.paint import down
from filmgate.engines.animatic.brush.path import box, ellipse, polygon
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.land import ground, mounds, ridge, stones
from filmgate.engines.animatic.stage.scenery.site import TILE, Site
from filmgate.engines.animatic.stage.scenery.sky import beams, cloud, sky


def underwater(site: Site) -> None:
    pen = site.pen(0.0, pinned=True)
    pen.fill(box(-800, -500, site.wide + 1600, site.high + 1000), down(-60, site.high, *site.light.sky))
    pen.glow(site.wide * 0.5, -60, site.high * 0.9, site.light.sun, 0.5)
    beams(site, 7, 0.30)
    ridge(site, 0.3, site.horizon + 50, 46, "3f7f8f", (2, 5, 9))
    ridge(site, 0.55, site.horizon + 100, 34, "5f9a94", (3, 4, 8))
    mounds(site)
    ground(site, "d9c79a", top=site.ground - 60)
    stones(site, "7f8a8a")
    _reef(site, 0.8, site.ground - 30, 0.8)
    _weeds(site, 0.86, site.ground - 10, 250, 8)
    _weeds(site, 1.25, site.high + 60, 430, 5, front=True)
    site.surface = "deep"


def _reef(site: Site, depth: float, base: float, size: float) -> None:
    random, pen = site.random, site.pen(depth)
    for x in site.across(9):
        colour = random.choice(("e8607a", "f09a4a", "b86ad0", "f2c84b", "ee8fae"))
        if random.random() < 0.5:
            for i in range(5):
                a = (i - 2) * 0.42
                pen.band(
                    [
                        (x, base),
                        (x + 40 * size * sin(a), base - 50 * size),
                        (x + 90 * size * sin(a), base - random.uniform(90, 130) * size),
                    ],
                    [9 * size, 8 * size, 6 * size],
                    colour,
                )
        else:
            for i in range(6):
                pen.oval(x + (i - 2.5) * 22 * size, base - 18 * size - 14 * (i % 2), 22 * size, 30 * size, colour)


def _weeds(site: Site, depth: float, base: float, height: float, count: int, front: bool = False) -> None:
    random = site.random
    stems = [(x, height * random.uniform(0.6, 1.1), random.uniform(0, 6), random.choice(("3f8a5a", "2f7a5f", "5a9a4a")))
             for x in site.across(count * 2)]  # fmt: skip
    dark = faded(site.light.shade, 1.0)

    def sway(pen: Pen, t: float, gone: float) -> None:
        for place, tall, phase, colour in stems:
            x = site.seen(place, gone)
            points = [(x + 26 * sin(t * 0.9 + phase + i * 0.7) * i / 5, base - tall * i / 5) for i in range(6)]
            ink = pen.ink(colour)
            pen.band(points, [9, 12, 12, 10, 7, 1], mixed(ink, dark, 0.5) if front else ink)

    site.alive(depth, sway, front)


def cave(site: Site) -> None:
    pen = site.pen(0.1, pinned=True)
    pen.fill(
        box(-800, -500, site.wide + 1600, site.bottom + 500), down(0, site.high, (16, 18, 34, 255), (38, 42, 66, 255), (24, 24, 40, 255))
    )
    middle, y = site.wide * 0.56, site.horizon * 0.72
    pen.glow(middle, y, site.wide * 0.42, "8fc7e6", 0.55)
    pen.glow(middle, y, site.wide * 0.16, "e6f6ff", 0.75)
    ground(site, "4a4f66", near="34384e")
    random = site.random
    for depth, colour, reach in ((0.4, "4a5070", 0.3), (0.7, "343a56", 0.42), (0.95, "22273c", 0.5)):
        rock = site.pen(depth)
        for x in site.across(13, 0.9):
            w, h = random.uniform(50, 110), site.high * reach * random.uniform(0.35, 0.95)
            rock.poly([(x - w, -120), (x + w, -120), (x + w * 0.25, h * 0.6 - 40), (x + random.uniform(-8, 8), h)], colour)
            if random.random() < 0.5:
                rock.poly([(x - w * 0.7, site.ground - 40), (x + 6, site.ground - 40 - h * 0.4), (x + w * 0.7, site.ground - 40)], colour)
    gems = site.pen(0.9)
    for x in site.across(7):
        hue = random.choice(("6ff2e6", "b98aff", "ff8ad0"))
        gy = site.ground - random.uniform(20, 60)
        gems.glow(x, gy - 20, 90, hue, 0.4)
        for dx, tall in ((-16, 34), (0, 58), (16, 40)):
            gems.shine(
                polygon(
                    [(x + dx - 9, gy), (x + dx - 7, gy - tall * 0.7), (x + dx, gy - tall), (x + dx + 8, gy - tall * 0.66), (x + dx + 9, gy)]
                ),
                faded(hex_colour(hue), 0.8),
            )


def volcano(site: Site) -> None:
    sky(site)
    peak_x, top = site.wide * (0.64 if site.light.side < 0 else 0.36), site.horizon * 0.34
    pen = site.pen(0.22, pinned=True)
    pen.glow(peak_x, top, 420, "ff6a2a", 0.6)
    body = pen.ink("4a3d44")
    pen.fill(
        polygon([(peak_x - 620, site.horizon + 60), (peak_x - 90, top), (peak_x + 90, top), (peak_x + 640, site.horizon + 60)]),
        down(top, site.horizon, body, mixed(body, site.light.haze, 0.4)),
    )
    hot = hex_colour("ff8a3a")
    for dx, bend in ((-30, -130), (10, 30), (44, 190)):
        pen.band(
            [(peak_x + dx, top), (peak_x + dx + bend * 0.4, (top + site.horizon) / 2), (peak_x + dx + bend, site.horizon + 20)],
            [11, 8, 5],
            hot,
        )

    def erupt(live: Pen, t: float, gone: float) -> None:
        for i in range(12):
            s = (t * 0.12 + i / 12) % 1.0
            grey: Colour = mixed(hex_colour("6a4a48"), site.light.sky[1], s)
            live.dot(peak_x + (40 + 260 * s) * sin(i * 2.4) * s + 70 * s, top - 330 * s, 44 + 130 * s, faded(grey, 0.8 * (1 - s)))
        for i in range(26):
            s = (t * 0.55 + i * 0.618) % 1.0
            live.dot(
                peak_x + 260 * sin(i * 3.7) * s,
                top - 30 - 420 * s * (1.2 - s) * (0.5 + 0.5 * sin(i) ** 2),
                6 * (1 - s) + 2,
                faded(hot, 1 - s),
            )
        live.glow(peak_x, top, 150 + 14 * sin(t * 7), "ffb04a", 0.8)

    site.alive(0.22, erupt)
    ridge(site, 0.5, site.horizon + 30, 30, "3f363c", (3, 5, 11))
    ground(site, "4a4046", near="352d33")
    stones(site, "2c262c")
    cracks = site.pen(0.9)
    for x in site.across(9):
        y = site.random.uniform(site.horizon + 60, site.high)
        cracks.glow(x, y, 70, "ff7a2f", 0.35)
        cracks.curve([(x - 60, y), (x - 20, y - 8), (x + 10, y + 8), (x + 66, y)], hot, 5)


def high_sky(site: Site) -> None:
    """Above the clouds."""
    site.horizon = site.high * 0.98
    sky(site)
    for depth, y, size, count in ((0.25, 0.72, 1.3, 7), (0.5, 0.88, 2.0, 6), (0.8, 1.04, 2.9, 5)):
        pen = site.pen(depth, drift=-26 * depth)
        for x in site.across(count):
            cloud(pen, x, site.high * (y + site.random.uniform(-0.04, 0.04)), size * site.random.uniform(0.85, 1.2), site, 0.92)
    site.surface = "air"


def abstract(site: Site) -> None:
    """When a prompt names no place and no thing: rings of light over a soft horizon."""
    sky(site, clouds=False)
    random = site.random
    hues = [random.choice(("ff9a8a", "ffd27a", "9ad0ff", "b9a0ff", "8fe0c0")) for _ in range(7)]
    orbs = [(random.uniform(0.1, 0.9), random.uniform(0.12, 0.7), random.uniform(60, 190), hue, random.uniform(0, 6)) for hue in hues]

    def float_about(live: Pen, t: float, gone: float) -> None:
        for u, v, r, hue, phase in orbs:
            x, y = site.wide * u + 40 * sin(t * 0.5 + phase), site.high * v + 30 * sin(t * 0.7 + phase * 2)
            live.glow(x, y, r * 1.6, hue, 0.5)
            live.line(ellipse(x, y, r * (0.7 + 0.06 * sin(t + phase))), faded(hex_colour(hue), 0.6), 3)

    site.alive(0.3, float_about)
    ridge(site, 0.3, site.horizon + 20, 44, "7f8fb0", (2, 3, 7))
    ridge(site, 0.6, site.horizon + 90, 40, "6a7a9f", (2, 4, 5))
    ground(site, "5a6a92", top=site.ground - 40)
    site.pen(0.9).veil(box(-4, site.ground - 60, TILE + 8, 200), down(site.ground - 60, site.high, (255, 255, 255, 0), (255, 255, 255, 26)))
