"""Rooms: walls, floors, windows and what stands against the wall; also the theatre and the studio."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import sin

from filmgate.engines.animatic.brush.colour import faded, mixed, toned
from filmgate.engines.animatic.brush.paint import along, around, down
from filmgate.engines.animatic.brush.path import Path, box, ellipse, polygon, smooth
from filmgate.engines.animatic.stage.light import light_for
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.site import Site

_WALLS = ("c9755f", "5f8a86", "7a6a9a", "b98a4c", "6f8f6a", "a9637a")
_EDGE = 600.0
"""How far walls and floors reach beyond the frame."""


def wall_and_floor(site: Site, wall: str, floor: str, skirting: str = "f0e6d6") -> None:
    """The wall with its skirting board, and floor boards that run towards us."""
    h, pen = site.horizon, site.pen(0.72, pinned=True)
    ink = pen.ink(wall)
    pen.fill(box(-_EDGE, -400, site.wide + 2 * _EDGE, h + 401), along(0, -100, site.wide, h, toned(ink, 0.05), ink, toned(ink, -0.10)))
    stripe = faded(toned(ink, -0.05), 0.5)
    for i in range(-9, int(site.wide / 66) + 10):
        pen.flat(box(i * 66, -400, 26, h + 400), stripe)
    base = site.pen(0.78, pinned=True)
    base.box(-_EDGE, h - 26, site.wide + 2 * _EDGE, 30, skirting)
    boards = site.pen(0.86, pinned=True)
    wood = boards.ink(floor)
    boards.fill(box(-_EDGE, h, site.wide + 2 * _EDGE, site.bottom - h), down(h, site.high, toned(wood, -0.07), toned(wood, 0.03)))
    middle = site.wide / 2
    for i in range(-16, 17):
        x = middle + i * 120
        boards.string(x, h, middle + (x - middle) * 2.3, site.bottom, toned(wood, -0.12), 2)


def window(site: Site, x: float, y: float, w: float, h: float) -> None:
    """A window to the sky of the day's time, with curtains, and its light on the floor."""
    outside = light_for(site.setting, site.light.side)
    pen = site.pen(0.74, pinned=True)
    pen.box(x - 16, y - 16, w + 32, h + 32, "f3ebdc", 6)
    pen.fill(box(x, y, w, h), down(y, y + h, *outside.sky))
    tree = site.light.haze if outside.dark else mixed(outside.lit("5f8f5a"), outside.haze, 0.35)
    hill = smooth(
        [(x, y + h), (x, y + h * 0.72), (x + w * 0.3, y + h * 0.64), (x + w * 0.7, y + h * 0.76), (x + w, y + h * 0.68), (x + w, y + h)],
        tension=0.5,
    )
    pen.flat(hill, mixed(tree, outside.haze, 0.4))
    if outside.dark:
        pen.dot(x + w * 0.72, y + h * 0.24, w * 0.09, outside.sun)
        pen.glow(x + w * 0.72, y + h * 0.24, w * 0.3, outside.sun, 0.4)
        for i in range(9):
            pen.dot(x + w * ((i * 0.37 + 0.1) % 0.95), y + h * ((i * 0.23 + 0.08) % 0.55), 1.6, (255, 255, 255, 200))
    pen.box(x + w / 2 - 5, y, 10, h, "f3ebdc")
    pen.box(x, y + h * 0.45, w, 10, "f3ebdc")
    pen.box(x - 30, y + h + 12, w + 60, 18, "f7f0e2", 5)
    weather = set(site.setting.weather)
    if weather & {"rain", "storm", "snow"}:
        _fall_behind_glass(site, x, y, w, h, "snow" in weather)
    cloth = site.pen(0.76, pinned=True)
    for side in (-1, 1):
        edge = x - 40 if side < 0 else x + w + 40
        inner = x + w * 0.17 if side < 0 else x + w * 0.83
        for i in range(4):
            a, b = edge + (inner - edge) * i / 4, edge + (inner - edge) * (i + 1) / 4
            cloth.poly(
                [(a, y - 34), (b, y - 34), (b - side * i * 6, y + h + 70), (a - side * i * 6, y + h + 74)], "d9a05c" if i % 2 else "cf9450"
            )
    cloth.limb(x - 70, y - 38, 6, x + w + 70, y - 38, 6, "7a5636")
    glow = outside.rim if not outside.dark else outside.haze
    beam = polygon(
        [
            (x, site.horizon + 20),
            (x + w, site.horizon + 20),
            (x + w - 190 * site.light.side, site.high + 90),
            (x - 190 * site.light.side - w * 0.2, site.high + 90),
        ]
    )
    site.pen(0.88, pinned=True).veil(beam, down(site.horizon, site.high, faded(glow, 0.30), faded(glow, 0.02)))


def _fall_behind_glass(site: Site, x: float, y: float, w: float, h: float, snow: bool) -> None:
    random = site.random
    drops = [(random.random(), random.random(), random.uniform(0.7, 1.3)) for _ in range(26)]

    def fall(pen: Pen, t: float, gone: float) -> None:
        for u, v, speed in drops:
            py = y + ((v + t * speed * (0.14 if snow else 1.3)) % 1.0) * h
            if snow:
                pen.dot(x + u * w, py, 3, (255, 255, 255, 220))
            else:
                pen.string(x + u * w, py, x + u * w - 2, min(y + h, py + 20), (220, 235, 250, 130), 2)

    site.alive(0.745, fall)


def picture_frame(pen: Pen, x: float, y: float, w: float, h: float, colours: tuple[str, str]) -> None:
    pen.box(x - 9, y - 9, w + 18, h + 18, "8a5f36", 3)
    pen.box(x, y, w, h, colours[0])
    pen.blob(
        [(x, y + h), (x, y + h * 0.7), (x + w * 0.35, y + h * 0.45), (x + w * 0.7, y + h * 0.72), (x + w, y + h * 0.6), (x + w, y + h)],
        colours[1],
        0.5,
    )
    pen.dot(x + w * 0.7, y + h * 0.28, w * 0.09, "f6dc8a")


def lamp_stand(site: Site, x: float) -> None:
    """A floor lamp whose light breathes a little."""
    foot, top = site.horizon + 40, site.horizon - 300
    pen = site.pen(0.82, pinned=True)
    pen.glow(x, top + 20, 420, "ffcf87", 0.42)
    pen.oval(x, foot, 44, 11, "3a2f2c")
    pen.limb(x, foot, 5, x, top, 4, "4a3d36")
    pen.poly([(x - 40, top - 46), (x + 40, top - 46), (x + 66, top + 40), (x - 66, top + 40)], "f2cf8a")
    pen.veil(ellipse(x, top + 40, 64, 9), (255, 244, 214, 220))
    cone = polygon([(x - 64, top + 42), (x + 64, top + 42), (x + 230, foot + 120), (x - 230, foot + 120)])
    pen.veil(cone, down(top, foot + 120, (255, 220, 150, 70), (255, 220, 150, 0)))


def rug(site: Site) -> None:
    """A round carpet under the actors."""
    pen = site.pen(1.0, pinned=True)
    middle, y = site.wide / 2, site.ground + 6
    rx = site.wide * 0.40
    for share, colour in ((1.0, "a5473f"), (0.9, "e3c79a"), (0.84, "a5473f"), (0.5, "d9a860"), (0.46, "8f3a3a")):
        pen.flat(ellipse(middle, y, rx * share, 78 * share), colour)


def pot_plant(site: Site, x: float) -> None:
    foot, pen = site.horizon + 34, site.pen(0.84, pinned=True)
    for i in range(9):
        a = (i - 4) * 0.3
        tip = (x + 150 * sin(a), foot - 110 - 150 * (1 - abs(a) * 0.42))
        pen.band([(x, foot - 70), (x + 62 * sin(a), foot - 140), tip], [5, 22, 1], "4f8f52" if i % 2 else "3f7a48")
    pen.poly([(x - 46, foot - 84), (x + 46, foot - 84), (x + 34, foot), (x - 34, foot)], "c9744a")
    pen.box(x - 52, foot - 92, 104, 18, "d98a5c", 5)


def shelves(site: Site, x: float, y: float, w: float, h: float, rows: int, pen: Pen | None = None) -> None:
    """Books on boards."""
    pen = pen or site.pen(0.77, pinned=True)
    random = site.random
    pen.box(x - 12, y - 12, w + 24, h + 24, "6a4630", 4)
    pen.flat(box(x, y, w, h), "3f2a20")
    row_h = h / rows
    for row in range(rows):
        cursor = x + 4
        low = y + (row + 1) * row_h - 8
        while cursor < x + w - 16:
            bw, bh = random.uniform(9, 21), row_h * random.uniform(0.58, 0.84)
            colour = random.choice(("b0483f", "d9a04a", "4a7a6a", "3f5f8f", "7a4a7a", "e3d3b0", "8f5a3a", "5a7a4a"))
            pen.fill(box(cursor, low - bh, bw, bh, 1.5), colour, 0.4)
            cursor += bw + 1.5
            if random.random() < 0.08:
                cursor += 24
        pen.box(x, low, w, 8, "7a5238")


def room(site: Site) -> None:
    """A living room."""
    random = site.random
    wall_and_floor(site, random.choice(_WALLS), "a9744a")
    left = site.light.side < 0
    w = min(330.0, site.wide * 0.28)
    h = min(site.horizon * 0.5, 420.0)
    x = site.wide * 0.07 if left else site.wide * 0.93 - w
    window(site, x, site.horizon - h - 120, w, h)
    pen = site.pen(0.75, pinned=True)
    px = site.wide * (0.60 if left else 0.24)
    picture_frame(pen, px, site.horizon - h - 70, 130, 104, ("9fc3d0", "6f9a6a"))
    if not site.view.upright:
        picture_frame(pen, px + 180, site.horizon - h - 20, 92, 116, ("e3b98a", "a5583f"))
    lamp_stand(site, site.wide * (0.88 if left else 0.12))
    pot_plant(site, site.wide * (0.05 if left else 0.96))
    rug(site)


def kitchen(site: Site) -> None:
    wall_and_floor(site, "9fb8a8", "c9a274")
    pen = site.pen(0.75, pinned=True)
    top = site.horizon - 150
    for i in range(-6, int(site.wide / 60) + 7):
        for j in range(4):
            pen.flat(box(i * 60 + 2, top - 200 + j * 48, 56, 44, 4), "dfe9e0" if (i + j) % 2 else "cfdfd4")
    window(site, site.wide * 0.34, max(40.0, top - 420), site.wide * 0.24, 250)
    counter = site.pen(0.8, pinned=True)
    counter.box(-_EDGE, top, site.wide + 2 * _EDGE, 150, "d9cdb8")
    counter.box(-_EDGE, top - 14, site.wide + 2 * _EDGE, 24, "8a5f3f")
    for i in range(-4, int(site.wide / 150) + 5):
        counter.box(i * 150 + 8, top + 20, 134, 118, "cbbda4", 6)
        counter.dot(i * 150 + 126, top + 74, 6, "8a5f3f")
    for x in (0.1, 0.8):
        base = site.wide * x
        counter.box(base, top - 74, 60, 62, "c9553f", 10)
        counter.box(base + 80, top - 54, 42, 42, "e3b24a", 8)


def library(site: Site) -> None:
    wall_and_floor(site, "5a4636", "7a5236", "4a3326")
    pen = site.pen(0.76, pinned=True)
    count = max(2, round(site.wide / 420))
    w = site.wide / count
    for i in range(-1, count + 1):
        shelves(site, i * w + 26, 40, w - 52, site.horizon - 80, 5 if not site.view.upright else 7, pen)
    lamp_stand(site, site.wide * 0.86)
    rug(site)


def theatre(site: Site) -> None:
    """A stage with curtains and spotlights."""
    h, pen = site.horizon, site.pen(0.7, pinned=True)
    pen.fill(box(-_EDGE, -400, site.wide + 2 * _EDGE, h + 420), down(0, h, (24, 16, 34, 255), (58, 30, 56, 255)))
    boards = site.pen(0.86, pinned=True)
    boards.fill(box(-_EDGE, h, site.wide + 2 * _EDGE, site.bottom - h), down(h, site.high, (92, 54, 38, 255), (150, 92, 58, 255)))
    for i in range(-16, 17):
        x = site.wide / 2 + i * 110
        boards.string(x, h, site.wide / 2 + (x - site.wide / 2) * 2.2, site.bottom, (70, 40, 30, 255), 2)
    random = site.random
    lamps = [(site.wide * x, colour, random.uniform(0, 6)) for x, colour in
             ((0.2, "ff9ec4"), (0.42, "fff0c9"), (0.6, "fff0c9"), (0.82, "8fc7ff"))]  # fmt: skip

    def spots(live: Pen, t: float, gone: float) -> None:
        for x, colour, phase in lamps:
            shine = live.light.glowing(colour)
            aim = site.wide / 2 + (x - site.wide / 2) * 0.35 + 90 * sin(t * 0.6 + phase)
            cone = polygon([(x - 16, -30), (x + 16, -30), (aim + 190, site.ground + 20), (aim - 190, site.ground + 20)])
            live.veil(cone, down(-30, site.ground, faded(shine, 0.44), faded(shine, 0.05)))
            live.veil(ellipse(aim, site.ground + 14, 210, 44), around(aim, site.ground + 14, 210, faded(shine, 0.38), faded(shine, 0)))

    site.alive(0.88, spots)
    site.gloss = 0.12
    curtain = site.pen(1.1, pinned=True, front=False)
    fold = site.wide * 0.036
    for side in (-1, 1):
        for i in range(-7, 4):
            x = i * fold if side < 0 else site.wide - (i + 1) * fold
            curtain.fill(polygon([(x, -300), (x + fold, -300), (x + fold * 0.9, site.bottom), (x + fold * 0.1, site.bottom)]),
                         along(x, 0, x + fold, 0, (120, 20, 36, 255), (190, 40, 52, 255), (104, 16, 32, 255)))  # fmt: skip
    top = Path().move(-_EDGE, -400)
    for i in range(17):
        x = -200 + i * (site.wide + 400) / 16
        top.line(x, 70 + (26 if i % 2 else 0))
    curtain.fill(top.line(site.wide + _EDGE, -400).close(), down(-40, 100, (120, 18, 36, 255), (196, 42, 54, 255)))


def studio(site: Site) -> None:
    """A seamless sweep of colour with a soft light: for things shown by themselves."""
    hue = site.random.choice(("e9d9c0", "d3e0e6", "e6d0d3", "d6e3d0", "dcd6e9"))
    ink = site.light.lit(hue) if not site.light.dark else site.light.lit("46506e")
    pen = site.pen(0.6, pinned=True)
    pen.fill(
        box(-_EDGE, -400, site.wide + 2 * _EDGE, site.bottom + 400),
        down(0, site.high, toned(ink, -0.04), toned(ink, 0.03), toned(ink, 0.02), toned(ink, -0.09)),
    )
    middle = site.wide / 2
    pen.veil(ellipse(middle, site.ground * 0.6, site.wide * 0.62, site.high * 0.5),
             around(middle, site.ground * 0.6, site.wide * 0.6, (255, 255, 255, 120), (255, 255, 255, 0)))  # fmt: skip
    site.gloss = 0.14
