"""Speed by count of work: scenery that stands still is drawn once a shot; and what is seen of it is as drawn."""

from math import inf

import cv2
import numpy as np
import pytest

from engines.animatic.jobs import make_job
from filmgate.engines.animatic.brush.canvas import Canvas, Drawing
from filmgate.engines.animatic.brush.matrix import join, place, shift
from filmgate.engines.animatic.brush.path import box
from filmgate.engines.animatic.stage.patches import Patches, boxes, over
from filmgate.engines.animatic.stage.play import Play, read_storyboard
from filmgate.engines.animatic.stage.scenery.site import TILE
from filmgate.engines.animatic.stage.slide import Slide

FPS = 24
WALKS = "A red fox walks through a snowy forest"


def play_of(tmp_path, prompt, **more):
    job = make_job(tmp_path, prompt=prompt, **more)
    return Play(job, read_storyboard(job))


def slides_of(scene):
    return [thing for _, thing in (*scene.back.things, *scene.front.things) if isinstance(thing, Slide)]


@pytest.mark.parametrize(
    "prompt", ["a cat playing piano in a cosy room at night", WALKS, "a car drives through the city"]
)
def test_scenery_is_drawn_once_a_shot(tmp_path, monkeypatch, prompt):
    drawings = []
    whole = Canvas.drawing
    monkeypatch.setattr(Canvas, "drawing", lambda *args: drawings.append(args) or whole(*args))
    play = play_of(tmp_path, prompt, seconds=4)
    play.frame(0)
    first = len(drawings)
    for number in range(1, 4 * FPS):
        play.frame(number)
    assert first > 0
    assert len(drawings) == first
    assert {slide.drawn for slide in slides_of(play.scenes[0])} == {1}


def test_a_frame_lays_the_shapes_of_what_moves_only(tmp_path, monkeypatch):
    laid = []
    lay = Canvas._lay
    monkeypatch.setattr(Canvas, "_lay", lambda *args: laid.append(args) or lay(*args))
    play = play_of(tmp_path, "two children stand on a meadow in a quiet valley", seconds=4)
    scenery = sum(len(layer.parts) for layer in play.scenes[0].site.back)
    play.frame(0)
    laid.clear()
    play.frame(1)
    assert scenery > 700
    assert len(laid) < 250


def test_a_camera_that_comes_much_nearer_has_scenery_drawn_again_now_and_then(tmp_path):
    play = play_of(tmp_path, "a cat in a room, dolly in", seconds=4)
    for number in range(4 * FPS):
        play.frame(number)
    drawn = [slide.drawn for slide in slides_of(play.scenes[0])]
    assert 1 < max(drawn) <= 5


def test_after_its_shot_the_scenery_is_struck(tmp_path):
    play = play_of(tmp_path, "a dog runs, then cut to a whale under water", seconds=4)
    play.frame(2 * FPS - 1)
    assert all(slide._patches is not None for slide in slides_of(play.scenes[0]))
    play.frame(4 * FPS - 1)
    assert all(slide._patches is None for slide in slides_of(play.scenes[0]))


def drawn_directly(scene, slide, t, width, height):
    canvas = Canvas(width, height)
    look, travel = scene._camera(t)
    for layer in slide.layers:
        canvas.base = layer.map(scene.view, look, travel, t)
        drawing = Drawing(layer.parts)
        for tile in range(-3, 60) if not layer.pinned else (0,):
            canvas.drawing(drawing, shift(tile * TILE, 0))
    return canvas.finish()


@pytest.mark.parametrize(
    "prompt", [WALKS, "a car drives through the city, tracking shot", "a dog in a room, pan left"]
)
def test_a_slide_shows_what_its_layers_would_show(tmp_path, prompt):
    width, height = 640, 360
    play = play_of(tmp_path, prompt, width=width, height=height, seconds=8)
    scene = play.scenes[0]
    for slide in slides_of(scene):
        for t in (0.0, 3.3, 7.9):
            seen = Canvas(width, height)
            seen.pixels[...] = 255
            slide.lay(seen, slide.at(t), inf)
            wanted = np.full((height, width, 4), 255, np.uint8)
            over(wanted, drawn_directly(scene, slide, t, width, height))
            off = np.abs(cv2.blur(seen.pixels, (9, 9)).astype(int) - cv2.blur(wanted, (9, 9)))
            assert off.mean() < 1.5, (slide.layers[0].depth, t, off.mean())


def test_what_a_slide_says_to_hide_is_hidden(tmp_path):
    play = play_of(tmp_path, WALKS, width=320, height=180, seconds=8)
    hiding = 0
    for slide in slides_of(play.scenes[0]):
        for t in (0.0, 4.0, 7.9):
            at = slide.at(t)
            row = slide.hides_from(at)
            if row < 180:
                hiding += 1
                canvas = Canvas(320, 180)
                slide.lay(canvas, at, inf)
                assert canvas.pixels[int(row) :, :, 3].min() == 255
    assert hiding >= 6


def spotted(seed, size=(700, 900)):
    """A bitmap with some spots, soft and hard, and a solid ground."""
    random, canvas = np.random.default_rng(seed), Canvas(*size[::-1])
    for _ in range(14):
        x, y, w, h = random.integers(0, 600, 4)
        canvas.fill(box(x, y, w / 5 + 9, h / 5 + 9, 8), (*random.integers(0, 255, 3).tolist(), 190))
    canvas.fill(box(-5, size[0] - 130, size[1] + 10, 300), (40, 90, 30, 255))
    return canvas.finish()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("roll", [0.0, 0.012])
def test_patches_are_laid_as_the_whole_bitmap_would_be_without_a_seam(seed, roll):
    bitmap, wide, high = spotted(seed), 640, 480
    at = join(shift(-90.3, -120.7), place(0, 0, roll, 0.93))
    whole, pieces = (np.full((high, wide, 4), 200, np.uint8) for _ in range(2))
    a, b, c, d, e, f = join(shift(-0.5, -0.5), at, shift(0.5, 0.5))
    over(
        whole,
        cv2.warpAffine(
            bitmap, np.array(((a, b, c), (d, e, f))), (wide, high), borderMode=cv2.BORDER_REPLICATE
        ),
    )
    Patches(bitmap, roll * wide).lay(pieces, at, inf)
    assert np.abs(whole.astype(int) - pieces).max() <= 2


@pytest.mark.parametrize("seed", range(4))
def test_boxes_are_disjoint_hold_everything_and_leave_out_what_is_empty(seed):
    opacity = spotted(seed)[..., 3].copy()
    held = np.zeros(opacity.shape, int)
    found = boxes(opacity, 2)
    for piece in found:
        held[piece.top : piece.bottom, piece.left : piece.right] += 1
    assert held.max() == 1
    assert held[opacity > 0].min() == 1
    assert held.mean() < 0.9
    assert found[-1].solid


def test_nothing_at_all_is_no_piece():
    assert boxes(np.zeros((50, 50), np.uint8), 2) == []
    frame = np.full((20, 30, 4), 9, np.uint8)
    Patches(np.zeros((50, 50, 4), np.uint8), 0.0).lay(frame, (1, 0, 0, 0, 1, 0), inf)
    assert (frame == 9).all()


def test_a_row_is_where_laying_ends():
    frame = np.full((60, 60, 4), 9, np.uint8)
    Patches(np.full((80, 80, 4), 255, np.uint8), 0.0).lay(frame, (1, 0, -5, 0, 1, -5), 30)
    assert (frame[:30] == 255).all()
    assert (frame[30:] == 9).all()


@pytest.mark.parametrize(
    "prompt", [WALKS, f"{WALKS}, close-up", "two children fly a kite on a green hill, orbit"]
)
def test_to_leave_out_what_is_hidden_changes_no_pixel(tmp_path, monkeypatch, prompt):
    numbers = (0, 30, 77)
    brief = [play_of(tmp_path, prompt, seconds=4).frame(number) for number in numbers]
    monkeypatch.setattr(Slide, "hides_from", lambda *_: inf)
    full = [play_of(tmp_path, prompt, seconds=4).frame(number) for number in numbers]
    assert np.array_equal(brief, full)
