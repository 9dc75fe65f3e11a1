"""Open land: ridges, mountains, dunes, and the ground that the actors stand on."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from filmgate.engines.animatic.brush.colour import Colour, faded, mixed
from filmgate.engines.animatic.brush.paint import down
from filmgate.engines.animatic.brush.path import Path, box, ellipse, polygon
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.site import TILE, Site

GRASS = {"spring": "86bd5c", "summer": "6ea84f", "autumn": "bd9a4c", "winter": "e9eff6"}
_FAR = {"spring": "7fae76", "summer": "6c9c6e", "autumn": "b08a58", "winter": "c9d6e4"}


def grass_colour(site: Site, far: bool = False) -> str:
    return (_FAR if far else GRASS)["winter" if site.snowy else site.setting.season]


def ridge(site: Site, depth: float, base: float, height: float, colour: str, waves: tuple[int, ...] = (2, 3, 7)) -> None:
    """Rolling hills in front of what is farther."""
    pen = site.pen(depth)
    line = site.profile(*((n, height / (1 + i * 0.9)) for i, n in enumerate(waves)))
    ink = pen.ink(colour)
    low = mixed(ink, site.light.haze, 0.35 * (1 - depth))
    pen.fill(site.area(line, base), down(base - height * 1.6, base + height + 160, ink, low))


def mountains(site: Site, depth: float, base: float, height: float, colour: str, snow: float = 0.42) -> None:
    """Jagged peaks, lit on one side, white above a line."""
    random, pen, light = site.random, site.pen(depth), site.light
    for x in sorted(site.across(7, 0.7), key=lambda _: random.random()):
        tall, half = height * random.uniform(0.55, 1.0), height * random.uniform(0.75, 1.15)
        top = base - tall
        lean = random.uniform(-0.12, 0.12) * half
        left, right = (x - half, base + 60), (x + half, base + 60)
        edge = [(x + lean * 0.4, top), (x + half * 0.12, top + tall * 0.3), (x - half * 0.06, top + tall * 0.5),
                (x + half * 0.16, top + tall * 0.78), (x + half * 0.02, base + 60)]  # fmt: skip
        body = pen.ink(colour)
        lit, dark = mixed(body, light.rim, 0.22), mixed(body, light.shade, 0.2)
        west, east = (lit, dark) if light.side < 0 else (dark, lit)
        haze = light.haze
        pen.fill(polygon([left, *edge]), down(top, base + 60, west, mixed(west, haze, 0.6)))
        pen.fill(polygon([right, *edge]), down(top, base + 60, east, mixed(east, haze, 0.6)))
        if snow > 0:
            _snow_cap(pen, edge[0], half, tall, snow * random.uniform(0.8, 1.15), light.side, site)


def _snow_cap(pen: Pen, peak: tuple[float, float], half: float, tall: float, share: float, side: int, site: Site) -> None:
    x, y = peak
    deep = tall * share
    slope = half / (tall + 60)
    teeth = []
    for i in range(9):
        s = i / 8 * 2 - 1
        teeth.append((x + s * deep * slope * 0.98, y + deep * (0.98 if i % 2 == 0 else 0.68) * (1 - 0.18 * (1 - abs(s)))))
    white = pen.ink("f7fafd")
    pen.flat(polygon([peak, *reversed(teeth)]), white)
    shaded = [tooth for tooth in teeth if (tooth[0] - x) * side < deep * slope * 0.06]
    if len(shaded) > 2:
        pen.flat(polygon([peak, *shaded]), faded(mixed(white, site.light.shade, 0.5), 0.35))


def ground(site: Site, colour: str, top: float | None = None, near: str | None = None) -> None:
    """The plain from the horizon to the actors and beyond."""
    start = site.horizon if top is None else top
    pen = site.pen(0.5)
    far = site.light.lit(colour, 0.45)
    close = site.light.lit(near or colour, 1.0)
    line = site.profile((2, 7), (5, 4))
    pen.fill(site.area(line, start), down(start - 10, site.high, far, mixed(far, close, 0.65), close))


def lie_of_land(site: Site, y: float) -> float:
    """The depth of a place on the ground, by its height in the frame."""
    share = (y - site.horizon) / (site.ground - site.horizon)
    return min(1.25, 0.5 + 0.5 * share)


def tufts(site: Site, colour: str, count: int = 70, front: bool = True) -> None:
    """Grass in rows, nearer ones larger, the nearest before the actors."""
    random = site.random
    span = site.high - site.horizon
    for row in range(4):
        y = site.horizon + span * (0.16 + 0.2 * row)
        pen = site.pen(lie_of_land(site, y))
        ink = mixed(pen.ink(colour), site.light.shade, 0.16 + 0.03 * row)
        for x in site.across(count):
            lean = random.uniform(-0.3, 0.3)
            pen.by((13 + 9 * row, -lean * (13 + 9 * row), x, 0, 13 + 9 * row, y + random.uniform(-20, 20))).flat(_TUFT, ink)
    if front:
        pen = site.pen(1.28, front=True)
        ink = mixed(pen.ink(colour), site.light.shade, 0.42)
        for x in site.across(38):
            size, lean = random.uniform(60, 120), random.uniform(-0.3, 0.3)
            pen.by((size, -lean * size, x, 0, size, site.high + random.uniform(6, 44))).flat(_TUFT, ink)


def _tuft() -> Path:
    """Four blades of grass, one unit high."""
    path = Path()
    for dx, tall, bend in ((-0.34, 0.7, -0.3), (-0.1, 1.0, -0.05), (0.14, 0.85, 0.2), (0.36, 0.6, 0.42)):
        path.move(dx * 0.5 - 0.05, 0).line(dx + bend * 0.5, -tall).line(dx * 0.5 + 0.07, 0).close()
    return path


_TUFT = _tuft()


def flowers(site: Site, count: int = 46) -> None:
    """Dots of colour in the grass."""
    random = site.random
    span = site.high - site.horizon
    for row in range(3):
        y = site.horizon + span * (0.34 + 0.26 * row)
        pen = site.pen(lie_of_land(site, y))
        for x in site.across(count // (row + 1)):
            dy, r = random.uniform(-26, 26), 3.0 + 1.7 * row
            colour = random.choice(("f6f0e2", "f2c84b", "e86a8a", "b78ae0", "f08a4b"))
            pen.string(x, y + dy, x, y + dy + r * 3.4, "4f7a3c", r * 0.5)
            for px, py in ((-0.8, 0), (0.8, 0), (0, -0.8), (0, 0.8)):
                pen.dot(x + px * r, y + dy + py * r, r * 0.75, colour)
            pen.dot(x, y + dy, r * 0.55, "f6d24b")


def stones(site: Site, colour: str, count: int = 14) -> None:
    """Rounded rocks, lit from above."""
    random = site.random
    for row in range(3):
        y = site.horizon + (site.high - site.horizon) * (0.24 + 0.3 * row)
        pen = site.pen(lie_of_land(site, y))
        for x in site.across(count // 2):
            r = random.uniform(8, 22) * (1 + row * 0.7)
            dy = random.uniform(-24, 24)
            pen.veil(ellipse(x, y + dy + r * 0.12, r * 1.5, r * 0.3), faded(site.light.shade, 0.28))
            pen.blob([(x - r, y + dy), (x - r * 0.6, y + dy - r * 0.72), (x + r * 0.3, y + dy - r * 0.84),
                      (x + r * 1.05, y + dy - r * 0.2), (x + r, y + dy + r * 0.1)], colour, 0.8)  # fmt: skip


def mounds(site: Site) -> None:
    """Soft drifts of snow or sand, with blue shadows."""
    colour = "f3f7fb" if site.setting.place not in {"desert", "beach", "mars"} else "eccb92"
    span = site.high - site.horizon
    for row in range(3):
        y = site.horizon + span * (0.14 + 0.27 * row)
        pen = site.pen(lie_of_land(site, y))
        line = site.profile((3, 12 + 7 * row), (5, 8), (9, 4))
        bright = pen.ink(colour)
        shade: Colour = mixed(bright, site.light.shade, 0.10)
        pen.fill(site.area(line, y), down(y - 24, y + span * 0.3, bright, mixed(bright, shade, 0.7), shade))


def path_strip(site: Site, top: float, bottom: float, colour: str) -> None:
    """A band of other ground, such as a road, along the actors' way."""
    pen = site.pen(0.97)
    ink = pen.ink(colour)
    pen.fill(box(-4, top, TILE + 8, bottom - top), down(top, bottom, mixed(ink, site.light.haze, 0.12), ink))
