"""Seas and lakes: the surface, its waves and the glitter of sun or moon."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from collections.abc import Callable
from math import sin

from filmgate.engines.animatic.brush.colour import Colour, faded, mixed, toned
from filmgate.engines.animatic.brush.matrix import Matrix, join
from filmgate.engines.animatic.brush.paint import down
from filmgate.engines.animatic.brush.path import Path, box, ellipse
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.site import TILE, Layer, Site
from filmgate.engines.animatic.stage.scenery.sky import sun_place

_WHITE: Colour = (255, 255, 255, 255)


def wildness(site: Site) -> float:
    """How high the sea goes: 1 in fair weather."""
    weather = set(site.setting.weather)
    return 3.2 if "storm" in weather else 1.8 if "wind" in weather else 1.0


def water_colours(site: Site) -> tuple[Colour, Colour]:
    """At the horizon and near."""
    light = site.light
    far = mixed(light.lit("4f9fc4", 0.75), light.sky[2], 0.5)
    near = light.lit("14617f" if site.setting.place != "lake" else "2a6f7a", 1.0)
    if "storm" in site.setting.weather:
        far, near = mixed(far, light.sky[1], 0.5), toned(mixed(near, light.sky[0], 0.35), -0.05)
    return far, near


def mirrored(site: Site, top: float, until: float = 0.35) -> None:
    """The far land again, upside down: what still water shows of it."""
    for layer in [layer for layer in site.back if layer.parts and 0.05 < layer.depth < until]:
        upside_down: Matrix = (1.0, 0.0, 0.0, 0.0, -0.8, top * 1.8)
        parts = [(path, paint, join(upside_down, m), width) for path, paint, m, width in layer.parts]
        site.back.append(Layer(layer.depth, layer.pinned, layer.drift, parts))


def surface(site: Site, top: float, clear: float = 0.0) -> None:
    """Still water down to the bottom, with short strokes of light; `clear`: how much it mirrors, 0 to 1."""
    far, near = water_colours(site)
    whole = box(-900, top, site.wide + 1800, site.bottom - top)
    if clear:
        site.pen(0.03, pinned=True).fill(whole, down(top, site.high, *reversed(site.light.sky)))
        mirrored(site, top)
    film = [faded(c, 1 - clear * share) for c, share in ((far, 1.0), (mixed(far, near, 0.6), 0.8), (near, 0.35))]
    site.pen(0.36, pinned=True).fill(whole, down(top, site.high, *film))
    glitter(site, top)
    random = site.random
    strokes = [(random.uniform(0, TILE), (i / 70) ** 1.7, random.uniform(0, 6), random.uniform(0.5, 1.4)) for i in range(70)]
    light = mixed(far, _WHITE, 0.35)

    def ripple(live: Pen, t: float, gone: float) -> None:
        lines = Path()
        for x, share, phase, wide in strokes:
            y = top + 8 + share * (site.high - top)
            w = (14 + 70 * share) * wide * (0.75 + 0.25 * sin(t * 1.4 + phase))
            cx = (x + t * (6 + 20 * share) - gone * (1 + share)) % (site.wide + 500) - 250
            lines.add(ellipse(cx, y, w, 1.1 + 2.2 * share))
        live.flat(lines, faded(light, 0.42))

    site.alive(0.42, ripple)


def glitter(site: Site, top: float) -> None:
    """The broken image of sun or moon under where it stands."""
    if set(site.setting.weather) & {"storm", "rain", "fog", "cloudy"} or (site.light.sun_height > 0.66 and not site.light.moon):
        return
    x, _ = sun_place(site)
    random = site.random
    flakes = [(random.gauss(0, 1), (i / 46), random.uniform(0, 6)) for i in range(46)]
    colour = mixed(site.light.sun, _WHITE, 0.3)

    def shine(pen: Pen, t: float, gone: float) -> None:
        for side, share, phase in flakes:
            bright = 0.5 + 0.5 * sin(t * (2.2 + phase * 0.3) + phase * 7)
            if bright < 0.15:
                continue
            y = top + 3 + share**1.4 * (site.high - top) * 0.86
            wide = 10 + 56 * share
            pen.dot(x + side * (16 + 74 * share), y, wide * bright, faded(colour, 0.62 * bright), 1.4 + 2.6 * share)

    site.alive(0.06, shine)


def wave_row(site: Site, depth: float, y: float, height: float, speed: float, front: bool = False, opaque: float = 1.0) -> None:
    """One row of waves that rolls along; the water below it is solid."""
    far, near = water_colours(site)
    share = min(1.0, max(0.0, (y - site.horizon) / (site.high - site.horizon)))
    body = toned(mixed(far, near, 0.25 + 0.75 * share), 0.0)
    crest = mixed(body, _WHITE, 0.46 if height > 20 else 0.3 if height > 12 else 0.22)
    step, count = 34.0, round((site.wide + 700) / 34)
    phase = site.random.uniform(0, 6)

    def roll(pen: Pen, t: float, gone: float) -> None:
        def line(x: float) -> float:
            a = (x + gone) / 128 - t * speed + phase
            return height * (sin(a) * 0.72 + 0.28 * sin(2 * a + 0.6) + 0.3 * sin((x + gone) / 61 + t * speed * 0.7))

        start = -350.0
        tops = [(start + i * step, y - line(start + i * step)) for i in range(count + 1)]
        under = Path().move(start, site.bottom)
        for px, py in tops:
            under.line(px, py)
        under.line(tops[-1][0], site.bottom).close()
        paint = down(y - height, y + 120 + height, faded(mixed(body, crest, 0.4), opaque), faded(body, opaque), faded(body, opaque))
        pen.fill(under, paint)
        foam = Path().move(*tops[0])
        for px, py in tops[1:]:
            foam.line(px, py)
        for (px, py), (_, before) in zip(reversed(tops), reversed([tops[0], *tops[:-1]]), strict=True):
            foam.line(px, py + 2.5 + max(0.0, (before - py)) * 0.42 + height * 0.05)
        pen.flat(foam.close(), faded(crest, 0.85))

    site.alive(depth, roll, front)


def open_sea(site: Site, between: Callable[[Site], None] | None = None) -> None:
    """Rows of waves, the last ones before the actors; `between` builds what stands behind the actors."""
    wild = wildness(site)
    surface(site, site.horizon)
    span = site.ground - site.horizon
    for share, depth in ((0.22, 0.56), (0.5, 0.72), (0.8, 0.9)):
        wave_row(site, depth, site.horizon + span * share, 8.5 * wild * (0.5 + share), 1.2 + 0.25 * wild)
    if between is not None:
        between(site)
    for share, depth in ((1.03, 1.06), (1.34, 1.25)):
        wave_row(site, depth, site.horizon + span * share, 12 * wild * share, 1.25 + 0.28 * wild, front=True, opaque=0.94)


def surf(site: Site, top: float, bottom: float) -> None:
    """The edge of the sea that runs up a beach and back."""
    far, near = water_colours(site)
    wet = site.light.lit("c9a878", 0.85)
    pen = site.pen(0.6, pinned=True)
    pen.fill(box(-900, top, site.wide + 1800, bottom - top + 20), down(top, bottom, far, mixed(far, near, 0.55), near))
    glitter(site, top)
    for share, depth in ((0.25, 0.55), (0.6, 0.62)):
        wave_row(site, depth, top + (bottom - top) * share, (4 + 5 * share) * wildness(site) ** 0.8, 1.0)

    def run(live: Pen, t: float, gone: float) -> None:
        reach = 14 + 16 * sin(t * 1.1)
        edge = [(-400 + i * 60.0, bottom + reach + 7 * sin(i * 1.3 + t * 0.5) + 4 * sin(i * 2.9 - t)) for i in range(48)]
        sheet = Path().move(-400, bottom - 8)
        for x, y in edge:
            sheet.line(x, y)
        sheet.line(edge[-1][0], bottom - 8).close()
        shore = Path().move(-400, bottom - 10).line(edge[-1][0], bottom - 10).line(edge[-1][0], bottom + 46).line(-400, bottom + 46)
        live.veil(shore.close(), down(bottom - 10, bottom + 46, wet, faded(wet, 0)))
        live.veil(sheet, down(bottom - 10, bottom + 40, near, mixed(near, far, 0.6), faded(mixed(far, _WHITE, 0.5), 0.75)))
        rim = Path()
        for x, y in edge:
            rim.add(ellipse(x, y, 40, 4.2))
        live.flat(rim, faded(_WHITE, 0.8) if not site.light.dark else faded(mixed(far, _WHITE, 0.6), 0.8))

    site.alive(0.66, run)
