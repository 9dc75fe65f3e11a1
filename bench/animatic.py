"""Seconds that the built-in engine takes for a film, and what encoding the same frames alone takes at least.

    .venv/bin/python bench/animatic.py [--seconds 8] [--rounds 2] [--prompt TEXT ...]

For each prompt and size, in one process: the film as a client gets it (prompt, sound, drawing, encoding, file); the
drawing alone; and, as the limit that no drawing can beat, the encoding alone of the very same frames, which lie in
memory in the encoder's own format. Each is the fastest of some rounds. The ratio of film to encoding says more than
the seconds, as it holds on other machines.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from time import perf_counter

import av
import cv2

from filmgate.engines.animatic.film import as_frame, video_stream
from filmgate.engines.animatic.render import render
from filmgate.engines.animatic.stage.play import Play, read_storyboard
from filmgate.engines.protocol import Job

FPS = 24
SIZES = ((1280, 720), (1920, 1080))
PROMPTS = (
    "a cat playing piano in a cosy room at night",
    "a red car drives through the city in the rain, tracking shot",
    "a whale swims in the deep sea, pan left",
    "two children fly a kite on a green hill, then cut to a rocket that launches into space",
)


def job_for(prompt: str, size: tuple[int, int], seconds: int, folder: str) -> Job:
    """A job as the worker would make it."""
    return Job("bench", "m", prompt, "16:9", *size, seconds, FPS, 7, (), Path(folder))


def film_seconds(prompt: str, size: tuple[int, int], seconds: int) -> float:
    """A whole film."""
    with tempfile.TemporaryDirectory() as folder:
        begun = perf_counter()
        render(job_for(prompt, size, seconds, folder), lambda percent, stage: None)
        return perf_counter() - begun


def drawn(prompt: str, size: tuple[int, int], seconds: int) -> tuple[float, list[av.VideoFrame]]:
    """The seconds that drawing alone takes, and the frames in the encoder's format."""
    with tempfile.TemporaryDirectory() as folder:
        job = job_for(prompt, size, seconds, folder)
        spent, frames = 0.0, []
        begun = perf_counter()
        play = Play(job, read_storyboard(job))
        for number in range(seconds * FPS):
            pixels = play.frame(number)
            spent += perf_counter() - begun
            frames.append(as_frame(pixels))
            begun = perf_counter()
        return spent, frames


def encoding_seconds(frames: list[av.VideoFrame], size: tuple[int, int]) -> float:
    """Encoding alone, with the settings of the engine; nothing is drawn, converted or heard."""
    with tempfile.TemporaryDirectory() as folder, av.open(f"{folder}/film.mp4", "w") as container:
        begun = perf_counter()
        stream = video_stream(container, *size, FPS)
        for number, frame in enumerate(frames):
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        return perf_counter() - begun


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--prompt", nargs="*", default=PROMPTS)
    wanted = parser.parse_args()
    cv2.setNumThreads(2)
    print(
        f"{'size':10}{'film s':>8}{'drawing s':>11}{'encoding s':>12}{'ratio':>7}  a film of {wanted.seconds} s"
    )
    for size in SIZES:
        for prompt in wanted.prompt:
            film = min(film_seconds(prompt, size, wanted.seconds) for _ in range(wanted.rounds))
            drawing, frames = drawn(prompt, size, wanted.seconds)
            encoding = min(encoding_seconds(frames, size) for _ in range(wanted.rounds))
            row = f"{film:8.2f}{drawing:11.2f}{encoding:12.2f}{film / encoding:7.2f}"
            print(f"{size[0]}x{size[1]:<6}"[:10].ljust(10) + f"{row}  {prompt[:60]}", flush=True)


if __name__ == "__main__":
    main()
