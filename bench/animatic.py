"""Seconds that the built-in engine takes for a film, and what encoding the same frames alone takes at least.

    .venv/bin/python bench/animatic.py [--seconds 8] [--rounds 2] [--prompt TEXT ...]

For each prompt and size:

    film        prompt, sound, drawing, encoding, file, in this process
    cpu         processor seconds of all threads for that
    drawing     drawing alone, in one thread; finishing and converting frames are the encoder's thread's
    encoding    the limit that no drawing can beat: encoding alone of the very same frames, which lie in memory in
                the encoder's own format
    ratio       film to encoding; it says more than the seconds, as it holds on other machines
    spare       the film as the server makes it, in a child that was waiting for its job
    fresh       the same in a child that has to be started first

Each is the least of some rounds, which take turns, so that a busy moment hits none of them alone.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from time import perf_counter, process_time, sleep

import av
import cv2

from filmgate.engines.animatic import ENGINE
from filmgate.engines.animatic.film import as_frame, video_stream
from filmgate.engines.animatic.render import render
from filmgate.engines.animatic.stage.play import Play, read_storyboard
from filmgate.engines.child import SPARES
from filmgate.engines.protocol import Job

FPS = 24
SPARE_IMPORTS_SECONDS = 4.0
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


def film_seconds(prompt: str, size: tuple[int, int], seconds: int) -> tuple[float, float]:
    """A whole film in this process: seconds, and processor seconds."""
    with tempfile.TemporaryDirectory() as folder:
        begun, spent = perf_counter(), process_time()
        render(job_for(prompt, size, seconds, folder), lambda percent, stage: None)
        return perf_counter() - begun, process_time() - spent


def child_seconds(prompt: str, size: tuple[int, int], seconds: int, spare: bool) -> float:
    """A whole film in a child process, which was waiting for it or is started for it."""
    SPARES.close()
    if spare:
        SPARES.prepare(ENGINE._command(), ENGINE._environment())
        sleep(SPARE_IMPORTS_SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        begun = perf_counter()
        ENGINE.wait(job_for(prompt, size, seconds, folder), {}, lambda percent, stage: None)
        taken = perf_counter() - begun
    SPARES.close()
    return taken


def drawn(prompt: str, size: tuple[int, int], seconds: int) -> tuple[float, list[av.VideoFrame]]:
    """The seconds that drawing alone takes, and the frames in the encoder's format."""
    with tempfile.TemporaryDirectory() as folder:
        job = job_for(prompt, size, seconds, folder)
        spent, frames = 0.0, []
        begun = perf_counter()
        play = Play(job, read_storyboard(job))
        for number in range(seconds * FPS):
            take = play.take(number)
            spent += perf_counter() - begun
            frames.append(as_frame(take()))
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


def measured(prompt: str, size: tuple[int, int], seconds: int, rounds: int) -> list[float]:
    """A row of the table."""
    rows = []
    for _ in range(rounds):
        film, cpu = film_seconds(prompt, size, seconds)
        drawing, frames = drawn(prompt, size, seconds)
        encoding = encoding_seconds(frames, size)
        del frames
        spare, fresh = (child_seconds(prompt, size, seconds, waits) for waits in (True, False))
        rows.append((film, cpu, drawing, encoding, spare, fresh))
    film, cpu, drawing, encoding, spare, fresh = (min(column) for column in zip(*rows, strict=True))
    return [film, cpu, drawing, encoding, film / encoding, spare, fresh]


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
    heads = ("film", "cpu", "drawing", "encoding", "ratio", "spare", "fresh")
    print("size      " + "".join(f"{head:>9}" for head in heads) + f"  films of {wanted.seconds} s")
    for size in SIZES:
        for prompt in wanted.prompt:
            row = measured(prompt, size, wanted.seconds, wanted.rounds)
            figures = "".join(f"{figure:9.2f}" for figure in row)
            print(f"{size[0]}x{size[1]}".ljust(10) + f"{figures}  {prompt[:60]}", flush=True)


if __name__ == "__main__":
    main()
