"""How it looks: styles, cuts, lettering, the camera."""

import numpy as np
import pytest

from engines.animatic.jobs import make_job
from filmgate.engines.animatic.script import lexicon
from filmgate.engines.animatic.script.storyboard import Camera
from filmgate.engines.animatic.stage.camera import layer_map, move_of
from filmgate.engines.animatic.stage.cut import cut_for
from filmgate.engines.animatic.stage.lettering import lines, outline, printable
from filmgate.engines.animatic.stage.play import Play, read_storyboard
from filmgate.engines.animatic.stage.view import View


def still(tmp_path, prompt, number=12, **more):
    job = make_job(tmp_path, prompt=prompt, **more)
    return Play(job, read_storyboard(job)).frame(number).astype(int)


@pytest.mark.parametrize("style", sorted(set(lexicon.STYLES.values())))
def test_every_style_is_a_look_of_its_own(tmp_path, style):
    plain, styled = still(tmp_path, "a red bus"), still(tmp_path, f"a red bus, {style}")
    assert styled.shape == plain.shape == (180, 320, 3)
    assert style == "clean" or np.abs(styled - plain).mean() > 2


def test_noir_knows_no_colour(tmp_path):
    frame = still(tmp_path, "a red bus, film noir")
    assert np.abs(frame[..., 0] - frame[..., 2]).max() <= 2


def test_what_is_said_to_be_red_is_red(tmp_path):
    red = still(tmp_path, "a red car in a studio")
    blue = still(tmp_path, "a blue car in a studio")
    middle = np.s_[70:150, 90:230]
    assert (red[middle][..., 0] - red[middle][..., 2]).mean() > 15
    assert (blue[middle][..., 2] - blue[middle][..., 0]).mean() > 15


@pytest.mark.parametrize("mood", sorted(set(lexicon.MOODS.values())))
def test_a_cut_begins_with_what_was_and_ends_with_what_comes(mood):
    one, other = np.full((90, 160, 3), 40, np.uint8), np.full((90, 160, 3), 200, np.uint8)
    cut = cut_for(mood, View(160, 90))
    assert np.abs(cut(one, other, 0.0).astype(int) - 40).max() <= 1
    assert np.abs(cut(one, other, 1.0).astype(int) - 200).max() <= 1


@pytest.mark.parametrize("text", ["Hello", "Größe", "你好，鲸鱼", "Привет", "שלום", "مرحبا"])
def test_lettering_knows_many_scripts(text):
    found = outline(text)
    assert found is not None
    assert found[1] > 0.8


def test_what_cannot_be_printed_is_left_out():
    assert printable("a\x00b\u202e 🐱\tc\n\ud800", 80) == "a b c"
    assert outline(" ") is None
    assert lines("one two three", 7) == ["one two", "three"]
    assert lines("鲸鱼在海里游泳", 3) == ["鲸鱼在", "海里游", "泳"]


@pytest.mark.parametrize("move", sorted({*lexicon.CAMERA_MOVES.values(), "drift"}))
def test_no_camera_move_shows_more_than_the_scenery_has(move):
    view = View(320, 180)
    path = move_of(Camera("medium", move), 1)
    for share in (0.0, 0.5, 1.0):
        for depth in (0.0, 0.5, 1.0):
            m = layer_map(view, path.at(share, share * 8), depth, 0.0)
            top = (0 - m[5]) / m[4]
            bottom = (view.high - m[5]) / m[4]
            assert top > -380
            assert bottom < view.high + 380


def test_slow_motion_is_slower(tmp_path):
    def gone(prompt):
        job = make_job(tmp_path, prompt=prompt, seconds=2)
        play = Play(job, read_storyboard(job))
        one, later = play.frame(20).astype(int).copy(), play.frame(22).astype(int)
        return np.abs(later - one).mean()

    assert gone("slow motion, a horse runs on a beach") < gone("a horse runs on a beach")


def test_a_rocket_stands_on_its_pad_and_is_gone_in_the_end(tmp_path):
    job = make_job(tmp_path, prompt="a rocket launches", seconds=4)
    scene = Play(job, read_storyboard(job)).scenes[0]
    rocket = next(p for p in scene.company.performers if p.spot.actor.noun == "rocket")
    assert rocket.at(0.0, 0, 0)[1] == pytest.approx(rocket.ground)
    assert rocket.at(4.0, 0, 0)[1] < 0.1 * scene.view.high
