"""Pictures that are taken, and what they look like afterwards."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from images.judged import accept, assert_looks_like, pixels
from images.pictures import (
    BLUE,
    GREEN,
    GREY,
    P3_PRIMARIES,
    RED,
    SRGB_PRIMARIES,
    animated_png,
    chunk,
    colour_profile,
    exif,
    flat_jpeg,
    png_of,
    quarters,
    save,
    without_segment,
)

Q = quarters()
ARRAY = np.asarray(Q)
WHITE = (255, 255, 255)


def _seen_through(alpha: int) -> Image.Image:
    """The picture with that opacity, on white."""
    return Image.blend(Image.new("RGB", Q.size, WHITE), Q, alpha / 255)


def _with_alpha(alpha: int) -> Image.Image:
    picture = Q.convert("RGBA")
    picture.putalpha(alpha)
    return picture


def _sixteen_bits(picture: Image.Image) -> np.ndarray[Any, Any]:
    """The same with noise in the lower half of every value."""
    wide = np.atleast_3d(np.asarray(picture)).astype(np.uint16)
    return wide << 8 | np.arange(wide.size, dtype=np.uint16).reshape(wide.shape) % 256


def _last_row_black() -> np.ndarray[Any, Any]:
    rows = ARRAY.copy()
    rows[-1] = 0
    return rows


L = Q.convert("L")
PALETTE = Q.quantize(4)
RED_INDEX = PALETTE.getpixel((0, 0))
NO_RED = quarters()
NO_RED.paste(WHITE, (0, 0, Q.width // 2, Q.height // 2))

ROWS: list[tuple[str, bytes, Image.Image, int]] = [
    # what, the file, how it looks, by how much each value may differ
    ("JPEG baseline", save(Q, "JPEG", quality=95), Q, 4),
    ("JPEG progressive", save(Q, "JPEG", quality=95, progressive=True), Q, 4),
    ("JPEG without subsampling", save(Q, "JPEG", quality=95, subsampling=0), Q, 4),
    ("JPEG grey", save(L, "JPEG", quality=95), L.convert("RGB"), 4),
    ("JPEG CMYK by Adobe", save(Q.convert("CMYK"), "JPEG", quality=95), Q, 4),
    (
        "JPEG CMYK that does not say Adobe",  # inverted nevertheless, as browsers take it
        without_segment(save(Q.convert("CMYK"), "JPEG", quality=95), 0xEE),
        Q,
        4,
    ),
    ("JPEG of several pictures", save(Q, "MPO", quality=95, save_all=True, append_images=[L]), Q, 4),
    ("JPEG of one colour", flat_jpeg(64, 32, frame=0xC0), Image.new("RGB", Q.size, GREY), 0),
    ("JPEG of 100 passes", flat_jpeg(64, 32, passes=100), Image.new("RGB", Q.size, GREY), 0),
    ("JPEG with a ZIP behind", save(Q, "JPEG", quality=95) + b"PK\3\4" + b"\xff\xda" * 500, Q, 4),
    (
        "JPEG with a script in its comment",
        save(Q, "JPEG", quality=95, comment=b"<script>alert(1)</script>"),
        Q,
        4,
    ),
    ("PNG RGB", save(Q, "PNG"), Q, 0),
    ("PNG interlaced", png_of(ARRAY, interlaced=True), Q, 0),
    ("PNG RGBA", save(_with_alpha(128), "PNG"), _seen_through(128), 1),
    ("PNG RGBA that hides all", save(_with_alpha(0), "PNG"), _seen_through(0), 0),
    ("PNG grey", save(L, "PNG"), L.convert("RGB"), 0),
    ("PNG grey with alpha", save(_with_alpha(128).convert("LA"), "PNG"), _seen_through(128).convert("L"), 1),
    ("PNG palette", save(PALETTE, "PNG"), Q, 0),
    ("PNG palette of 2 bits", save(PALETTE, "PNG", bits=2), Q, 0),
    ("PNG palette, one colour hidden", save(PALETTE, "PNG", transparency=RED_INDEX), NO_RED, 0),
    ("PNG RGB, one colour hidden", save(Q, "PNG", transparency=RED), NO_RED, 0),
    ("PNG grey, one value hidden", save(L, "PNG", transparency=76), NO_RED.convert("L"), 0),
    (
        "PNG 1 bit",
        save(L.convert("1", dither=Image.Dither.NONE), "PNG"),
        L.point(lambda v: 255 * (v >= 128)),
        0,
    ),
    ("PNG 1 bit, black hidden", save(L.convert("1"), "PNG", transparency=0), Image.new("L", Q.size, 255), 0),
    ("PNG grey of 16 bits", png_of(_sixteen_bits(L)), L.convert("RGB"), 0),
    ("PNG grey with alpha of 16 bits", png_of(_sixteen_bits(L.convert("LA"))), L.convert("RGB"), 0),
    ("PNG RGB of 16 bits", png_of(_sixteen_bits(Q)), Q, 0),
    ("PNG RGBA of 16 bits", png_of(_sixteen_bits(_with_alpha(128))), _seen_through(128), 1),
    ("PNG 16 bits interlaced", png_of(_sixteen_bits(Q), interlaced=True), Q, 0),
    ("PNG with a page behind", save(Q, "PNG") + b"<html><script>alert(1)</script>" * 99, Q, 0),
    ("PNG with unknown chunks", png_of(ARRAY, before=chunk(b"teST", b"x" * 99_999)), Q, 0),
    ("PNG with half a megabyte of text", png_of(ARRAY, before=chunk(b"tEXt", b"k\0" + b"x" * 500_000)), Q, 0),
    ("PNG RGB, all black", save(Image.new("RGB", Q.size), "PNG"), Image.new("RGB", Q.size), 0),
    ("PNG RGB, its last row black", png_of(_last_row_black()), Image.fromarray(_last_row_black()), 0),
    (
        "PNG interlaced, all black",
        png_of(np.zeros_like(ARRAY), interlaced=True),
        Image.new("RGB", Q.size),
        0,
    ),
    ("PNG of one frame", animated_png(1), quarters(8, 8), 0),
    ("WebP lossy", save(Q, "WEBP", quality=95), Q, 8),
    ("WebP lossless", save(Q, "WEBP", lossless=True), Q, 4),
    ("WebP lossy with alpha", save(_with_alpha(128), "WEBP", quality=95), _seen_through(128), 8),
    ("WebP lossless with alpha", save(_with_alpha(128), "WEBP", lossless=True), _seen_through(128), 4),
]


@pytest.mark.parametrize(
    ("data", "expected", "tolerance"), [pytest.param(*row[1:], id=row[0]) for row in ROWS]
)
def test_taken(data: bytes, expected: Image.Image, tolerance: int) -> None:
    image = accept(data)
    assert_looks_like(image, expected.convert("RGB"), tolerance)
    assert image.format == ("png" if data.startswith(b"\x89PNG") else "jpeg")


# Turned upright. Where the stored top left and top right corners belong, by the EXIF standard's table.
CORNERS = {
    1: ("top left", "top right"),
    2: ("top right", "top left"),
    3: ("bottom right", "bottom left"),
    4: ("bottom left", "bottom right"),
    5: ("top left", "bottom left"),
    6: ("top right", "bottom right"),
    7: ("bottom right", "top right"),
    8: ("bottom left", "top left"),
}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", CORNERS)
def test_a_picture_is_turned_upright(form: str, orientation: int) -> None:
    image = accept(save(Q, form, exif=exif(orientation), quality=95, lossless=True))
    assert (image.width, image.height) == (Q.size if orientation <= 4 else Q.size[::-1])
    for colour, corner in zip((RED, GREEN), CORNERS[orientation], strict=True):
        y = 3 if "top" in corner else image.height - 4
        x = 3 if "left" in corner else image.width - 4
        assert np.abs(pixels(image)[y, x] - colour).max() <= 8, corner


def test_a_picture_of_16_bits_is_turned_too() -> None:
    turned = save(Image.fromarray(_sixteen_bits(L)[:, :, 0]), "PNG", exif=exif(6))
    assert (accept(turned).width, accept(turned).height) == Q.size[::-1]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize(
    "block",
    [
        exif(0),
        exif(9),
        exif(65535),
        exif(6)[:-9],
        b"Exif\0\0",
        b"Exif\0\0MM\0*\xff\xff\xff\xff",
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff",
        b"\xff" * 60_000,
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_broken_exif_block_does_no_harm(form: str, block: bytes) -> None:
    image = accept(save(Q, form, exif=block))
    assert (image.width, image.height) == Q.size


# Colours


def _through(profile_gamma: float, primaries: Any, colour: tuple[int, int, int]) -> list[int]:
    """What a colour of such a profile is in sRGB, by the book."""
    linear = (np.array(colour) / 255) ** profile_gamma
    back = np.linalg.inv(np.array(SRGB_PRIMARIES).T) @ np.array(primaries).T @ linear
    back = back.clip(0, 1)
    shown = np.where(back <= 0.0031308, back * 12.92, 1.055 * back ** (1 / 2.4) - 0.055)
    return [int(value) for value in (shown * 255).round()]


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize(
    ("name", "gamma", "primaries"),
    [
        ("Display P3", 2.2, P3_PRIMARIES),
        ("Linear", 1.0, SRGB_PRIMARIES),
        ("Linear sRGB", 1.0, SRGB_PRIMARIES),  # its name says sRGB, its curves do not
    ],
)
@pytest.mark.parametrize("colour", [(55, 55, 55), (200, 60, 90), (20, 180, 40), (255, 255, 255)])
def test_colours_become_srgb(
    name: str, gamma: float, primaries: Any, colour: tuple[int, int, int], mode: str
) -> None:
    profile = colour_profile(name, gamma, primaries)
    image = accept(save(Image.new("RGB", (4, 4), colour).convert(mode), "PNG", icc_profile=profile))
    assert np.abs(pixels(image)[2, 2] - _through(gamma, primaries, colour)).max() <= 2


def test_a_grey_profile_counts_for_a_grey_picture() -> None:
    profile = colour_profile("Linear grey", 1.0, ())
    assert abs(pixels(accept(save(Image.new("L", (4, 4), 55), "PNG", icc_profile=profile))) - 128).max() <= 1


@pytest.mark.parametrize(
    "profile",
    [
        b"nonsense",
        b"\0" * 128,
        colour_profile("Display P3", 2.2, P3_PRIMARIES)[:300],
        colour_profile("Grey", 1.0, ()),  # for another kind of picture
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_profile_that_cannot_be_used_is_left_out_of_account(form: str, profile: bytes) -> None:
    options: dict[str, Any] = {"lossless": True} if form == "WEBP" else {}
    assert accept(save(Q, form, icc_profile=profile, **options)) == accept(save(Q, form, **options))


def test_an_srgb_profile_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    noise = Image.effect_noise((64, 64), 99).convert("RGB")
    assert accept(save(noise, "PNG", icc_profile=profile)) == accept(save(noise, "PNG"))


# Shapes


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("size", "plain"),
    [
        ((1, 1), (1, 1)),
        ((1, 8000), (1, 4096)),
        ((8000, 1), (4096, 1)),
        ((4096, 3), (4096, 3)),
        ((4097, 40), (4096, 40)),
        ((9000, 300), (4096, 137)),
    ],
)
def test_the_longest_side_has_at_most_4096_pixels(
    form: str, size: tuple[int, int], plain: tuple[int, int]
) -> None:
    image = accept(save(Image.new("RGB", size, BLUE), form))
    assert (image.width, image.height) == plain
    assert np.abs(pixels(image)[0, 0] - BLUE).max() <= 8


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA", "P", "1", "I;16", "CMYK"])
def test_every_kind_of_pixel_can_be_shrunk(mode: str) -> None:
    def convert(picture: Image.Image) -> Image.Image:
        if mode == "P":
            return picture.quantize(4)
        return picture.convert("L" if mode == "I;16" else mode, dither=Image.Dither.NONE)

    large = convert(quarters(8192, 40))
    if mode == "I;16":
        data = png_of(_sixteen_bits(large))
    else:
        data = save(large, "JPEG" if mode == "CMYK" else "PNG")
    assert_looks_like(accept(data), convert(quarters(4096, 20)).convert("RGB"), 8)


def test_a_turned_picture_is_shrunk_in_its_own_direction() -> None:
    image = accept(save(quarters(5000, 100), "PNG", exif=exif(6)))
    assert (image.width, image.height) == (82, 4096)


def test_the_same_file_always_gives_the_same_picture() -> None:
    for _, data, _, _ in ROWS:
        assert accept(data) == accept(data)
