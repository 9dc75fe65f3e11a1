"""Symbols cut out of paper: a glyph's outline on a margin, its fields in colours that go together, its lines in ink.

The glyphs are those of Noto Emoji (one colour, SIL Open Font License), inside the package `manimgx-fonts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from math import copysign, cos

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from filmgate.engines.animatic.brush.path import Path
from filmgate.engines.animatic.script import symbols
from filmgate.engines.animatic.script.lexicon import COLOURS
from filmgate.engines.animatic.script.storyboard import Actor
from filmgate.engines.animatic.script.wordset import words
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.figure import darker, lighter
from filmgate.engines.animatic.stage.puppets.puppet import TAU, Moment, bounce, wave

_PIXELS = 320
"""Height of the glyphs that outlines are taken from."""
_WEIGHT = 400
_SOLID, _LINE, _BORDER, _SPECK = 25, 9, 27, 20
"""Pixels: what is inked wider than `_SOLID` is a field within a line; the margin; the area of what is too small."""
_SMALL, _LARGE = 112.0, 300.0
"""Height in units: of a thing, and of what is larger than a person."""
_INK, _MARGIN = "3a2f35", "fbf5e6"
_CREAM, _ACCENTS = "f6e6c4", ("c9573f", "7fa99b", "e9b44c", "5f7fa6")
"""Colours of the smaller fields, between shades of the main one."""
_MAIN = "e2803f"
_USUAL = {
    "5f9a4a": """avocado broccoli cucumber leafy-green pickle olive pea-pod shamrock four-leaf-clover herb seedling mango-leaf
        green-apple kiwi-fruit cactus dodo recycle bell-pepper poodle-plant chess-board lizard melon""",
    "d34a3a": """fire-extinguisher tomato hot-pepper lobster rescue-worker’s-helmet red-envelope postbox stop-sign boxing-glove
        toolbox lipstick firecracker high-heeled-shoe magnet bomb-fuse ladybug strawberry kimono circus-tent bullseye telephone
        paper-lantern running-shirt umbrella""",
    "e9b44c": """bell trophy corn ear-of-corn cheese-wedge french-fries honey-pot banana lemon brass taco pretzel waffle butter key
        sunflower police-car-light compass hourglass-done school postal-horn saxophone reminder-ribbon medal construction
        stuffed-flatbread flatbread falafel tamale burrito fortune-cookie bellhop-bell money-bag pineapple mango ginger-root""",
    "8f6bb0": """eggplant grapes crystal-ball sari alembic yarn hyacinth microbe roller-skate lollipop genie nazar-amulet onion
        musical-notes musical-note dna""",
    "5e8fc4": """blueberries jeans water-wave droplet t-shirt bucket blowfish sponge-blue envelope shopping-cart swimsuit shorts
        necktie billed-cap bathtub toothbrush gloves thermometer ice-hockey diving-mask goggles stethoscope monorail hospital
        ice-cream snow-capped-mountain test-tube mirror-ball trolleybus minibus mount-fuji lab-coat ring-buoy soap""",
    "9a6a44": """chestnut coconut potato roasted-sweet-potato brick wood briefcase barrel baseball-bat banjo accordion long-drum
        beans chocolate-bar peanuts boot hiking-boot woman’s-boot coffin door axe hammer cockroach otter sloth orangutan guitar
        violin pick shovel mouse-trap scroll""",
    "e58fa5": """brain bacon ballet-shoes bikini shrimp flamingo sparkling-heart kiss-mark pig lungs tooth-gum hibiscus sponge
        shaved-ice soft-ice-cream piñata-pink nail-polish purse handbag""",
    "b9c1c9": """scissors wrench screwdriver razor knife kitchen-knife microscope safety-pin nut-and-bolt chains gear paperclip
        battery spoon clamp film-projector movie-camera video-camera printer headphone stopwatch timer hook skull headstone
        elevator moai studio-microphone satellite-antenna radio floppy-disk optical-disk crutch syringe abacus""",
    "f0e6d2": """envelope-paper toilet roll-of-paper volleyball baseball bone memo notebook egg tooth salt rice-ball dumpling
        cooked-rice martial-arts-uniform synagogue hindu-temple classical-building bank page-facing-up receipt""",
    "3f3b47": """bomb film-frames chess-pawn spider-web video-game joystick control-knobs black-nib top-hat scorpion""",
}  # fmt: skip
"""The colour that people know of it; names with `-` for a space."""
_ROUND = words(
    """tire yo-yo bullseye compass volleyball baseball softball basketball pizza bagel pretzel stopwatch optical-disk mirror-ball
    crystal-ball ring-buoy coconut onion tomato tangerine melon potato yarn garlic waffle cookie bomb olive eight-spoked-asterisk
    yin-yang fortune-cookie flying-disc nazar-amulet"""
)
"""What rolls."""


@dataclass(frozen=True)
class _Glyph:
    """Outlines in units of 1 to the glyph's height, on the origin: the margin's, the whole form's, the fields', the lines'."""

    margin: Path
    edge: Path
    fields: tuple[Path, ...]
    lines: Path
    width: float


@cache
def _font() -> ImageFont.FreeTypeFont:
    with as_file(files("manimgx_fonts") / "NotoEmoji[wght].ttf") as path:
        font = ImageFont.truetype(str(path), _PIXELS)
    font.set_variation_by_axes([_WEIGHT])
    return font


@lru_cache(128)
def _glyph(character: str) -> _Glyph | None:
    side = 2 * _PIXELS
    image = Image.new("L", (side, side))
    ImageDraw.Draw(image).text((_PIXELS // 3, _PIXELS // 3), character, font=_font(), fill=255)
    ink = (np.asarray(image) > 110).astype(np.uint8)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size == 0:
        return None
    top, bottom, left, right = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    origin = ((left + right) / 2, float(bottom), float(bottom - top))
    solid = cv2.erode(cv2.morphologyEx(ink, cv2.MORPH_OPEN, _disc(_SOLID)), _disc(_LINE))
    lines, edge = ink & (solid == 0).astype(np.uint8), _filled(ink)
    fields = sorted(_fields(edge & (lines == 0).astype(np.uint8)), key=lambda field: -int(field.sum()))
    return _Glyph(
        _outline(_grown(edge, _BORDER), origin),
        _outline(edge, origin),
        tuple(_outline(_grown(field, 3), origin) for field in fields),
        _outline(lines, origin),
        (right - left) / (bottom - top),
    )


def _fields(mask: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    """The parts of a mask that do not touch each other, specks left out."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    large = (k for k in range(1, count) if stats[k, cv2.CC_STAT_AREA] > _SPECK)
    return [(labels == k).astype(np.uint8) for k in large]


def _grown(mask: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    return cv2.dilate(mask, _disc(width)).astype(np.uint8)


def _disc(width: int) -> NDArray[np.uint8]:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width)).astype(np.uint8)


def _filled(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The mask without holes."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(mask)
    cv2.drawContours(filled, contours, -1, (1,), cv2.FILLED)
    return filled


def _outline(mask: NDArray[np.uint8], origin: tuple[float, float, float]) -> Path:
    middle, foot, size = origin
    contours, _ = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    path = Path()
    for contour in contours:
        points = cv2.approxPolyDP(contour, 0.7, True).reshape(-1, 2)
        if len(points) < 3:
            continue
        for k, (x, y) in enumerate(points):
            (path.line if k else path.move)((float(x) - middle) / size, (float(y) - foot) / size)
        path.close()
    return path


@dataclass
class Symbol:
    """A cut-out that sways on its foot, hops where it walks, rolls where it is round, and turns about when it dances."""

    glyph: _Glyph
    colours: tuple[str, ...]
    height: float
    offset: float
    round: bool

    def __post_init__(self) -> None:
        self.width = self.height * self.glyph.width
        self.stride = TAU * self.height / 2 if self.round else 0.9 * self.height

    def draw(self, pen: Pen, moment: Moment) -> None:
        """Its margin, fields and lines."""
        p = self._moved(pen.readable(), moment)
        glyph = self.glyph
        p.flat(glyph.margin, _MARGIN)
        p.flat(glyph.edge, _INK)
        for path, colour in zip(glyph.fields, self.colours, strict=True):
            p.fill(path, colour)
        p.flat(glyph.lines, _INK)

    def _moved(self, pen: Pen, moment: Moment) -> Pen:
        t, size = moment.t, self.height
        match moment.action:
            case "drive" | "rotate" | "run" | "walk" | "push" if self.round:
                turn = TAU * (moment.cycle if moment.action != "rotate" else t * 0.4)
                return pen.at(0, -size / 2, turn).at(0, size / 2, 0, size)
            case "dance" | "rotate":
                face = cos(TAU * (t / (4 * moment.beat if moment.action == "dance" else 3.0) + self.offset))
                face = copysign(max(0.08, abs(face)), face)
                lifted = 0.06 * size * bounce(t, moment.beat)
                return pen.at(0, -lifted, 0, size).by((face, 0.0, 0.0, 0.0, 1.0, 0.0))
            case "walk" | "run" | "jump" | "drive" | "ride" | "push":
                hop = bounce(moment.cycle, 1.0) if moment.action != "jump" else bounce(t, 0.7)
                tilt = 0.10 * wave(moment.cycle, 2.0)
                return pen.at(0, -(0.10 if moment.action != "jump" else 0.5) * size * hop, tilt, size)
            case "fly" | "float" | "swim" | "fall":
                return pen.at(0, -size / 2, 0.16 * wave(t, 3.4, self.offset)).at(0, size / 2, 0, size)
            case "grow":
                return pen.at(0, 0, 0.03 * wave(t, 2.8), size * min(1.0, 0.3 + 0.7 * (t / 2.4)))
            case _:
                return pen.at(0, 0, 0.035 * wave(t, 2.8, self.offset), size)


@cache
def _usual_colours() -> dict[str, str]:
    return {name.replace("-", " "): colour for colour, text in _USUAL.items() for name in text.split()}


def make(actor: Actor, offset: float) -> Symbol | None:
    """The symbol of an actor; None where the font has none."""
    character = symbols.character(actor.noun)
    glyph = _glyph(character) if character else None
    if glyph is None:
        return None
    name = actor.noun.replace(" ", "-")
    main = COLOURS[actor.colour] if actor.colour else _usual_colours().get(actor.noun, _MAIN)
    height = _LARGE if name in symbols.LARGE else _SMALL
    return Symbol(glyph, _coloured(main, len(glyph.fields)), height, offset, name in _ROUND)


def _coloured(main: str, fields: int) -> tuple[str, ...]:
    """Colours of the fields, from the largest to the smallest."""
    accents = [accent for accent in _ACCENTS if accent != main]
    steps = (main, _CREAM, lighter(main), accents[0], darker(main), accents[1], _CREAM, accents[2])
    return tuple(steps[k % len(steps)] for k in range(fields))
