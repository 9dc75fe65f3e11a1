"""The gallery: what lies in docs is what the command writes, and it stays small."""

from pathlib import Path

import pytest
from PIL import Image

from filmgate.cli import gallery
from filmgate.cli.gallery_films import FILMS, GalleryFilm

FOLDER = Path(__file__).parents[3] / "docs" / "gallery"


def test_the_page_shows_every_film_and_links_to_nothing_that_is_not_there():
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert page == gallery.page()
    assert len(FILMS) == len({film.name for film in FILMS}) >= 24
    for film in FILMS:
        assert f'src="{film.name}.jpg"' in page


def test_the_pictures_are_small():
    for film in FILMS:
        still = FOLDER / f"{film.name}.jpg"
        assert still.stat().st_size <= gallery.STILL_BYTES_MOST
        with Image.open(still) as picture:
            assert picture.width == gallery.STILL_WIDTH
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 700_000


@pytest.mark.parametrize("films", [False, True])
def test_the_command_writes_stills_a_sheet_and_a_page_and_films_if_they_are_wanted(
    tmp_path, monkeypatch, capsys, films
):
    shown = (GalleryFilm("cat", "a cat", 0.4), GalleryFilm("dog", "a dog runs", 0.4, upright=True))
    monkeypatch.setattr(gallery, "FILMS", shown)
    monkeypatch.setattr(gallery, "SECONDS", 1)
    monkeypatch.setattr(gallery, "MOMENTS", (0.0, 0.5))
    gallery.gallery(tmp_path / "out", films=films)
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"cat.jpg", "dog.jpg", "contact.jpg", "README.md"} | (
        {"cat.mp4", "dog.mp4"} if films else set()
    )
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(".")[0] for line in lines[:2]] == ["cat", "dog"]
