"""Weather: what falls, drifts and flashes through the air, near and far."""

from __future__ import annotations

from collections.abc import Callable
from math import cos
from random import Random

import numpy as np
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.colour import faded, mixed
from filmgate.engines.animatic.brush.paint import down
from filmgate.engines.animatic.brush.path import Path, box, ellipse, many, polygon
from filmgate.engines.animatic.stage.drift import (
    Fall,
    bubbles,
    confetti,
    dust,
    fireflies,
    leaves,
    sparks,
    tumbling,
    wind,
    wrapped,
)
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.site import Site


def flashes(random: Random, seconds: float = 14.0) -> list[float]:
    """When lightning strikes, in seconds from the beginning of a shot."""
    times, t = [], 0.9
    while t < seconds:
        times.append(t)
        t += random.uniform(2.2, 4.0)
    return times


def weather_of(site: Site, random: Random, strikes: list[float]) -> tuple[list[Fall], list[Fall]]:
    """What is drawn behind and before the actors."""
    back: list[Fall] = []
    front: list[Fall] = []
    if site.surface == "deep":
        front.append(bubbles(site, random))
        return back, front
    if site.setting.place in {"room", "kitchen", "library", "theatre", "studio"}:
        if "confetti" in site.setting.weather:
            front.append(confetti(site, random, 60))
        elif site.setting.place in {"room", "library"}:
            front.append(dust(site, random, 24, site.light.rim))
        return back, front
    if strikes:
        back.append(_flash(site, random, strikes))
    for kind in site.setting.weather:
        if kind in _KINDS:
            before, after = _KINDS[kind](site, random)
            back += before
            front += after
    if not front and site.setting.season == "autumn":
        front.append(leaves(site, random, 16))
    if not front and site.setting.place in {"forest", "meadow", "desert", "volcano", "cave"}:
        hot = site.setting.place == "volcano"
        front.append(sparks(site, random, 34) if hot else dust(site, random, 26, site.light.rim))
    return back, front


def _rain(
    site: Site, random: Random, count: int, length: float, speed: float, slant: float, opacity: float
) -> Fall:
    xs, ys, own = _chances(random, count, (0, site.wide), (0, site.high), (0.8, 1.2))
    colour = faded(mixed(site.light.haze, (255, 255, 255, 255), 0.5), opacity)
    streak = polygon([(0, 0), (1.6, 0), (1.6 - length * slant, length), (-length * slant, length)])
    size = np.ones((1, 1))

    def fall(pen: Pen, t: float, gone: float) -> None:
        y = (ys + t * speed * own) % (site.high + 120) - 60
        x = (xs - t * speed * own * slant - gone + 80) % (site.wide + 160) - 80
        pen.flat(many(streak, np.stack((x, y), 1), size), colour)

    return fall


def _splashes(site: Site, random: Random) -> Fall:
    spots = [
        (random.uniform(0, site.wide), random.uniform(site.horizon + 50, site.high), random.random())
        for _ in range(34)
    ]
    colour = mixed(site.light.haze, (255, 255, 255, 255), 0.5)

    def splash(pen: Pen, t: float, gone: float) -> None:
        for x, y, phase in spots:
            s = (t * 1.9 + phase) % 1.0
            r = 3 + 17 * s
            pen.dot(
                wrapped(x + 173 * int(t * 1.9 + phase) - gone, site.wide),
                y,
                r,
                faded(colour, 0.26 * (1 - s)),
                r * 0.28,
            )

    return splash


def _rainy(site: Site, random: Random) -> tuple[list[Fall], list[Fall]]:
    far = _rain(site, random, 110, 34, 1150, 0.10, 0.26)
    near = _rain(site, random, 64, 70, 1750, 0.12, 0.34)
    return [far], [near, _splashes(site, random)]


def _stormy(site: Site, random: Random) -> tuple[list[Fall], list[Fall]]:
    far = _rain(site, random, 130, 44, 1400, 0.42, 0.28)
    near = _rain(site, random, 80, 96, 2100, 0.46, 0.34)
    return [far], [near, _splashes(site, random)]


def _flash(site: Site, random: Random, times: list[float]) -> Fall:
    bolts = [(random.uniform(0.12, 0.88), random.randrange(1 << 30)) for _ in times]

    def strike(pen: Pen, t: float, gone: float) -> None:
        for when, (share, shape) in zip(times, bolts, strict=True):
            age = t - when
            if not 0 <= age < 0.55:
                continue
            strength = (1 - age / 0.55) * (0.55 + 0.45 * cos(age * 24))
            pen.veil(
                box(-90, -90, site.wide + 180, site.high + 180),
                (226, 234, 255, round(88 * max(0.0, strength))),
            )
            own = Random(shape)  # noqa: S311 - the shape of a flash
            x, y = site.wide * share, -20.0
            bolt = Path().move(x, y)
            while y < site.horizon:
                y += own.uniform(26, 60)
                x += own.uniform(-38, 38)
                bolt.line(x, y)
            pen.line(bolt, (214, 226, 255, round(255 * max(0.0, strength) * 0.4)), 12)
            pen.line(bolt, (255, 255, 255, round(255 * max(0.0, strength))), 4)

    return strike


def _snow(
    site: Site, random: Random, count: int, size: float, speed: float, opacity: float, gale: float
) -> Fall:
    xs, ys, own, phase = _chances(random, count, (0, site.wide), (0, site.high), (0.6, 1.3), (0, 6))
    white = (255, 255, 255, round(255 * opacity))
    flake, sizes = ellipse(0, 0, 1), size * own[:, None]

    def fall(pen: Pen, t: float, gone: float) -> None:
        y = (ys + t * speed * own) % (site.high + 60) - 30
        x = xs + 26 * np.sin(t * 0.9 + phase) - t * gale * own - gone * own
        pen.flat(many(flake, np.stack(((x + 80) % (site.wide + 160) - 80, y), 1), sizes), white)

    return fall


def _chances(random: Random, count: int, *ranges: tuple[float, float]) -> NDArray[np.float64]:
    """A row of chance numbers for each range."""
    return np.array([[random.uniform(*ends) for ends in ranges] for _ in range(count)]).T


def _snowy(site: Site, random: Random) -> tuple[list[Fall], list[Fall]]:
    wild = bool(set(site.setting.weather) & {"wind", "storm"})
    gale = 320.0 if wild else 26.0
    far = _snow(site, random, 100, 2.3, 74, 0.72, gale)
    near = _snow(site, random, 56, 4.6, 130, 0.9, gale * 1.5)
    return [far], [near, _snow(site, random, 11, 11, 210, 0.34, gale * 2)]


def _foggy(site: Site, random: Random) -> tuple[list[Fall], list[Fall]]:
    colour = site.light.haze
    banks = [(random.uniform(0, 1), random.uniform(0.42, 0.95), random.uniform(0.5, 1.2)) for _ in range(7)]

    def drift(strength: float) -> Fall:
        def fall(pen: Pen, t: float, gone: float) -> None:
            top = site.horizon - 170
            pen.veil(
                box(-90, top, site.wide + 180, site.high),
                down(top, site.ground, faded(colour, 0), faded(colour, 0.46 * strength), faded(colour, 0.2)),
            )
            for u, v, own in banks:
                x = (u * (site.wide + 900) + t * 34 * own - gone * 0.8) % (site.wide + 900) - 450
                pen.glow(x, v * site.high, 330 * own, colour, 0.42 * strength)

        return fall

    return [drift(1.0)], [drift(0.4)]


_KINDS: dict[str, Callable[[Site, Random], tuple[list[Fall], list[Fall]]]] = {
    "rain": _rainy,
    "storm": _stormy,
    "snow": _snowy,
    "fog": _foggy,
    "leaves": lambda site, random: ([], [leaves(site, random, 34)]),
    "petals": lambda site, random: (
        [],
        [tumbling(site, random, 40, ("f7b8cf", "fbd3e0", "f2a3bd"), 8, 80, 40)],
    ),
    "dust": lambda site, random: ([], [dust(site, random, 80, site.light.haze)]),
    "sparks": lambda site, random: ([], [sparks(site, random, 44)]),
    "confetti": lambda site, random: ([], [confetti(site, random, 80)]),
    "fireflies": lambda site, random: ([], [fireflies(site, random)]),
    "bubbles": lambda site, random: ([], [bubbles(site, random)]),
    "wind": lambda site, random: ([], [wind(site, random)]),
}
