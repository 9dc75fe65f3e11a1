"""`filmgate gallery`: what the built-in engine makes of prompts of all kinds, as small pictures and a page."""

from __future__ import annotations

import html
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgate.cli.gallery_films import FILMS, GalleryFilm
from filmgate.cli.problem import Refused
from filmgate.cli.terminal import answer

if TYPE_CHECKING:
    from PIL import Image

    from filmgate.engines.protocol import Job

SECONDS, FPS, SEED = 8, 24, 7
STILL_WIDTH, STILL_BYTES_MOST = 320, 25_000
CELL_WIDTH, CELL_HEIGHT, MOMENTS, COLUMNS, GAP = 128, 72, (0.6, 2.6, 4.8, 7.2), 2, 8
PAPER = (24, 22, 28)
SHEET = "contact.jpg"


def gallery(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder. [default: docs/gallery of the checkout]", metavar="DIR"),
    ] = None,
    films: Annotated[bool, typer.Option("--films", help="Keep the films too, as MP4.", metavar="")] = False,
) -> None:
    """Make the pictures of the gallery with the built-in engine; no server is asked."""
    folder = output or _checkout_folder()
    folder.mkdir(parents=True, exist_ok=True)
    strips = []
    for film in FILMS:
        began = time.monotonic()
        still, strip = _pictures(film)
        strips.append(strip)
        made = [save_still(still, folder / f"{film.name}.jpg")]
        if films:
            made.append(_make_film(film, folder / f"{film.name}.mp4"))
        names = ", ".join(path.name for path in made)
        answer(f"{names:<32}  {time.monotonic() - began:4.1f} s  {film.prompt}")
    sheet = folder / SHEET
    contact_sheet(strips).save(sheet, quality=72, optimize=True)
    (folder / "README.md").write_text(page(), encoding="utf-8")
    answer(f"{sheet}, {folder / 'README.md'}")


def save_still(still: Image.Image, path: Path) -> Path:
    """Save it as well as the room allows."""
    for quality in range(86, 20, -6):
        still.save(path, quality=quality, optimize=True, progressive=True)
        if path.stat().st_size <= STILL_BYTES_MOST:
            break
    return path


def contact_sheet(strips: list[list[Image.Image]]) -> Image.Image:
    """A row of moments for every film."""
    from PIL import Image

    rows = -(-len(strips) // COLUMNS)
    wide = len(MOMENTS) * CELL_WIDTH + GAP
    sheet = Image.new("RGB", (COLUMNS * wide + GAP, rows * (CELL_HEIGHT + GAP) + GAP), PAPER)
    for number, strip in enumerate(strips):
        left, top = GAP + number // rows * wide, GAP + number % rows * (CELL_HEIGHT + GAP)
        for k, moment in enumerate(strip):
            sheet.paste(moment, (left + k * CELL_WIDTH + (CELL_WIDTH - moment.width) // 2, top))
    return sheet


def page() -> str:
    """The page that shows the stills."""
    cells = [
        f'<td width="33%"><img src="{film.name}.jpg" alt=""><br>{html.escape(film.prompt, quote=False)}</td>'
        for film in FILMS
    ]
    rows = ["<tr>", *cells[:3], "</tr>"]
    for start in range(3, len(cells), 3):
        rows += ["<tr>", *cells[start : start + 3], "</tr>"]
    return "\n".join([_TOP, "<table>", *rows, "</table>", _END])


_TOP = f"""# Gallery

{len(FILMS)} prompts and a frame of the film that the built-in engine makes of each: {SECONDS} seconds, 720p, seed {SEED},
nothing edited. `./run gallery` makes these pictures again, `./run gallery --films -o films` the films too. How the
engine works, and what it is not: [the built-in engine](../explanation/animatic.md).
"""
_END = f"""
Four moments of every film, in the same order, column by column:

![contact sheet]({SHEET})
"""


def _checkout_folder() -> Path:
    root = Path(sys.prefix).parent
    if not (root / "src" / "filmgate").is_dir():
        raise Refused("This is not a checkout of filmgate.", "name a folder with --output")
    return root / "docs" / "gallery"


def _job(film: GalleryFilm, workdir: Path) -> Job:
    from filmgate.engines.protocol import Job

    ratio, (width, height) = ("9:16", (720, 1280)) if film.upright else ("16:9", (1280, 720))
    return Job(film.name, "animatic", film.prompt, ratio, width, height, SECONDS, FPS, SEED, (), workdir)


def _pictures(film: GalleryFilm) -> tuple[Image.Image, list[Image.Image]]:
    """The still, and the moments for the contact sheet: frames of the film, drawn alone."""
    from PIL import Image

    from filmgate.engines.animatic.stage.play import Play, read_storyboard

    with tempfile.TemporaryDirectory() as folder:
        job = _job(film, Path(folder))
        play = Play(job, read_storyboard(job))

    def frame(at_seconds: float, width: int, height: int) -> Image.Image:
        picture = Image.fromarray(play.frame(round(at_seconds * FPS)))
        picture.thumbnail((width, height), Image.Resampling.LANCZOS)
        return picture

    still = frame(film.at_seconds, STILL_WIDTH, STILL_WIDTH * 2)
    return still, [frame(moment, CELL_WIDTH, CELL_HEIGHT) for moment in MOMENTS]


def _make_film(film: GalleryFilm, target: Path) -> Path:
    import shutil

    from filmgate.engines.animatic.render import render

    with tempfile.TemporaryDirectory() as folder:
        made = render(_job(film, Path(folder)), lambda percent, stage: False)
        return Path(shutil.move(made, target))
