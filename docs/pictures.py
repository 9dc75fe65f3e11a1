"""Makes the picture of the README: `.venv/bin/python docs/pictures.py`. Frames of the built-in engine, nothing edited."""

from __future__ import annotations

import tempfile
from pathlib import Path

import av
from PIL import Image, ImageDraw, ImageFont

from filmgate.engines.animatic.render import render
from filmgate.engines.protocol import Job

TARGET = Path(__file__).parent / "images" / "films.jpg"
FILMS = [
    ("A red fox walks through a snowy forest at dawn", 2.5),
    ("A cat playing piano", 3.0),
    ("Two children fly a kite on a beach", 4.0),
    ("A rocket launches at night", 2.6),
    ("A sailing boat in a storm", 4.0),
    ("A robot dances in a neon city", 5.0),
]
WIDTH, HEIGHT, COLUMNS, GAP, CAPTION = 480, 270, 3, 12, 34
INK, PAPER = (230, 226, 218), (24, 22, 28)


def still(prompt: str, at_seconds: float) -> Image.Image:
    """A frame of the film of a prompt."""
    with tempfile.TemporaryDirectory() as folder:
        job = Job("task", "veo3.1-pro", prompt, "16:9", 1280, 720, 8, 24, 7, (), Path(folder))
        with av.open(str(render(job, lambda percent, stage: None))) as film:
            for frame in film.decode(video=0):
                if frame.time is not None and frame.time >= at_seconds:
                    picture: Image.Image = frame.to_image()
                    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    raise AssertionError(prompt)


def main() -> None:
    """Put the frames and their prompts on one sheet."""
    rows = -(-len(FILMS) // COLUMNS)
    cell_width, cell_height = WIDTH + GAP, HEIGHT + CAPTION + GAP
    sheet = Image.new("RGB", (COLUMNS * cell_width + GAP, rows * cell_height + GAP), PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(17)
    for number, (prompt, at_seconds) in enumerate(FILMS):
        x, y = GAP + number % COLUMNS * cell_width, GAP + number // COLUMNS * cell_height
        sheet.paste(still(prompt, at_seconds), (x, y))
        draw.text((x + WIDTH / 2, y + HEIGHT + CAPTION / 2), prompt, INK, font, anchor="mm")
    TARGET.parent.mkdir(exist_ok=True)
    sheet.save(TARGET, quality=86, optimize=True)


if __name__ == "__main__":
    main()
