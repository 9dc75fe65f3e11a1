"""The sky: colours, sun or moon, stars and clouds."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import hypot, sin

from filmgate.engines.animatic.brush.colour import Colour, faded, mixed, toned
from filmgate.engines.animatic.brush.paint import Gradient, along, around, down
from filmgate.engines.animatic.brush.path import Path, box, ellipse
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.site import TILE, Site

_WHITE: Colour = (255, 255, 255, 255)
_DISC = 62.0
"""No star is so near to the middle of sun or moon."""
Star = tuple[float, float, float, float]
"""Place, radius and phase."""


def sky(site: Site, clouds: bool = True, disc: bool = True, glitter: bool = True) -> list[Star]:
    """Everything above the horizon; without `glitter` the stars that are to `twinkle` are only returned."""
    pen = site.pen(0.0, pinned=True)
    colours = site.light.sky
    whole = box(-800, -500, site.wide + 1600, site.high + 1000)
    pen.fill(whole, down(-80, site.horizon + 30, *colours))
    bright = stars(site, site.light.stars) if site.light.stars > 0.02 else []
    if disc and not site.things & {"sun", "moon"} and not set(site.setting.weather) & {"storm", "rain", "fog"}:
        sun_or_moon(site)
        x, y = sun_place(site)
        bright = [star for star in bright if hypot(star[0] - x, star[1] - y) > _DISC]
    if glitter and bright:
        # After sun and moon, so that all that stands still is one picture.
        twinkle(site, bright, site.light.stars)
    if clouds and site.setting.place not in {"space", "moon", "mars"}:
        _clouds(site)
    return bright


def sun_place(site: Site) -> tuple[float, float]:
    """Where the disc stands."""
    share = 0.24 if site.light.side < 0 else 0.76
    return site.wide * share, site.horizon * (1.0 - 0.84 * site.light.sun_height) - 20


def sun_or_moon(site: Site) -> None:
    x, y = sun_place(site)
    pen, light = site.pen(0.02, pinned=True), site.light
    r = 46.0 if light.moon else 54.0
    if light.moon:
        pen.glow(x, y, r * 6, light.sun, 0.34)
        pen.glow(x, y, r * 2.2, light.sun, 0.5)
        pen.veil(ellipse(x, y, r), around(x - 10, y - 10, r * 1.2, _WHITE, light.sun, toned(light.sun, -0.06)))
        for dx, dy, s in ((-0.3, -0.2, 0.22), (0.25, 0.3, 0.28), (0.38, -0.32, 0.15), (-0.25, 0.42, 0.14)):
            pen.dot(x + dx * r, y + dy * r, r * s, faded(toned(light.sun, -0.12), 0.45))
        return
    low = 1.0 - light.sun_height
    pen.glow(x, y, 420 + 420 * low, light.sun, 0.34 + 0.3 * low)
    pen.glow(x, y, 170, light.sun, 0.6)
    pen.veil(ellipse(x, y, r), around(x, y, r, _WHITE, light.sun, light.sun))


def stars(site: Site, share: float, bottom: float | None = None) -> list[Star]:
    """Still small stars; those that `twinkle` are returned."""
    random, pen = site.random, site.pen(0.01, pinned=True)
    low = site.horizon if bottom is None else bottom
    count = round(170 * share * (site.wide * low) / 1.1e6) + 30
    dust = Path()
    for _ in range(count):
        x, y = random.uniform(-120, site.wide + 120), low * random.random() ** 1.25
        dust.add(ellipse(x, y, random.choice((0.9, 1.1, 1.4, 1.9))))
    pen.shine(dust, faded(_WHITE, 0.75 * share))
    return [
        (random.uniform(0, site.wide), low * 0.8 * random.random(), random.uniform(1.8, 3.6), random.uniform(0, 6)) for _ in range(16)
    ]


def twinkle(site: Site, bright: list[Star], share: float) -> None:
    """A few stars that glitter."""

    def shine(live: Pen, t: float, gone: float) -> None:
        for x, y, r, phase in bright:
            light = 0.55 + 0.45 * sin(t * (1.3 + phase * 0.3) + phase * 5)
            live.dot(x, y, r * (0.7 + 0.3 * light), (255, 250, 235, round(255 * share * light)))

    site.alive(0.01, shine)


def _clouds(site: Site) -> None:
    weather = set(site.setting.weather)
    grey = bool(weather & {"storm", "rain", "snow", "cloudy"})
    count, strength = (9, 0.9) if grey else (5, 0.72)
    if "clear" in weather or site.light.dark:
        count = 3 if not grey else count
    sun_x, sun_y = sun_place(site)
    for row, (depth, size, drift) in enumerate(((0.05, 0.62, 5.0), (0.09, 1.0, 9.0))):
        pen = site.pen(depth, drift=drift * (3 if "wind" in weather or "storm" in weather else 1))
        for x in site.across(count):
            y = site.horizon * (site.random.uniform(0.42, 0.74) if row == 0 else site.random.uniform(0.08, 0.42))
            if not grey and abs(x - sun_x) < 320 and abs(y - sun_y) < 190:
                continue  # half a sun behind a cloud would look like a moon
            cloud(pen, x, y, site.random.uniform(0.75, 1.35) * size, site, strength)


def cloud(pen: Pen, x: float, y: float, size: float, site: Site, strength: float = 0.8) -> None:
    """A flat-bottomed heap, bright at the top."""
    light, random = site.light, site.random
    share = min(1.0, max(0.0, y / site.horizon))
    here = light.sky[min(3, int(share * 3.2))]
    storm = "storm" in site.setting.weather
    top = mixed(here, light.haze if storm else mixed(light.rim, _WHITE, 0.45), 0.24 if storm or light.dark else 0.8)
    low = toned(mixed(here, light.haze, 0.45), -0.10 if storm else -0.015)
    heap = Path()
    wide = random.uniform(105, 170)
    puffs = 6
    for i in range(puffs):
        s = i / (puffs - 1) * 2 - 1
        r = 62 * (1 - 0.62 * s * s) + random.uniform(-9, 9)
        heap.add(ellipse(s * wide, -r * 0.52, r, r * 0.82))
    heap.add(box(-wide, -26, wide * 2, 30, 15))
    pen.at(x, y, 0, size).fill(heap, down(-84, 8, faded(top, strength), faded(low, strength)))


def haze_band(site: Site, depth: float, top: float, bottom: float, strength: float = 0.7) -> None:
    """Mist that lies in front of a depth."""
    colour = site.light.haze
    pen = site.pen(depth)
    pen.fill(
        box(-4, top, TILE + 8, bottom - top),
        Gradient((0, top, 0, bottom), [(0, faded(colour, 0)), (0.6, faded(colour, strength)), (1, faded(colour, 0))]),
    )


def beams(site: Site, count: int, strength: float) -> None:
    """Slanting shafts of light through leaves or water."""
    random, light = site.random, site.light
    shafts = [(random.uniform(0, site.wide), random.uniform(40, 130), random.uniform(0, 6)) for _ in range(count)]
    slant = -0.42 * light.side * site.high * 0.8

    def shine(pen: Pen, t: float, gone: float) -> None:
        for x, width, phase in shafts:
            bright = faded(light.rim, strength * (0.6 + 0.4 * sin(t * 0.7 + phase)))
            shaft = Path().move(x, -40).line(x + width, -40).line(x + width * 1.6 + slant, site.high * 0.86)
            shaft.line(x + slant, site.high * 0.86).close()
            pen.veil(shaft, along(x, 0, x + slant, site.high * 0.82, bright, faded(bright, 0.5), faded(bright, 0)))

    site.alive(0.4, shine)
