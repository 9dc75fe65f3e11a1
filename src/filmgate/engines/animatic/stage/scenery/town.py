"""Towns: skylines, streets with lamps and signs, villages."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import sin

from filmgate.engines.animatic.brush.colour import faded, mixed, toned
from filmgate.engines.animatic.brush.paint import down
from filmgate.engines.animatic.brush.path import Path, box, ellipse, polygon
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.site import TILE, Site

NEON = ("ff3f9f", "2fe6ff", "a45cff", "ffd23f", "4dffa6", "ff6a3d")
_WALLS = ("c98a6a", "d9b48a", "a9785f", "8f9aa8", "cdb9a0", "b06f5c", "7f8a9a", "e0c9a6")
_TOWERS = ("7f93a8", "8a9bb0", "6f8096", "9aa4b4", "a39a98")


def neon_town(site: Site) -> bool:
    return site.style == "neon" or site.setting.era == "future"


def skyline(site: Site, depth: float, base: float, height: float, count: int) -> None:
    """Towers side by side with lit windows."""
    random, pen = site.random, site.pen(depth)
    neon = neon_town(site)
    windows, signs = Path(), Path()
    for x in site.across(count, 0.5):
        w, h = TILE / count * random.uniform(0.66, 1.06), height * random.uniform(0.45, 1.0)
        colour = random.choice(("232a52", "2a2350", "1d2f55") if neon else _TOWERS)
        top = base - h
        ink = pen.ink(colour)
        pen.fill(box(x - w / 2, top, w, h + 60), down(top, base, ink, mixed(ink, site.light.haze, 0.5)))
        crown = random.random()
        if crown < 0.3:
            pen.box(x - w * 0.3, top - h * 0.08, w * 0.6, h * 0.09, colour)
        elif crown < 0.5:
            pen.string(x, top, x, top - h * 0.22, colour, 3)
        elif crown < 0.62:
            pen.poly([(x - w / 2, top), (x, top - w * 0.5), (x + w / 2, top)], colour)
        columns, rows = max(2, int(w / 22)), max(3, int(h / 30))
        for row in range(rows):
            for column in range(columns):
                if random.random() < (0.45 if site.glows else 0.8):
                    wx = x - w / 2 + (column + 0.28) * w / columns
                    windows.add(box(wx, top + 12 + row * (h - 10) / rows, w / columns * 0.44, 11))
        if neon and random.random() < 0.6:
            signs.add(box(x - w * 0.5, top + h * random.uniform(0.05, 0.4), 7, h * 0.3, 3))
    if site.glows:
        pen.shine(windows, faded((255, 214, 140, 255), 0.30 + 0.5 * depth))
    else:
        pen.flat(windows, faded(mixed(site.light.sky[1], (255, 255, 255, 255), 0.4), 0.5))
    if neon:
        pen.shine(signs, random.choice(NEON))


def street_front(site: Site, depth: float, base: float, height: float) -> None:
    """House fronts along the street with shops below."""
    random, pen = site.random, site.pen(depth)
    neon = neon_town(site)
    x = 0.0
    widths = [random.uniform(210, 330) for _ in range(9)]
    scale = TILE / sum(widths)
    for width in widths:
        w, h = width * scale, height * random.uniform(0.72, 1.05)
        colour = random.choice(("2b2450", "1f2c52", "33224a", "1f2440") if neon else _WALLS)
        _house_front(site, pen, x, base, w, h, colour, neon)
        x += w
    if neon:
        _signs(site, depth, base, height)


def _house_front(site: Site, pen: Pen, x: float, base: float, w: float, h: float, colour: str, neon: bool) -> None:
    random, top = site.random, base - h
    ink = pen.ink(colour)
    pen.fill(box(x, top, w - 3, h + 6), down(top, base, toned(ink, 0.02), toned(ink, -0.06)))
    pen.box(x - 4, top - 10, w + 5, 16, "5f534c" if not neon else "15142c")
    floors, columns = max(2, int(h / 115)), max(2, int(w / 84))
    shop = min(118.0, h * 0.3)
    for floor in range(floors):
        y = top + 34 + floor * (h - shop - 40) / floors
        for column in range(columns):
            wx = x + (column + 0.24) * w / columns
            ww, wh = w / columns * 0.5, min(66.0, (h - shop) / floors * 0.6)
            pen.box(wx - 4, y - 4, ww + 8, wh + 8, "efe6d6" if not neon else "201c3a")
            if site.glows and random.random() < 0.5:
                glow = random.choice(("ffd48a", "ffe3b0", "f2b96a")) if not neon else random.choice(("ffcf7a", *NEON[:3]))
                pen.shine(box(wx, y, ww, wh), glow)
            else:
                pen.flat(box(wx, y, ww, wh), "3a4c66")
                pen.flat(polygon([(wx, y + wh * 0.55), (wx + ww * 0.6, y), (wx + ww, y), (wx, y + wh * 0.95)]), (255, 255, 255, 26))
    awning = random.choice(("c9443c", "3f7f6a", "d9983c", "4a6a9a"))
    sy = base - shop
    pen.box(x + w * 0.08, sy + 26, w * 0.84, shop - 28, "33404f")
    if site.glows:
        pen.shine(box(x + w * 0.1, sy + 30, w * 0.8, shop - 40), faded((255, 206, 130, 255), 0.85))
        pen.glow(x + w / 2, base - shop * 0.3, w * 0.55, "ffc76a", 0.4)
    for i in range(6):
        pen.flat(polygon([(x + w * (0.06 + i * 0.147), sy), (x + w * (0.06 + (i + 1) * 0.147), sy),
                          (x + w * (0.04 + (i + 1) * 0.153), sy + 34), (x + w * (0.04 + i * 0.153), sy + 34)]),
                 awning if i % 2 else "f3ead8")  # fmt: skip


def _signs(site: Site, depth: float, base: float, height: float) -> None:
    random = site.random
    signs = []
    for x in site.across(11):
        tall = random.random() < 0.6
        w, h = (random.uniform(26, 36), random.uniform(110, 190)) if tall else (random.uniform(110, 170), random.uniform(30, 46))
        signs.append((x, base - height * random.uniform(0.32, 0.72), w, h, random.choice(NEON), random.uniform(0, 6)))
    pen = site.pen(depth + 0.02)
    for x, y, w, h, colour, _ in signs:
        pen.glow(x + w / 2, y + h / 2, max(w, h) * 1.15, colour, 0.42)
        pen.flat(box(x - 4, y - 4, w + 8, h + 8, 7), "120f24")
        frame = pen.light.glowing(colour)
        pen.line(box(x, y, w, h, 6), frame, 4)
        strokes = int(max(w, h) / 26)
        for i in range(strokes):
            cx = x + w / 2 if h > w else x + (i + 0.5) * w / strokes
            cy = y + (i + 0.5) * h / strokes if h > w else y + h / 2
            _glyph(pen, cx, cy, 9, frame, random.randrange(4))


def _glyph(pen: Pen, x: float, y: float, r: float, colour: tuple[int, int, int, int], kind: int) -> None:
    """Strokes that look like writing in a script that nobody reads."""
    match kind:
        case 0:
            pen.line(ellipse(x, y, r * 0.7), colour, 2.6)
        case 1:
            pen.string(x - r * 0.7, y - r * 0.5, x + r * 0.7, y - r * 0.5, colour, 2.6)
            pen.string(x, y - r * 0.9, x, y + r * 0.8, colour, 2.6)
        case 2:
            pen.string(x - r * 0.7, y + r * 0.7, x, y - r * 0.8, colour, 2.6)
            pen.string(x, y - r * 0.8, x + r * 0.7, y + r * 0.7, colour, 2.6)
        case _:
            pen.line(box(x - r * 0.65, y - r * 0.65, r * 1.3, r * 1.3), colour, 2.6)


def road(site: Site, top: float) -> None:
    """Pavement and carriageway; wet or neon streets mirror the lights."""
    neon, wet = neon_town(site), bool(set(site.setting.weather) & {"rain", "storm"})
    pen = site.pen(0.86)
    kerb = top + (site.high - top) * 0.16
    stone = "3a3560" if neon else "b9b0a4"
    tar = "1b1a33" if neon else "5a5d66"
    pen.fill(box(-4, top, TILE + 8, kerb - top + 6), stone)
    for i in range(26):
        pen.string(i * 100, top, i * 100 - 16, kerb, mixed(pen.ink(stone), site.light.shade, 0.25), 2)
    road_pen = site.pen(1.0)
    ink = road_pen.ink(tar)
    road_pen.fill(box(-4, kerb, TILE + 8, site.bottom - kerb), down(kerb, site.high, mixed(ink, site.light.haze, 0.15), ink))
    road_pen.flat(box(-4, kerb, TILE + 8, 9), "8d8780" if not neon else "5a4f9a")
    y = kerb + (site.high - kerb) * 0.72
    for i in range(13):
        road_pen.flat(polygon([(i * 200 + 20, y), (i * 200 + 120, y), (i * 200 + 112, y + 11), (i * 200 + 10, y + 11)]), "e9e2d0")
    if neon or wet:
        site.gloss = 0.34
        _wet_lights(site, kerb)


def _wet_lights(site: Site, top: float) -> None:
    random = site.random
    colours = NEON if neon_town(site) else ("ffd48a", "ffe6b8", "ff9a5a")
    streaks = [(random.uniform(0, TILE), random.uniform(18, 60), random.choice(colours), random.uniform(0, 6)) for _ in range(13)]

    def mirror(pen: Pen, t: float, gone: float) -> None:
        for place, w, colour, phase in streaks:
            x = site.seen(place, gone)
            bright = pen.light.glowing(colour)
            strength = 0.30 + 0.08 * sin(t * 2 + phase)
            pen.veil(box(x, top, w, site.high - top + 60), down(top, site.high, faded(bright, strength), faded(bright, 0.03)))

    site.alive(0.9, mirror)


def street_lamps(site: Site, depth: float, foot: float, height: float, count: int = 4) -> None:
    pen = site.pen(depth)
    for x in site.across(count, 0.2):
        pen.limb(x, foot, 6, x, foot - height, 4, "2f333f")
        pen.curve([(x, foot - height), (x + 14, foot - height - 26), (x + 58, foot - height - 22)], "2f333f", 5)
        pen.box(x + 40, foot - height - 22, 40, 12, "2f333f", 5)
        if site.glows:
            pen.glow(x + 60, foot - height - 6, 170, "ffd28a", 0.55)
            cone = polygon([(x + 44, foot - height - 8), (x + 76, foot - height - 8), (x + 190, foot), (x - 70, foot)])
            pen.veil(cone, down(foot - height, foot, (255, 214, 140, 76), (255, 214, 140, 0)))
            pen.shine(ellipse(x + 60, foot - height - 9, 15, 5), "fff0cc")


def village(site: Site, depth: float, base: float, size: float, count: int = 7) -> None:
    """Gabled cottages with smoking chimneys."""
    random, pen = site.random, site.pen(depth)
    chimneys = []
    for x in site.across(count, 0.5):
        w, h = size * random.uniform(0.85, 1.15), size * random.uniform(0.5, 0.66)
        wall = random.choice(("efe0c4", "e6c9a0", "d9b48f", "f1e6d6", "cfae8c"))
        roof = random.choice(("a9483a", "8f4434", "b8643f", "6f4a3c")) if not site.snowy else "f1f5f9"
        pen.box(x - w / 2, base - h, w, h + 8, wall)
        pen.box(x + w * 0.2, base - h * 1.75, w * 0.11, h * 0.5, "7f4a3c")
        pen.poly([(x - w * 0.6, base - h * 0.97), (x - w * 0.04, base - h * 1.75), (x + w * 0.6, base - h * 0.97)], roof)
        for dx in (-0.3, 0.22):
            window = box(x + dx * w - w * 0.07, base - h * 0.72, w * 0.15, h * 0.3)
            pen.box(x + dx * w - w * 0.09, base - h * 0.76, w * 0.19, h * 0.37, "6a4a36")
            if site.glows:
                pen.glow(x + dx * w, base - h * 0.56, w * 0.3, "ffcf7a", 0.5)
                pen.shine(window, "ffd98f")
            else:
                pen.flat(window, "6f93ad")
        pen.box(x - w * 0.05, base - h * 0.5, w * 0.15, h * 0.5, "7a4f36", 3)
        chimneys.append((x + w * 0.255, base - h * 1.76, w * 0.05))
    smoke = faded(mixed(site.light.haze, (255, 255, 255, 255), 0.4), 0.36)

    def rise(live: Pen, t: float, gone: float) -> None:
        for place, y, r in chimneys[::2]:
            x = site.seen(place, gone)
            for i in range(5):
                s = (t * 0.16 + i / 5) % 1.0
                live.dot(x + 26 * s * s + 8 * sin(s * 6 + x), y - 110 * s, r * (1 + 3.2 * s), faded(smoke, 1 - s))

    site.alive(depth, rise)
