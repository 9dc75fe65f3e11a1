"""Which scenery each place of the lexicon is built from."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from filmgate.engines.animatic.script.storyboard import Setting
from filmgate.engines.animatic.stage.light import indoor_light, light_for
from filmgate.engines.animatic.stage.scenery import (
    beyond,
    falls,
    grounds,
    interior,
    land,
    space,
    town,
    trees,
    water,
)
from filmgate.engines.animatic.stage.scenery.site import Site
from filmgate.engines.animatic.stage.scenery.sky import beams, haze_band, sky
from filmgate.engines.animatic.stage.view import View

INDOORS = frozenset({"room", "kitchen", "library", "theatre"})

_WOODS = {
    "spring": ("6f9f70", "5f9457"),
    "summer": ("4f7f68", "3a6a4c"),
    "autumn": ("a8804f", "b8642f"),
    "winter": ("9fb4c0", "8aa4b4"),
}
"""Colours of a far shore."""


def build(
    view: View,
    setting: Setting,
    style: str,
    random: Random,
    things: frozenset[str],
    horizon_share: float | None = None,
) -> Site:
    """The place of a shot.

    Args:
        things: Nouns that the actors show, so that the scenery need not.
        horizon_share: How far down the horizon lies, 0 to 1; None for the usual place.
    """
    side = random.choice((-1, 1))
    night = setting.time in {"night", "blue hour"}
    light = indoor_light(night) if setting.place in INDOORS else light_for(setting, side)
    horizon = view.high * (horizon_share or (0.60 if not view.upright else 0.62))
    site = Site(
        view,
        light,
        random,
        setting,
        style,
        horizon,
        view.high * (0.86 if not view.upright else 0.78 if setting.place in INDOORS else 0.83),
        things=things,
    )
    site.surface = "floor" if setting.place in INDOORS else site.surface
    builder = _BUILDERS.get(setting.place, _meadow)
    if builder is _city and setting.era in {"medieval", "victorian", "prehistoric"}:
        builder = _village
    builder(site)
    return site


def _meadow(site: Site) -> None:
    sky(site)
    far, near = land.grass_colour(site, far=True), land.grass_colour(site)
    land.ridge(site, 0.12, site.horizon - 26, 60, "6f93a8" if not site.snowy else "b9c9dc", (2, 3, 5))
    land.ridge(site, 0.26, site.horizon + 2, 42, far, (1, 3, 5))
    trees.tree_row(site, 0.34, site.horizon + 12, site.high * 0.13, 13)
    land.ridge(site, 0.46, site.horizon + 40, 26, near, (2, 3, 7))
    land.ground(site, near, top=site.horizon + 56)
    trees.tree_row(site, 0.7, site.horizon + 118, site.high * 0.46, 2)
    if site.snowy:
        land.mounds(site)
        return
    land.tufts(site, near)
    if site.setting.season in {"spring", "summer"}:
        land.flowers(site)


def _garden(site: Site) -> None:
    sky(site)
    near = land.grass_colour(site)
    trees.tree_line(site, 0.2, site.horizon + 6, site.high * 0.12, "5f8f6a")
    trees.tree_row(site, 0.4, site.horizon + 22, site.high * 0.30, 8, "broad")
    land.ground(site, near, top=site.horizon + 10)
    pen = site.pen(0.56)
    for x in site.across(26, 0.1):
        pen.box(x - 9, site.horizon - 26, 18, 84, "f4eee2", 6)
        pen.box(x - 55, site.horizon, 110, 12, "f4eee2")
        pen.box(x - 55, site.horizon + 34, 110, 12, "f4eee2")
    land.path_strip(site, site.ground - 26, site.ground + 58, "dcc7a0")
    land.tufts(site, near, 50)
    if not site.snowy:
        land.flowers(site, 70)


def _forest(site: Site) -> None:
    jungle = site.setting.place == "jungle"
    sky(site, clouds=False)
    ink = "4f7f66" if not site.snowy else "9fb4c4"
    trees.tree_line(site, 0.12, site.horizon + 8, site.high * 0.26, ink)
    haze_band(site, 0.14, site.horizon - site.high * 0.24, site.horizon + 60, 0.5)
    kind = "palm" if jungle else "pine" if site.snowy or site.random.random() < 0.5 else "mixed"
    trees.tree_row(site, 0.28, site.horizon + 22, site.high * 0.42, 15, kind)
    haze_band(site, 0.3, site.horizon - site.high * 0.12, site.horizon + 70, 0.55)
    trees.tree_row(site, 0.44, site.horizon + 44, site.high * 0.56, 10, kind)
    near = "4f7a42" if jungle else land.grass_colour(site)
    land.ground(site, near, top=site.horizon + 40)
    trees.trunks(site, 0.62, 9, 30, "5a4436")
    if site.snowy:
        land.mounds(site)
    if not site.light.dark and not set(site.setting.weather) & {"rain", "storm"}:
        beams(site, 5, 0.2)
    trees.trunks(site, 0.86, 4, 54, "4a372d", birch=not jungle and site.random.random() < 0.3)
    if not site.snowy:
        if site.setting.season != "winter":
            leaves = trees.LEAVES[site.setting.season] if not jungle else ("3f8a4c", "2f7a4a", "5a9a4a")
            trees.canopy(site, 0.9, leaves, site.high * 0.06)
        if jungle:
            trees.undergrowth(site, 0.74, site.horizon + 120, site.high * 0.13, 12)
            trees.undergrowth(site, 1.26, site.high + 40, site.high * 0.24, 7, front=True)
        land.tufts(site, near, 60)


def _bamboo(site: Site) -> None:
    sky(site, clouds=False)
    trees.tree_line(site, 0.1, site.horizon + 8, site.high * 0.3, "6f9f6a")
    haze_band(site, 0.14, site.horizon - site.high * 0.24, site.horizon + 60, 0.6)
    trees.canes(site, 0.3, 26, 14)
    haze_band(site, 0.32, site.horizon - site.high * 0.16, site.horizon + 70, 0.55)
    trees.canes(site, 0.5, 18, 20)
    near = land.grass_colour(site)
    land.ground(site, near, top=site.horizon + 36)
    trees.canes(site, 0.74, 13, 27)
    if not site.light.dark and not set(site.setting.weather) & {"rain", "storm"}:
        beams(site, 5, 0.2)
    trees.canes(site, 0.9, 5, 36)
    if site.snowy:
        land.mounds(site)
    else:
        land.tufts(site, near, 50)


def _mountains(site: Site) -> None:
    sky(site)
    land.mountains(site, 0.08, site.horizon + 20, site.horizon * 0.62, "8398b4", 0.5)
    haze_band(site, 0.1, site.horizon - 150, site.horizon + 60, 0.7)
    land.mountains(
        site, 0.2, site.horizon + 50, site.horizon * 0.40, "6d8394", 0.36 if not site.snowy else 0.6
    )
    haze_band(site, 0.22, site.horizon - 60, site.horizon + 100, 0.55)
    trees.tree_line(site, 0.34, site.horizon + 40, site.high * 0.07, "4f7560" if not site.snowy else "8fa8b4")
    near = land.grass_colour(site)
    land.ground(site, near, top=site.horizon + 40)
    trees.tree_row(site, 0.6, site.horizon + 84, site.high * 0.24, 6, "pine")
    land.stones(site, "8a8d92", 10)
    if site.snowy:
        land.mounds(site)
    else:
        land.tufts(site, near, 50)


def _snowfield(site: Site) -> None:
    sky(site)
    land.mountains(site, 0.12, site.horizon + 24, site.horizon * 0.42, "93a9c4", 0.75)
    haze_band(site, 0.14, site.horizon - 90, site.horizon + 50, 0.6)
    trees.tree_line(site, 0.3, site.horizon + 14, site.high * 0.06, "7f98aa")
    land.ground(site, "eef3f9", near="f6f9fc")
    trees.tree_row(site, 0.52, site.horizon + 40, site.high * 0.2, 6, "pine")
    land.mounds(site)


def _beach(site: Site) -> None:
    sky(site)
    shore = site.horizon + (site.ground - site.horizon) * 0.42
    land.ridge(site, 0.1, site.horizon + 2, 26, "6f98a0", (1, 2, 3))
    water.surf(site, site.horizon, shore)
    land.ground(site, "ecd3a0", top=shore + 14, near="e3c48a")
    wet_edge = next(layer for layer in reversed(site.back) if layer.live is not None)
    site.back.remove(wet_edge)
    site.back.append(wet_edge)  # it runs over the dry sand
    if "lighthouse" in site.things:
        land.stones(site, "8f8a84", 22)
    else:
        land.stones(site, "c9b79a", 8)
        trees.tree_row(site, 0.72, shore + 60, site.high * 0.5, 3, "palm")


def _sea(site: Site) -> None:
    site.horizon = site.high * (0.52 if not site.view.upright else 0.56)
    site.ground = site.high * (0.80 if not site.view.upright else 0.78)
    site.surface = "water"
    sky(site)
    if "storm" not in site.setting.weather:
        land.ridge(site, 0.06, site.horizon + 2, 20, "7f9ab0", (1, 2, 5))
    surfed = "surfer" in site.things or "swell" in site.setting.weather
    water.open_sea(site, grounds.wall_of_water if surfed else None)


def _lake(site: Site) -> None:
    site.ground = site.high * (0.84 if not site.view.upright else 0.8)
    sky(site)
    land.mountains(site, 0.1, site.horizon + 8, site.horizon * 0.46, "7f97b0", 0.4)
    haze_band(site, 0.12, site.horizon - 90, site.horizon + 20, 0.5)
    season = "winter" if site.snowy else site.setting.season
    trees.tree_line(site, 0.24, site.horizon + 2, site.high * 0.10, _WOODS[season][0])
    trees.tree_line(site, 0.34, site.horizon + 6, site.high * 0.075, _WOODS[season][1])
    water.surface(site, site.horizon, clear=0.72)
    site.gloss = 0.42
    site.surface = "water"
    pen = site.pen(1.22, front=True)
    for x in site.across(22):
        for k in range(3):
            tall = site.random.uniform(90, 190)
            dx = site.random.uniform(-26, 26)
            pen.band(
                [
                    (x + k * 16, site.high + 40),
                    (x + k * 16 + dx * 0.4, site.high - tall * 0.4),
                    (x + k * 16 + dx, site.high - tall + 40),
                ],
                [4, 3.4, 0.6],
                "4a6f4a",
            )


def _desert(site: Site) -> None:
    sky(site, clouds=False)
    land.ridge(site, 0.14, site.horizon - 6, 60, "d9a86a", (1, 2, 3))
    haze_band(site, 0.16, site.horizon - 80, site.horizon + 60, 0.5)
    land.ridge(site, 0.34, site.horizon + 30, 44, "e0b06a", (1, 3, 4))
    land.ridge(site, 0.56, site.horizon + 80, 34, "e6b973", (2, 3, 5))
    land.ground(site, "eac07c", top=site.horizon + 110, near="dca860")
    land.mounds(site)
    land.stones(site, "b98a5c", 6)


def _city(site: Site) -> None:
    sky(site)
    tall = min(site.horizon, site.high * 0.6)
    town.skyline(site, 0.12, site.horizon + 20, tall * 0.62, 20)
    haze_band(site, 0.14, site.horizon - 200, site.horizon + 60, 0.6)
    town.skyline(site, 0.3, site.horizon + 30, tall * 0.78, 13)
    if site.setting.place == "street" or town.neon_town(site):
        town.street_front(site, 0.62, site.horizon + 50, tall * 0.74)
    else:
        town.skyline(site, 0.5, site.horizon + 46, tall * 0.5, 11)
        trees.tree_row(site, 0.66, site.horizon + 56, site.high * 0.16, 9, "broad")
    town.road(site, site.horizon + 46)
    town.street_lamps(site, 0.9, site.horizon + 96, site.high * 0.42)


def _village(site: Site) -> None:
    sky(site)
    land.ridge(site, 0.14, site.horizon - 10, 56, "7f9fa0", (1, 3, 5))
    near = land.grass_colour(site)
    land.ridge(site, 0.3, site.horizon + 20, 30, near, (2, 3, 7))
    town.village(site, 0.42, site.horizon + 36, site.high * 0.15)
    trees.tree_row(site, 0.48, site.horizon + 40, site.high * 0.17, 8)
    land.ground(site, near, top=site.horizon + 44)
    town.village(site, 0.66, site.horizon + 84, site.high * 0.26, 5)
    if site.from_above:
        if site.snowy:
            land.mounds(site)
        trees.tree_row(site, 0.7, site.horizon + 190, site.high * 0.15, 7)
        town.village(site, 0.76, site.horizon + 260, site.high * 0.28, 5)
        trees.tree_row(site, 0.84, site.horizon + 380, site.high * 0.17, 6)
        town.village(site, 0.9, site.horizon + 470, site.high * 0.31, 4)
        return
    land.path_strip(site, site.ground - 30, site.ground + 64, "cbb393" if not site.snowy else "e3e9f0")
    if site.snowy:
        land.mounds(site)
    else:
        land.tufts(site, near, 46)


def _station(site: Site) -> None:
    _village(site)
    rails = site.pen(1.0)
    y = site.ground + 4
    for x in site.across(52, 0.0):
        rails.box(x - 16, y - 4, 32, 20, "6a4f3c", 3)
    rails.box(-4, y - 6, 2608, 8, "8f949c")


_BUILDERS: dict[str, Callable[[Site], None]] = {
    "meadow": _meadow, "garden": _garden, "forest": _forest, "jungle": _forest, "bamboo forest": _bamboo, "swamp": grounds.swamp, "savanna": grounds.savanna, "mountains": _mountains,
    "snowfield": _snowfield, "beach": _beach, "sea": _sea, "lake": _lake, "waterfall": falls.waterfall, "underwater": beyond.underwater, "desert": _desert,
    "city": _city, "street": _city, "village": _village, "station": _station, "stadium": grounds.stadium, "room": interior.room,
    "kitchen": interior.kitchen, "library": interior.library, "theatre": interior.theatre, "studio": interior.studio,
    "space": space.space, "moon": space.moon, "mars": space.mars, "sky": beyond.high_sky, "cave": beyond.cave,
    "volcano": beyond.volcano, "launchpad": space.launchpad, "abstract": beyond.abstract,
}  # fmt: skip
