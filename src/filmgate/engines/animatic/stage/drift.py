"""What drifts through the air by itself: leaves, petals, dust, sparks, fireflies, bubbles."""

from __future__ import annotations

from collections.abc import Callable
from math import sin, tau
from random import Random

from filmgate.engines.animatic.brush.colour import Colour, faded, hex_colour
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.scenery.site import Site

Fall = Callable[[Pen, float, float], None]
"""Draws one kind of weather, given the seconds and how far the camera has gone."""


def wrapped(x: float, size: float) -> float:
    return (x + 80) % (size + 160) - 80


def tumbling(
    site: Site,
    random: Random,
    count: int,
    colours: tuple[str, ...],
    size: float,
    speed: float,
    sideways: float,
) -> Fall:
    bits = [
        (
            random.uniform(0, site.wide),
            random.uniform(0, site.high),
            random.uniform(0.6, 1.3),
            random.uniform(0, 6),
            random.choice(colours),
        )
        for _ in range(count)
    ]

    def fall(pen: Pen, t: float, gone: float) -> None:
        for x, y, own, phase, colour in bits:
            py = (y + t * speed * own) % (site.high + 80) - 40
            px = wrapped(x + 46 * sin(t * 1.1 + phase) - t * sideways * own - gone * own, site.wide)
            flat = abs(sin(t * 2.4 * own + phase)) * 0.8 + 0.2
            leaf = pen.at(px, py, t * 1.4 * own + phase, size * own).by((1, 0, 0, 0, flat, 0))
            leaf.dot(0, 0, 1.0, colour, 0.62)

    return fall


def leaves(site: Site, random: Random, count: int) -> Fall:
    return tumbling(site, random, count, ("d9822f", "c9542f", "e3b23f", "a9622c"), 11, 110, 60)


def confetti(site: Site, random: Random, count: int) -> Fall:
    return tumbling(site, random, count, ("e8485a", "f2c84b", "5fb8ee", "8ad07a", "c98ae0"), 8, 150, 6)


def dust(site: Site, random: Random, count: int, colour: Colour) -> Fall:
    motes = [
        (
            random.uniform(0, site.wide),
            random.uniform(0, site.high),
            random.uniform(0.5, 1.5),
            random.uniform(0, 6),
        )
        for _ in range(count)
    ]

    def drift(pen: Pen, t: float, gone: float) -> None:
        for x, y, own, phase in motes:
            bright = 0.26 + 0.2 * sin(t * 1.3 + phase)
            px = wrapped(x + t * 13 * own + 20 * sin(t * 0.5 + phase) - gone * own, site.wide)
            pen.dot(px, y + 15 * sin(t * 0.7 + phase), 2.1 * own, faded(colour, bright))

    return drift


def sparks(site: Site, random: Random, count: int) -> Fall:
    sparks = [
        (random.uniform(0, site.wide), random.random(), random.uniform(0.6, 1.4), random.uniform(0, 6))
        for _ in range(count)
    ]
    hot = hex_colour("ffb04a")

    def rise(pen: Pen, t: float, gone: float) -> None:
        for x, phase, own, turn in sparks:
            s = (t * 0.16 * own + phase) % 1.0
            px = wrapped(x + 46 * sin(t * 1.2 + turn) - gone, site.wide)
            pen.dot(px, site.high * (1 - s), 3.4 * own * (1 - s) + 0.8, faded(hot, 0.9 * (1 - s)))

    return rise


def fireflies(site: Site, random: Random, count: int = 26) -> Fall:
    lights = [
        (
            random.uniform(0, site.wide),
            random.uniform(site.horizon * 0.6, site.high * 0.95),
            random.uniform(0, 6),
        )
        for _ in range(count)
    ]

    def hover(pen: Pen, t: float, gone: float) -> None:
        for x, y, phase in lights:
            pulse = max(0.0, sin(t * 1.5 + phase * 3))
            px = wrapped(x + 46 * sin(t * 0.5 + phase) - gone, site.wide)
            py = y + 30 * sin(t * 0.8 + phase * 2)
            pen.glow(px, py, 30, "e9f27a", 0.75 * pulse)
            pen.dot(px, py, 3, (250, 255, 190, round(255 * pulse)))

    return hover


def bubbles(site: Site, random: Random, count: int = 30) -> Fall:
    bubbles = [
        (random.uniform(0, site.wide), random.random(), random.uniform(3, 10), random.uniform(0, 6))
        for _ in range(count)
    ]

    def rise(pen: Pen, t: float, gone: float) -> None:
        for x, phase, r, turn in bubbles:
            s = (t * 0.09 * (0.6 + r / 8) + phase) % 1.0
            px = wrapped(x + 17 * sin(t * 1.5 + turn) - gone, site.wide)
            py = site.high * (1.04 - 1.1 * s)
            pen.dot(px, py, r, (210, 240, 255, 46))
            pen.dot(px - r * 0.3, py - r * 0.35, r * 0.26, (255, 255, 255, 190))

    return rise


def wind(site: Site, random: Random, count: int = 9) -> Fall:
    gusts = [(random.random(), random.uniform(0.12, 0.9), random.uniform(0.7, 1.3)) for _ in range(count)]

    def blow(pen: Pen, t: float, gone: float) -> None:
        for phase, v, own in gusts:
            s = (t * 0.42 * own + phase) % 1.0
            x, y = site.wide * (1.25 - 1.5 * s), site.high * v
            points = [(x + i * 34, y + 9 * sin(i * 0.9 + t * 3)) for i in range(7)]
            pen.curve(points, (255, 255, 255, round(90 * sin(s * tau / 2))), 2.4)

    return blow
