"""Valid pictures with bytes changed, moved and cut: whatever comes of it is a picture or a refusal, soon."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmgate.errors import InvalidRequest, TooLarge
from filmgate.settings import ImageSettings
from images.judged import assert_plain, assert_usable, judge
from images.pictures import P3_PRIMARIES, animated_png, colour_profile, exif, png_of, quarters, save

LIMITS = ImageSettings(max_pixels=1_000_000, max_bytes=20_000)
PROFILE = colour_profile("Display P3", 2.2, P3_PRIMARIES)
Q = quarters(24, 16)

SEEDS = [
    save(Q, "JPEG", exif=exif(6), icc_profile=PROFILE),
    save(Q, "JPEG", progressive=True),
    save(Q.convert("CMYK"), "JPEG"),
    save(Q, "MPO", save_all=True, append_images=[Q]),
    save(Q, "PNG", exif=exif(6), icc_profile=PROFILE),
    save(Q.quantize(4), "PNG", transparency=1),
    png_of(np.asarray(Q).astype(np.uint16) * 257, interlaced=True),
    animated_png(2),
    save(Q, "WEBP", exif=exif(6), icc_profile=PROFILE),
    save(Q.convert("RGBA"), "WEBP", lossless=True),
    save(Q.convert("RGBA"), "WEBP", quality=50),
    save(Q, "WEBP", save_all=True, append_images=[Q.rotate(90)]),
]

PLACE = st.integers(0, 2**16)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("set"), PLACE, st.binary(min_size=1, max_size=4)),
        st.tuples(st.just("insert"), PLACE, st.binary(min_size=1, max_size=64)),
        st.tuples(st.just("delete"), PLACE, st.integers(1, 64)),
        st.tuples(st.just("double"), PLACE, st.integers(1, 512)),
        st.tuples(st.just("cut"), PLACE, st.none()),
    ),
    min_size=1,
    max_size=6,
)


def _mutate(data: bytes, change: tuple[str, int, bytes | int | None]) -> bytes:
    what, place, value = change
    place %= max(1, len(data))
    match what, value:
        case "set", bytes():
            return data[:place] + value + data[place + len(value) :]
        case "insert", bytes():
            return data[:place] + value + data[place:]
        case "delete", int():
            return data[:place] + data[place + value :]
        case "double", int():
            return data[:place] + data[place : place + value] * 2 + data[place + value :]
        case _:
            return data[:place]


@pytest.mark.filterwarnings("ignore")
@settings(
    derandomize=True,
    max_examples=1000,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(seed=st.sampled_from(SEEDS), changes=CHANGES)
def test_a_mutated_picture_is_taken_or_refused_and_soon(
    seed: bytes, changes: list[tuple[str, int, bytes | int | None]]
) -> None:
    for change in changes:
        seed = _mutate(seed, change)
    _judge(seed)


@pytest.mark.filterwarnings("ignore")
@settings(derandomize=True, max_examples=200, deadline=None, database=None)
@given(start=st.sampled_from([seed[:length] for seed in SEEDS for length in (4, 12, 33)]), rest=st.binary())
def test_any_bytes_after_a_promising_start_are_taken_or_refused_and_soon(start: bytes, rest: bytes) -> None:
    _judge(start + rest)


def _judge(data: bytes) -> None:
    began = time.process_time()
    try:
        assert_plain(judge(data, LIMITS))
    except (InvalidRequest, TooLarge) as error:
        assert_usable(error)
    assert time.process_time() - began < 3
