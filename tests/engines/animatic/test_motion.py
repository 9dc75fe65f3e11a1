"""From pictures: where a passage begins and ends, what it chooses, and that no border is ever seen."""

import cv2
import numpy as np
import pytest
from PIL import Image

from engines.animatic.jobs import make_job
from filmgate.engines.animatic.motion.between import Between
from filmgate.engines.animatic.motion.cloud import Cloud
from filmgate.engines.animatic.motion.morph import Morph
from filmgate.engines.animatic.motion.passage import choose_way, passage_frames
from filmgate.engines.animatic.motion.picture import load_cover
from filmgate.engines.animatic.motion.sight import continued
from filmgate.engines.animatic.motion.still import still_frames
from filmgate.engines.animatic.motion.transition import Transition
from filmgate.engines.animatic.script.read import read_prompt

WIDE, HIGH = 320, 180


def painting(seed, width=WIDE, height=HIGH):
    """Soft colours with detail on them."""
    random = np.random.default_rng(seed)
    soft = cv2.resize(
        random.integers(40, 215, (5, 8, 3), np.uint8), (width, height), interpolation=cv2.INTER_CUBIC
    )
    for _ in range(60):
        x, y, r = int(random.integers(0, width)), int(random.integers(0, height)), int(random.integers(3, 14))
        cv2.circle(soft, (x, y), r, tuple(int(c) for c in random.integers(0, 255, 3)), -1, cv2.LINE_AA)
    return soft


def with_ball(scene, x):
    """The painting with something that has moved."""
    moved = scene.copy()
    cv2.circle(moved, (x, 90), 26, (250, 240, 60), -1, cv2.LINE_AA)
    cv2.circle(moved, (x - 6, 84), 8, (250, 120, 60), -1, cv2.LINE_AA)
    return moved


def psnr(one, other):
    return 10 * np.log10(255**2 / max(1e-9, np.mean((one.astype(float) - other.astype(float)) ** 2)))


def saved(path, pixels):
    Image.fromarray(pixels).save(path)
    return path


def test_a_passage_begins_and_ends_with_the_very_pictures(tmp_path):
    first, last = (
        saved(tmp_path / "1.png", painting(1, 500, 400)),
        saved(tmp_path / "2.png", painting(2, 300, 600)),
    )
    frame = passage_frames(make_job(tmp_path), first, last)
    assert np.array_equal(frame(0), load_cover(first, WIDE, HIGH))
    assert np.array_equal(frame(23), load_cover(last, WIDE, HIGH))


def test_what_moves_between_two_alike_pictures_is_seen_on_its_way():
    scene = painting(3)
    one, other = with_ball(scene, 130), with_ball(scene, 154)
    way = choose_way(one, other, 1)
    assert isinstance(way, Between)
    middle, truth = way.at(0.5), with_ball(scene, 142)
    cross_fade = cv2.addWeighted(one, 0.5, other, 0.5, 0)
    assert psnr(middle, truth) > psnr(cross_fade, truth) + 3


def test_a_thing_that_flies_farther_than_its_size_is_seen_on_its_way():
    scene = cv2.GaussianBlur(painting(3), (0, 0), 1.5)
    one, other = with_ball(scene, 60), with_ball(scene, 124)
    middle, truth = choose_way(one, other, 1).at(0.5), with_ball(scene, 92)
    cross_fade = cv2.addWeighted(one, 0.5, other, 0.5, 0)
    assert psnr(middle, truth) > psnr(cross_fade, truth) + 3


def test_a_way_leaves_and_arrives_without_a_jump():
    scene = painting(3)
    one, other = with_ball(scene, 130), with_ball(scene, 154)
    way = choose_way(one, other, 1)
    assert psnr(way.at(0.001), one) > 35
    assert psnr(way.at(0.999), other) > 35


def test_the_same_two_pictures_give_the_same_frames():
    one, other = with_ball(painting(3), 130), with_ball(painting(3), 154)
    assert np.array_equal(choose_way(one, other, 1).at(0.4), choose_way(one, other, 1).at(0.4))


def test_of_two_points_that_meet_the_one_of_higher_rank_is_in_front():
    flow = np.zeros((3, 40, 2), np.float32)
    flow[:, :20, 0] = 20
    rank = np.where(flow[..., 0] > 0, 2.0, 1.0).astype(np.float32)
    way, trust = Cloud(flow, np.ones((3, 40), np.float32), rank).at(1.0)
    assert (way[:, 22:38, 0] == 20).all()
    assert (trust[:, :17] == 0).all()


def test_covered_ground_moves_as_the_ground_does_and_not_as_what_covers_it():
    picture = np.full((40, 60, 3), 90, np.uint8)
    picture[:, 30:] = (220, 40, 40)
    flow = np.zeros((40, 60, 2), np.float32)
    flow[:, 24:, 0] = -6  # the thing on the right, and, wrongly, the ground that it is about to cover
    unknown = np.zeros((40, 60), bool)
    unknown[:, 24:30] = True
    mended = continued(picture, flow, (~unknown).astype(np.float32), unknown)
    assert np.abs(mended[5:-5, 24:29]).max() < 1
    assert (mended[:, 30:, 0] == -6).all()


def test_one_view_from_elsewhere_is_a_move_of_the_camera():
    big = painting(4, WIDE * 2, HIGH * 2)
    one = big[90:270, 160:480].copy()
    corners = np.float32([[130, 60], [500, 40], [520, 300], [120, 310]])
    target = np.float32([[0, 0], [WIDE, 0], [WIDE, HIGH], [0, HIGH]])
    other = cv2.warpPerspective(big, cv2.getPerspectiveTransform(corners, target), (WIDE, HIGH))
    assert isinstance(choose_way(one, other, 1), Morph | Between)


def test_pictures_with_nothing_in_common_get_a_transition():
    assert isinstance(choose_way(painting(5), 255 - painting(6), 1), Transition)


@pytest.mark.parametrize("kind", ["between", "morph", "transition"])
def test_no_way_shows_a_border(kind):
    white = np.full((HIGH, WIDE, 3), 250, np.uint8)
    if kind == "transition":
        way = Transition(white, white, 3)
    elif kind == "morph":
        way = Morph(white, white, np.array([[1, 0.02, 30], [0.03, 1.1, -20], [0, 0, 1.0]]))
    else:
        way = choose_way(white, white, 1)
    assert min(int(way.at(t).min()) for t in (0.1, 0.35, 0.5, 0.8)) > 240


@pytest.mark.parametrize(
    "move", ["", "pan left", "pan right", "zoom out", "crane up", "static shot", "orbit"]
)
def test_a_still_begins_with_the_picture_and_moves_as_was_said_without_a_border(tmp_path, move):
    path = saved(tmp_path / "white.png", np.full((400, 300, 3), 250, np.uint8))
    frame = still_frames(make_job(tmp_path, seconds=2), path, read_prompt(f"a wall, {move}"))
    assert np.array_equal(frame(0), load_cover(path, WIDE, HIGH))
    assert min(int(frame(number)[..., :3].min()) for number in range(0, 48, 5)) > 235


def test_a_camera_that_pans_left_shows_more_of_the_left(tmp_path):
    scene = painting(7)
    scene[:, : WIDE // 2] //= 3
    path = saved(tmp_path / "p.png", scene)
    left = still_frames(make_job(tmp_path, seconds=2), path, read_prompt("pan left"))(47)
    right = still_frames(make_job(tmp_path, seconds=2), path, read_prompt("pan right"))(47)
    assert left.mean() + 3 < right.mean()


def test_snow_falls_over_a_picture_when_the_prompt_says_so(tmp_path):
    path = saved(tmp_path / "dark.png", np.full((180, 320, 3), 30, np.uint8))
    with_snow = still_frames(make_job(tmp_path, seconds=4), path, read_prompt("it snows"))
    without = still_frames(make_job(tmp_path, seconds=4), path, read_prompt("a wall"))
    assert with_snow(0)[..., :3].max() == 30
    assert with_snow(60)[..., :3].max() > 150
    assert without(60)[..., :3].max() < 40
