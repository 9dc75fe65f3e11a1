"""The light of a scene: sky colours, sun or moon, haze, and what they do to the colour of things."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from filmgate.engines.animatic.brush.colour import Colour, hex_colour, mixed, toned
from filmgate.engines.animatic.script.storyboard import Setting


@dataclass(frozen=True)
class Light:
    """One art-directed lighting situation.

    Attributes:
        sky: Colours from the zenith to the horizon.
        sun: Colour of the disc of sun or moon.
        rim: Colour of edges that face the light.
        haze: What far things fade into, and `haze_share` how much at the horizon.
        tint: What all colours lean towards, by `tint_share`; `exposure` is added to their lightness.
        shade: Colour of shadows on the ground.
        stars: 0 none to 1 all.
        sun_height: Where the disc stands: 0 at the horizon, 1 high up.
        side: -1 the light comes from the left, 1 from the right.
    """

    sky: tuple[Colour, ...]
    sun: Colour
    rim: Colour
    haze: Colour
    tint: Colour
    shade: Colour
    haze_share: float = 0.75
    tint_share: float = 0.0
    exposure: float = 0.0
    chroma: float = 1.0
    stars: float = 0.0
    sun_height: float = 0.7
    moon: bool = False
    side: int = -1
    _cache: dict[tuple[object, float], Colour] = field(default_factory=dict, repr=False, compare=False)

    def lit(self, colour: Colour | str, depth: float = 1.0) -> Colour:
        """A thing's own colour under this light; `depth` 1 is where the actors stand, 0 the horizon."""
        key = (colour, depth)
        if key not in self._cache:
            plain = hex_colour(colour) if isinstance(colour, str) else colour
            seen = mixed(
                toned(plain, self.exposure, self.chroma), (*self.tint[:3], plain[3]), self.tint_share
            )
            far = self.haze_share * (1.0 - min(1.0, depth)) ** 1.3
            self._cache[key] = mixed(seen, (*self.haze[:3], plain[3]), far)
        return self._cache[key]

    def glowing(self, colour: Colour | str) -> Colour:
        """A thing that shines by itself is not changed by the light."""
        return hex_colour(colour) if isinstance(colour, str) else colour

    def key(self) -> Light:
        """The light on the actors: enough of their own colours that they can be told by night and in storms."""
        return replace(
            self, _cache={}, tint_share=self.tint_share * 0.62, exposure=self.exposure * 0.45 + 0.012
        )

    @property
    def dark(self) -> bool:
        return self.stars > 0.3 or self.moon


def _light(sky: str, sun: str, rim: str, haze: str, tint: str, shade: str, **more: float) -> Light:
    colours = tuple(hex_colour(c) for c in sky.split())
    plain = [hex_colour(c) for c in (sun, rim, haze, tint, shade)]
    return Light(colours, *plain, **more)  # type: ignore[arg-type]


_BY_TIME = {
    "day": _light("2f7fc4 6fb3e0 b4dcec eef4e4", "fff8dc", "fffbe6", "cfe6ee", "fff3d6", "1d3a5a", tint_share=0.04),
    "morning": _light(
        "4a86c5 92c0df f0d9b5 ffe6bb", "fff2c4", "fff0c8", "f3dfc2", "ffdca0", "3a3f6a",
        tint_share=0.10, sun_height=0.28,
    ),
    "dawn": _light(
        "33427f 7d76b4 e8a5a6 ffdcb4", "ffe9c0", "ffd9c0", "dfb3b4", "b58ac0", "2a2a5a",
        tint_share=0.24, exposure=-0.05, stars=0.12, sun_height=0.06,
    ),
    "late": _light(
        "3d73b4 86aed0 f2cf96 ffdd95", "fff0bd", "ffe2a0", "f0d3a0", "ffbf66", "44315e",
        tint_share=0.16, sun_height=0.3,
    ),
    "sunset": _light(
        "2b2a68 86407f ee7059 ffc66c", "ffe2a6", "ffc27a", "d9788a", "b0486e", "2a1c4c",
        tint_share=0.27, exposure=-0.07, stars=0.05, sun_height=0.07,
    ),
    "blue hour": _light(
        "0f1c48 27427e 5777a8 a3b0c4", "eef2ff", "b9cdf0", "6f88b0", "2b4a86", "0a1230",
        tint_share=0.40, exposure=-0.14, stars=0.35, sun_height=0.55, moon=1, chroma=0.85,
    ),
    "night": _light(
        "060a22 0d1a45 1b3468 3d5f92", "f4f1de", "a9c4f2", "35548a", "14264f", "03061a",
        tint_share=0.46, exposure=-0.17, stars=1.0, sun_height=0.72, moon=1, chroma=0.8,
    ),
}  # fmt: skip

_INDOORS = _light(
    "2b2233 2b2233 2b2233 2b2233",
    "ffe9b8",
    "ffe2b0",
    "6b5648",
    "ffcf8a",
    "1c1420",
    tint_share=0.12,
    haze_share=0.3,
)
_SPACE = _light(
    "05060f 090b1e 0c1030 141a3e", "fff6dd", "bcd2ff", "1a2148", "24305e", "000000",
    tint_share=0.12, exposure=-0.02, stars=1.0, haze_share=0.6,
)  # fmt: skip
_UNDERWATER = _light(
    "5fd3d8 2a9fc0 14699c 0b3a6b", "e6fff4", "c8fff0", "176a96", "1c86ac", "06253f",
    tint_share=0.26, haze_share=0.9,
)  # fmt: skip
_GREY = hex_colour("9aa5b0")


def light_for(setting: Setting, side: int) -> Light:
    """The light of a setting; weather dims it."""
    place, weather = setting.place, set(setting.weather)
    if place in {"space", "moon"}:
        chosen = _SPACE
    elif place == "underwater":
        chosen = _UNDERWATER if setting.time != "night" else _deepened(_UNDERWATER, 0.55)
    elif place == "cave":
        chosen = _deepened(_BY_TIME["blue hour"], 0.3)
    else:
        chosen = _BY_TIME.get(setting.time, _BY_TIME["day"])
    changes: dict[str, object] = {"side": side}
    overcast = {"storm": 0.72, "rain": 0.74, "fog": 0.72, "cloudy": 0.45, "snow": 0.3}
    grey = max((overcast.get(w, 0.0) for w in weather), default=0.0)
    if grey and place not in {"space", "moon", "underwater"}:
        base = mixed(_GREY, chosen.sky[1], 0.84 if chosen.stars > 0.5 else 0.45)
        base = toned(base, -0.16) if "storm" in weather else base
        changes["sky"] = tuple(mixed(c, toned(base, 0.05 * i), grey) for i, c in enumerate(chosen.sky))
        changes["haze"] = mixed(chosen.haze, base, grey * 0.8)
        changes["stars"] = chosen.stars * (1 - grey)
        changes["haze_share"] = min(0.97, chosen.haze_share + (0.2 if "fog" in weather else 0.0))
    if place == "mars":
        changes["sky"] = tuple(mixed(c, hex_colour("d98a56"), 0.6) for c in chosen.sky)
        changes["haze"] = mixed(chosen.haze, hex_colour("e0a070"), 0.7)
    return replace(chosen, _cache={}, **changes)  # type: ignore[arg-type]


def indoor_light(night: bool) -> Light:
    """Lamps and a window."""
    return replace(_INDOORS, _cache={}, exposure=-0.05 if night else 0.0, stars=1.0 if night else 0.0)


def _deepened(light: Light, share: float) -> Light:
    dark = hex_colour("050a18")
    return replace(
        light, sky=tuple(mixed(c, dark, share) for c in light.sky), haze=mixed(light.haze, dark, share)
    )
