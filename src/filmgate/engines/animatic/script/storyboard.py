"""The storyboard: plain data, JSON-serialisable by `dataclasses.asdict`, all that the stage and the sound know."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """Someone or something to be seen.

    Attributes:
        noun: The lexicon's English word, such as `fox`.
        family: The family of drawings that it belongs to, such as `quadruped`.
        word: The word as it stands in the prompt.
        count: How many of it.
        colour: A colour word, if one was said.
        size: Times its usual size.
        traits: Other attributes, such as `old`, and feelings, such as `sad`.
        action: What it does, by the lexicon's verb; `idle` if nothing was said.
        target: Index in the shot of the actor that the action is aimed at.
        relation: How it stands to the actor `to`: `on`, `in`, `over`, `under`, `behind`, `beside`, `before`, `with` or None.
        to: Index in the shot of the actor that `relation` speaks of.
        direction: -1 to the left, 1 to the right, 0 as the stage likes.
        side: -1 in the left part of the picture, 1 in the right, 0 as the stage likes.
        text: What is lettered on it, as on a sign.
    """

    noun: str
    family: str
    word: str
    count: int = 1
    colour: str | None = None
    size: float = 1.0
    traits: tuple[str, ...] = ()
    action: str = "idle"
    target: int | None = None
    relation: str | None = None
    to: int | None = None
    direction: int = 0
    side: int = 0
    text: str = ""


@dataclass(frozen=True)
class Setting:
    """Where and when."""

    place: str = "meadow"
    time: str = "day"
    season: str = "summer"
    weather: tuple[str, ...] = ()
    era: str = "today"


@dataclass(frozen=True)
class Camera:
    """How it is seen. `size`: wide, medium, close or aerial. `move`: see `lexicon.CAMERA_MOVES`."""

    size: str = "medium"
    move: str = "drift"
    pace: float = 1.0


@dataclass(frozen=True)
class Shot:
    """One uninterrupted view. `share` is its part of the film's length, 0 to 1."""

    share: float
    setting: Setting
    camera: Camera
    actors: tuple[Actor, ...] = ()
    subtitle: str | None = None


@dataclass(frozen=True)
class Storyboard:
    """The whole film as words. Every content word of the prompt is in `shown` or in `not_shown`."""

    title: str
    language: str
    mood: str
    style: str
    shots: tuple[Shot, ...]
    shown: tuple[str, ...] = ()
    not_shown: tuple[str, ...] = ()
    negated: tuple[str, ...] = field(default=())
