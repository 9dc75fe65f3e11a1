"""Whether something that is asked for can be done, and if not, what can be."""

from __future__ import annotations

from dataclasses import dataclass

from filmgate.engines.protocol import Capabilities


@dataclass(frozen=True)
class Wish:
    """What a request asks of a model.

    Attributes:
        aspect_ratio: `16:9`, `9:16` or `auto`.
        duration_seconds: None: whatever the model's default is.
        has_seed: Whether the request names a seed.
        has_negative_prompt: Whether it says what the film should not show.
    """

    aspect_ratio: str
    duration_seconds: int | None
    image_count: int
    has_seed: bool = False
    has_negative_prompt: bool = False


@dataclass(frozen=True)
class Misfit:
    """Why a wish cannot be fulfilled: the field to blame and what would do."""

    message: str
    param: str
    suggestion: str


def find_misfit(name: str, able: Capabilities, wish: Wish) -> Misfit | None:
    """The first thing that the model of this name cannot do; None if it can do all."""
    ratios, lengths = able.aspect_ratios, able.durations_seconds
    if wish.aspect_ratio not in ("auto", *ratios):
        return Misfit(
            f"{name} cannot make {wish.aspect_ratio}",
            "aspect_ratio",
            f"use one of: auto, {', '.join(ratios)}",
        )
    if wish.duration_seconds is not None and wish.duration_seconds not in lengths:
        return Misfit(
            "Invalid duration parameter", "duration", f"use duration {show_lengths(lengths)} seconds"
        )
    if wish.image_count > able.max_images:
        most = able.max_images
        takes, send = ("no images", "leave image_urls out") if most == 0 else _at_most(most)
        return Misfit(f"{name} takes {takes}", "image_urls", send)
    between = able.last_frame_durations_seconds
    if wish.image_count == 2 and between and wish.duration_seconds not in (None, *between):
        return Misfit(
            "Invalid duration parameter: not possible with a first and a last frame",
            "duration",
            f"use duration {show_lengths(between)} seconds, or send one image",
        )
    if wish.has_seed and not able.seed:
        return Misfit(f"{name} takes no seed", "seed", "leave seed out")
    if wish.has_negative_prompt and not able.negative_prompt:
        return Misfit(
            f"{name} takes no negative_prompt",
            "negative_prompt",
            "leave it out; say in the prompt what to show",
        )
    return None


def show_lengths(seconds: tuple[int, ...]) -> str:
    """Lengths as a reader likes them: `between 1-12`, `4 or 6 or 8`."""
    if len(seconds) > 2 and seconds == tuple(range(seconds[0], seconds[-1] + 1)):
        return f"between {seconds[0]}-{seconds[-1]}"
    return " or ".join(map(str, seconds))


def _at_most(most: int) -> tuple[str, str]:
    images = "1 image" if most == 1 else f"{most} images"
    return f"at most {images}", f"send at most {images}"
