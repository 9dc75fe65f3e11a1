"""What `aspect_ratio: auto` comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from filmgate.prompt.aspect import aspect_from_image, aspect_from_words

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("aspects.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("prompt", "ratio"), ROWS)
def test_words_decide(prompt: str, ratio: str) -> None:
    assert aspect_from_words(prompt) == ratio


def test_a_long_prompt_is_read_quickly_whatever_it_says() -> None:
    for text in ("for phone" * 220, "not " * 500, "9 : 1" * 400, "vertica" * 285, " " * 2000):
        assert aspect_from_words(text[:2000]) in ("16:9", "9:16")


@pytest.mark.parametrize(
    ("size", "ratio"),
    [((1920, 1080), "16:9"), ((100, 100), "16:9"), ((1080, 1920), "9:16"), ((99, 100), "9:16")],
)
def test_a_picture_decides_by_its_shape(size: tuple[int, int], ratio: str) -> None:
    assert aspect_from_image(*size) == ratio
