"""Pictures between two pictures: our middle frames against true ones, beside a cross-fade and ffmpeg's minterpolate.

    .venv/bin/python bench/inbetween.py [--scene NAME ...] [--save FOLDER]

Every scene is made here, frame by frame, so the true middle frames are known. Of each scene the engine's two-picture
code sees frame A and frame B, four frames later; `minterpolate` (motion-compensated, overlapped blocks, both ways) is
given also the frames four before A and four after B, as it does not work without. PSNR is over all colours, SSIM
over luma, both the mean of the middle frames. The exit status is 1 if on a scene that moves ours is not better than
both in PSNR and in SSIM, or makes fewer than 24 frames a second on two cores for a film of four seconds. Scenes that
nothing was tuned on (`UNSEEN`) are printed alike but do not decide it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import Any

import av
import cv2
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.animatic.motion.passage import choose_way
from filmgate.engines.animatic.stage.play import Play, read_storyboard
from filmgate.engines.protocol import Job

WIDTH, HEIGHT, FPS = 1280, 720, 24
START, GAP = 8, 4
FILM_SECONDS = 4
"""The shortest film that clients order; measuring the pictures, done once, is shared out over its frames."""
FINE = 2
"""Scenes are drawn this much larger and then made smaller, so that edges and texture have no steps."""
MINTERPOLATE = "mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1:scd=none"

Scene = Callable[[float], Pixels]
Figures = dict[str, tuple[float, float, float]]
"""A way's name to PSNR, SSIM and seconds a frame."""


def texture(seed: int, width: int, height: int) -> Pixels:
    """Soft colours, with detail of every size down to two pixels, like a photograph of foliage or stone."""
    random = np.random.default_rng(seed)
    sum_, loudness = np.zeros((height, width, 3), np.float32), 1.0
    for cells in (4, 10, 24, 60, 150, 400, 900):
        shape = (max(2, cells * height // width), cells, 3)
        noise = random.normal(0, loudness, shape).astype(np.float32)
        sum_ += cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
        loudness *= 0.7
    grey = sum_.mean(axis=2, keepdims=True)
    return np.asarray(np.clip(127 + 34 * (0.6 * grey + 0.8 * sum_), 0, 255), np.uint8)


def seen(picture: Pixels, camera: NDArray[np.float64]) -> Pixels:
    """A picture as it lies in the frame after an affine move; the picture is mirrored beyond its edge."""
    large = np.diag([FINE, FINE, 1.0]) @ np.vstack([camera, [0, 0, 1]])
    drawn = cv2.warpAffine(
        picture,
        large[:2],
        (WIDTH * FINE, HEIGHT * FINE),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT,
    )
    return np.asarray(cv2.resize(drawn, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)


def place(x: float, y: float, angle: float = 0.0, zoom: float = 1.0) -> NDArray[np.float64]:
    """An affine move: the picture turned and zoomed about its middle, which then lies at (x, y) from the frame's."""
    turn = cv2.getRotationMatrix2D((0, 0), angle, zoom)
    middle = turn[:, :2] @ np.array([TEXTURE[0] / 2, TEXTURE[1] / 2])
    turn[:, 2] = np.array([WIDTH / 2 + x, HEIGHT / 2 + y]) - middle
    return np.asarray(turn, np.float64)


TEXTURE = (1800, 1100)


def laid(under: Pixels, over: Pixels, cover: Pixels) -> Pixels:
    """One picture over another where it covers."""
    share = cover.astype(np.float32) / 255
    return np.asarray(cv2.blendLinear(over, under, share, 1 - share), np.uint8)


def shape(kind: str) -> Pixels:
    """Which part of a texture is there: a blob with holes between its arms, a small disc, or hills."""
    mask = np.zeros(TEXTURE[::-1], np.uint8)
    x, y = TEXTURE[0] // 2, TEXTURE[1] // 2
    if kind == "blob":
        cv2.ellipse(mask, (x, y), (150, 105), 20, 0, 360, 255, -1)
        for angle in range(0, 360, 45):
            end = (round(x + 235 * np.cos(np.radians(angle))), round(y + 235 * np.sin(np.radians(angle))))
            cv2.line(mask, (x, y), end, 255, 44)
    elif kind == "disc":
        cv2.circle(mask, (x, y), 80, 255, -1)
    elif kind == "large disc":
        cv2.circle(mask, (x, y), 210, 255, -1)
    elif kind == "bars":
        for left in range(0, TEXTURE[0], 110):
            cv2.rectangle(mask, (left, 0), (left + 13, TEXTURE[1]), 255, -1)
    else:
        across = np.arange(TEXTURE[0])
        base, seed = {"far hills": (500, 1.0), "near hills": (720, 4.0)}[kind]
        top = base + 60 * np.sin(across / 90 + seed) + 35 * np.sin(across / 31 + 2 * seed)
        mask[np.arange(TEXTURE[1])[:, None] > top[None]] = 255
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.7), np.uint8)


def pan() -> Scene:
    """The camera pans over a texture."""
    picture = texture(1, *TEXTURE)
    return lambda n: seen(picture, place(7.3 * (n - 10), 1.7 * (n - 10)))


def zoom() -> Scene:
    """The camera zooms in, not quite on the middle."""
    picture = texture(2, *TEXTURE)
    return lambda n: seen(picture, place(2.1 * (n - 10), 0.6 * (n - 10), 0, 1.013 ** (n - 10)))


def rotation() -> Scene:
    """The camera rolls."""
    picture = texture(3, *TEXTURE)
    return lambda n: seen(picture, place(0, 0, 0.9 * (n - 10), 1.05))


def crossing() -> Scene:
    """A textured thing with arms crosses a textured background that drifts the other way, and turns."""
    back, front, cover = texture(4, *TEXTURE), texture(5, *TEXTURE), shape("blob")

    def frame(n: float) -> Pixels:
        at = place(9.4 * (n - 10), 2.3 * (n - 10), 1.1 * n)
        return laid(seen(back, place(-2.2 * (n - 10), 0)), seen(front, at), seen(cover, at))

    return frame


def parallax() -> Scene:
    """Three layers pass at three speeds."""
    layers = [texture(seed, *TEXTURE) for seed in (6, 7, 8)]
    hills = [shape("far hills"), shape("near hills")]

    def frame(n: float) -> Pixels:
        places = [place(speed * (n - 10), 0) for speed in (-1.6, -4.7, -9.1)]
        drawn = seen(layers[0], places[0])
        for layer, hill, at in zip(layers[1:], hills, places[1:], strict=True):
            drawn = laid(drawn, seen(layer, at), seen(hill, at))
        return drawn

    return frame


def fast() -> Scene:
    """A disc flies fast over a background that stands still: 92 pixels from A to B."""
    back, front, cover = texture(9, *TEXTURE), texture(10, *TEXTURE), shape("disc")
    front = np.asarray(cv2.convertScaleAbs(front, alpha=0.8, beta=70), np.uint8)

    def frame(n: float) -> Pixels:
        at = place(22.6 * (n - 10), -4.3 * (n - 10), 1.5 * n)
        return laid(seen(back, place(0, 0)), seen(front, at), seen(cover, at))

    return frame


def wobble() -> Scene:
    """A cloth sways: every part moves otherwise."""
    picture = texture(11, WIDTH * FINE, HEIGHT * FINE)
    x, y = np.meshgrid(np.arange(WIDTH * FINE, dtype=np.float32), np.arange(HEIGHT * FINE, dtype=np.float32))

    def frame(n: float) -> Pixels:
        wave = 0.055 * n
        at_x = x + 60 * np.sin(y / 330 + 2 * wave) + 26 * np.sin(x / 210 - 3 * wave)
        at_y = y + 34 * np.sin(x / 270 + 2.5 * wave)
        drawn = cv2.remap(picture, at_x, at_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
        return np.asarray(cv2.resize(drawn, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)

    return frame


def far_zoom() -> Scene:
    """The camera zooms by a fifth from A to B, about a place off the middle."""
    picture = texture(21, *TEXTURE)
    return lambda n: seen(picture, place(-9.0 * (n - 10), 5.0 * (n - 10), 0, 1.15 * 1.045 ** (n - 10)))


def spin() -> Scene:
    """A disc spins fast on a background that drifts: 46 degrees from A to B."""
    back, front, cover = texture(22, *TEXTURE), texture(23, *TEXTURE), shape("large disc")

    def frame(n: float) -> Pixels:
        at = place(140 + 1.5 * (n - 10), -30, 11.5 * n)
        return laid(
            seen(back, place(3.1 * (n - 10), -1.2 * (n - 10), -0.3 * n)), seen(front, at), seen(cover, at)
        )

    return frame


def passing() -> Scene:
    """Two things with arms pass each other, one before the other, over ground that stands still."""
    back, one, other = (texture(seed, *TEXTURE) for seed in (24, 25, 26))
    cover = shape("blob")

    def frame(n: float) -> Pixels:
        left, right = place(8.8 * (n - 10) - 60, 40, -0.8 * n), place(-7.1 * (n - 10) + 90, -50, 0.6 * n)
        drawn = laid(seen(back, place(0, 0)), seen(one, left), seen(cover, left))
        return laid(drawn, seen(other, right), seen(cover, right))

    return frame


def fence() -> Scene:
    """The camera passes behind a fence of thin bars: they go one way, what is behind them the other."""
    back, bars, cover = texture(27, *TEXTURE), texture(28, *TEXTURE), shape("bars")

    def frame(n: float) -> Pixels:
        at = place(-5.6 * (n - 10), 0)
        return laid(seen(back, place(3.4 * (n - 10), 0.8 * (n - 10))), seen(bars, at), seen(cover, at))

    return frame


def plain() -> Scene:
    """Flat colours without any texture: discs that move apart over a soft gradient."""
    across = np.linspace(0, 1, WIDTH * FINE, dtype=np.float32)[None, :, None]
    down = np.linspace(0, 1, HEIGHT * FINE, dtype=np.float32)[:, None, None]
    colours = [np.array(c, np.float32) for c in ((70, 120, 190), (230, 190, 150), (40, 60, 90))]
    ground = (
        colours[0] + (colours[1] - colours[0]) * across * 0.6 + (colours[2] - colours[0]) * down * 0.5
    ).astype(np.uint8)
    things = (
        ((220, 70, 60), 170, 360, 6.5, 1.2, 88),
        ((240, 200, 70), 980, 250, -8.0, 2.2, 64),
        ((90, 190, 120), 640, 470, 2.5, -4.4, 110),
    )

    def frame(n: float) -> Pixels:
        drawn = ground.copy()
        for colour, x, y, dx, dy, r in things:
            middle = (x + dx * (n - 10), y + dy * (n - 10))
            cv2.circle(
                drawn, tuple(round(v * FINE * 16) for v in middle), r * FINE * 16, colour, -1, cv2.LINE_AA, 4
            )
        return np.asarray(cv2.resize(drawn, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)

    return frame


def wires() -> Scene:
    """Wires of three pixels swing, each at its own speed, before a background that pans."""
    back = texture(29, *TEXTURE)

    def frame(n: float) -> Pixels:
        drawn = cv2.resize(seen(back, place(-4.2 * (n - 10), 1.1 * (n - 10))), None, fx=2, fy=2)
        for k in range(7):
            sway = (4.0 + 7.0 * np.cos(2.1 * k)) * (n - 10)
            points = [(190 * k + 40 + sway * (y / HEIGHT) ** 2, y) for y in range(0, HEIGHT + 60, 60)]
            line = np.round(np.array(points) * 2).astype(np.int32)
            cv2.polylines(drawn, [line], False, (28, 26, 30), 6, cv2.LINE_AA)
        return np.asarray(cv2.resize(drawn, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)

    return frame


def staged(prompt: str) -> Callable[[], Scene]:
    """What the engine's own stage plays."""

    def made() -> Scene:
        with tempfile.TemporaryDirectory() as folder:
            job = Job("bench", "m", prompt, "16:9", WIDTH, HEIGHT, 4, FPS, 7, (), Path(folder))
            play = Play(job, read_storyboard(job))
        return lambda n: np.ascontiguousarray(play.frame(24 + round(n))[..., :3]).copy()

    return made


SCENES: dict[str, Callable[[], Scene]] = {
    "pan": pan,
    "zoom": zoom,
    "rotation": rotation,
    "crossing": crossing,
    "parallax": parallax,
    "fast": fast,
    "wobble": wobble,
    "stage: car": staged("a red car drives through the city at noon, tracking shot"),
    "stage: whale": staged("a whale swims in the deep sea, pan left"),
    "stage: horse": staged("a horse runs over a meadow, dolly in"),
}
UNSEEN: dict[str, Callable[[], Scene]] = {
    "far zoom": far_zoom,
    "spin": spin,
    "passing": passing,
    "fence": fence,
    "plain": plain,
    "wires": wires,
    "stage: fish": staged("three yellow fish swim over a coral reef, pan right"),
}
"""Added when the code was done: nothing was tuned on them."""


ALL = SCENES | UNSEEN


def psnr(one: Pixels, other: Pixels) -> float:
    """Peak signal to noise, in decibels."""
    error = float(np.mean((one.astype(np.float32) - other.astype(np.float32)) ** 2))
    return 10 * float(np.log10(255**2 / max(error, 1e-6)))


def ssim(one: Pixels, other: Pixels) -> float:
    """Structural similarity of luma (Wang and others, 2004): Gaussian windows of 11 pixels, sigma 1.5."""
    x, y = (cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float64) for p in (one, other))

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5)[5:-5, 5:-5], np.float64)

    mean_x, mean_y = mean(x), mean(y)
    spread_x, spread_y = mean(x * x) - mean_x**2, mean(y * y) - mean_y**2
    together = mean(x * y) - mean_x * mean_y
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = ((2 * mean_x * mean_y + c1) * (2 * together + c2)) / (
        (mean_x**2 + mean_y**2 + c1) * (spread_x + spread_y + c2)
    )
    return float(likeness.mean())


def minterpolate(frames: list[Pixels]) -> tuple[list[Pixels], float]:
    """The middle frames between the second and the third of four frames, and the seconds for each of them."""
    graph: Any = Graph()
    rate = Fraction(FPS, GAP)
    source = graph.add_buffer(width=WIDTH, height=HEIGHT, format="yuvj444p", time_base=1 / rate)
    filter_ = graph.add("minterpolate", f"fps={FPS}:{MINTERPOLATE}")
    sink = graph.add("buffersink")
    source.link_to(filter_)
    filter_.link_to(sink)
    graph.configure()
    begun, made = perf_counter(), {}
    for number, pixels in enumerate(frames):
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuvj444p")
        frame.pts, frame.time_base = number, 1 / rate
        graph.push(frame)
    graph.push(None)
    for frame in _pulled(graph):
        made[round(frame.pts * frame.time_base * FPS)] = frame
    seconds = (perf_counter() - begun) / sum(1 for number in made if number % GAP)
    return [made[GAP + number].to_ndarray(format="rgb24") for number in range(1, GAP)], seconds


def _pulled(graph: Any) -> Iterator[Any]:
    while True:
        try:
            yield graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return


def ours(one: Pixels, other: Pixels) -> tuple[list[Pixels], float, str]:
    """Our middle frames, seconds a frame in a film (the fastest of five rounds), and the name of the way chosen."""
    choosing, drawing = [], []
    for _ in range(5):
        begun = perf_counter()
        way = choose_way(one, other, 1)
        chosen = perf_counter()
        frames = [way.at(number / GAP) for number in range(1, GAP)]
        choosing.append(chosen - begun)
        drawing.append((perf_counter() - chosen) / len(frames))
    return frames, min(choosing) / (FILM_SECONDS * FPS) + min(drawing), type(way).__name__


def compare(scene: Scene, save: Path | None) -> tuple[Figures, str]:
    """All ways on one scene."""
    around = [scene(START + GAP * number) for number in range(-1, 3)]
    one, other = around[1], around[2]
    truth = [scene(START + number) for number in range(1, GAP)]
    frames, seconds, name = ours(one, other)
    begun = perf_counter()
    faded = [
        cv2.addWeighted(one, 1 - number / GAP, other, number / GAP, 0).astype(np.uint8)
        for number in range(1, GAP)
    ]
    faded_seconds = (perf_counter() - begun) / len(faded)
    filtered, filtered_seconds = minterpolate(around)
    ways = {
        "ours": (frames, seconds),
        "cross-fade": (faded, faded_seconds),
        "minterpolate": (filtered, filtered_seconds),
    }
    if save is not None:
        middle = GAP // 2 - 1
        pictures = [one, truth[middle], *(made[middle] for made, _ in ways.values()), other]
        for label, picture in zip(["a", "truth", *ways, "b"], pictures, strict=True):
            cv2.imwrite(str(save / f"{label}.png"), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    return {
        label: (
            sum(psnr(made, true) for made, true in zip(found, truth, strict=True)) / len(truth),
            sum(ssim(made, true) for made, true in zip(found, truth, strict=True)) / len(truth),
            spent,
        )
        for label, (found, spent) in ways.items()
    }, name


def main() -> int:
    """Print the table; 1 if ours is not the best everywhere, or too slow."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scene", nargs="*", choices=list(ALL), default=list(ALL))
    parser.add_argument("--save", type=Path, help="put the middle frames here, to be looked at")
    wanted = parser.parse_args()
    cv2.setNumThreads(2)
    print(
        f"{'':14}{'PSNR dB':^33}{'SSIM':^33}{'seconds a frame':^33}\n"
        f"{'':14}" + f"{'ours':>9}{'fade':>10}{'minterp':>12}  " * 3 + "  way"
    )
    lost: list[str] = []
    for label in wanted.scene:
        folder = None if wanted.save is None else wanted.save / label.replace(": ", "-")
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        found, name = compare(ALL[label](), folder)
        mine, fade, filtered = found["ours"], found["cross-fade"], found["minterpolate"]
        lost += [
            f"{label}: {kind} is not the best"
            for i, kind in enumerate(("PSNR", "SSIM"))
            if mine[i] <= max(fade[i], filtered[i])
        ]
        if mine[2] > 1 / FPS:
            lost.append(f"{label}: {1 / mine[2]:.1f} frames a second")
        cells = [
            f"{mine[i]:9.{d}f}{fade[i]:10.{d}f}{filtered[i]:12.{d}f}  " for i, d in ((0, 2), (1, 4), (2, 3))
        ]
        print(f"{label:14}{''.join(cells)}  {name}", flush=True)
    print("\n".join(lost) or "ours is better than both on every scene")
    return 1 if any(line.rsplit(": ", 1)[0] not in UNSEEN for line in lost) else 0


if __name__ == "__main__":
    sys.exit(main())
