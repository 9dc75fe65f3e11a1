"""What is seen: every noun can be drawn, every place stands, and pictures say what the storyboard says."""

import json
from itertools import pairwise

import numpy as np
import pytest

from engines.animatic.jobs import make_job
from filmgate.engines.animatic.brush.canvas import Canvas
from filmgate.engines.animatic.brush.matrix import IDENTITY
from filmgate.engines.animatic.script import lexicon
from filmgate.engines.animatic.script.nouns import nouns
from filmgate.engines.animatic.script.storyboard import Actor, Camera, Setting, Shot
from filmgate.engines.animatic.stage.blocking import block
from filmgate.engines.animatic.stage.cast import puppet_for
from filmgate.engines.animatic.stage.chance import chance
from filmgate.engines.animatic.stage.light import light_for
from filmgate.engines.animatic.stage.pen import Pen, lay
from filmgate.engines.animatic.stage.play import Play, read_storyboard
from filmgate.engines.animatic.stage.puppets.card import Card
from filmgate.engines.animatic.stage.puppets.puppet import Moment
from filmgate.engines.animatic.stage.scene import Scene
from filmgate.engines.animatic.stage.view import View

DRAWINGS = sorted(set(nouns().values()))
SMALL = 120


def frames(tmp_path, prompt, numbers=(12,), **more):
    job = make_job(tmp_path, prompt=prompt, **more)
    play = Play(job, read_storyboard(job))
    return [play.frame(number)[..., :3].copy() for number in numbers]


@pytest.mark.parametrize("family", sorted({family for family, _ in DRAWINGS}))
def test_every_noun_of_a_family_is_drawn_and_leaves_something_to_see(family):
    light = light_for(Setting(time="night" if family == "sky" else "day"), -1)
    for _, noun in [drawing for drawing in DRAWINGS if drawing[0] == family]:
        puppet = puppet_for(Actor(noun, family, noun), 0.3)
        assert not isinstance(puppet, Card), noun
        canvas, size = Canvas(SMALL, SMALL), 0.9 * SMALL / max(puppet.height, puppet.width)
        for action in ("idle", "walk", "fly", "play", "sit"):
            seen = 0
            for t in (0.1, 1.7):  # lightning is not always there
                pen = Pen(light).at(SMALL / 2, SMALL * 0.95, 0, size)
                puppet.draw(pen, Moment(t, action, cycle=0.4))
                lay(canvas, pen.parts, IDENTITY)
                seen = max(seen, int((canvas.finish()[..., 3] > 40).sum()))
            assert seen > 60, (noun, action, seen)


@pytest.mark.parametrize("place", sorted(set(lexicon.PLACES.values())))
def test_every_place_fills_the_frame_by_day_and_by_night(place):
    for time, view in (("day", View(192, 108)), ("night", View(108, 192))):
        shot = Shot(1.0, Setting(place, time), Camera(), (Actor("dog", "quadruped", "dog", action="run"),))
        scene, canvas = Scene(shot, "clean", view, 2.0, 0.5, place, 0, place), Canvas(view.width, view.height)
        for t in (0.0, 1.9):
            pixels = scene.draw(canvas, t)
            assert pixels[..., 3].min() == 255, (place, time)
            assert pixels[..., :3].std() > 4, (place, time)


@pytest.mark.parametrize("weather", sorted(set(lexicon.WEATHER.values())))
def test_every_weather_can_be_drawn(weather):
    shot = Shot(1.0, Setting("meadow", "day", weather=(weather,)), Camera())
    pixels = Scene(shot, "clean", View(192, 108), 2.0, 0.5, "w", 0, "").draw(Canvas(192, 108), 1.0)
    assert pixels[..., 3].min() == 255


@pytest.mark.parametrize("action", sorted(set(lexicon.ACTIONS.values())))
def test_every_action_can_be_played_by_every_kind_of_actor(action):
    kinds = (
        ("girl", "person"),
        ("cat", "quadruped"),
        ("robot", "robot"),
        ("owl", "bird"),
        ("fish", "fish"),
        ("car", "vehicle"),
    )
    for noun, family in kinds:
        shot = Shot(
            1.0,
            Setting(),
            Camera(),
            (Actor(noun, family, noun, action=action, target=1), Actor("kite", "thing", "kite")),
        )
        assert Scene(shot, "clean", View(96, 54), 2.0, 0.5, "a", 0, "").draw(Canvas(96, 54), 0.7).any()


def test_a_word_that_nobody_can_draw_gets_a_lettered_card():
    assert isinstance(puppet_for(Actor("zorgle", "thing", "zorgle"), 0.1), Card)


@pytest.mark.parametrize(
    "actor",
    [
        Actor("sign", "thing", "sign", text="LEFT"),
        Actor("zorgle", "thing", "zorgle"),
        Actor("slot machine", "symbol", "slot machine"),
    ],
)
def test_letters_are_never_mirrored(actor):
    puppet, light, seen = puppet_for(actor, 0.0), light_for(Setting(), -1), []
    for mirrored in (False, True):
        canvas, size = Canvas(SMALL, SMALL), 0.9 * SMALL / max(puppet.height, puppet.width)
        pen = Pen(light).at(SMALL / 2, SMALL * 0.95, 0, size, mirrored)
        puppet.draw(pen, Moment(0.0))
        lay(canvas, pen.parts, IDENTITY)
        seen.append(canvas.finish().astype(int).copy())
    assert np.abs(seen[0] - seen[1]).mean() < 1
    assert np.abs(seen[0] - seen[1][:, ::-1]).mean() > 3


def test_two_means_two_and_nobody_stands_on_somebody_else():
    spots = block(Shot(1.0, Setting(), Camera(), (Actor("dog", "quadruped", "dogs", count=2),)), chance(1))
    assert len(spots) == 2
    assert abs(spots[0].x - spots[1].x) > 0.5 * spots[0].wide


def test_left_means_left():
    shot = Shot(1.0, Setting(), Camera(), (Actor("dog", "quadruped", "dog", action="run", direction=-1),))
    assert all(spot.facing == -1 for seed in range(6) for spot in block(shot, chance(seed)))


def test_a_rider_sits_on_the_horse_and_both_move():
    actors = (Actor("girl", "person", "girl", action="ride", target=1), Actor("horse", "quadruped", "horse"))
    spots = {spot.actor.noun: spot for spot in block(Shot(1.0, Setting(), Camera(), actors), chance(1))}
    assert spots["girl"].y > 0.3 * spots["horse"].tall
    assert abs(spots["girl"].x - spots["horse"].x) < 0.3 * spots["horse"].wide
    assert spots["horse"].action == "walk"


@pytest.mark.parametrize("shape", [(320, 180), (180, 320)])
@pytest.mark.parametrize(
    "actors",
    ["an elephant", "three horses", "a giraffe beside a house", "a train", "a girl with an umbrella"],
)
def test_actors_who_stand_still_are_wholly_in_the_frame(tmp_path, actors, shape):
    job = make_job(tmp_path, prompt=f"{actors} in a studio", width=shape[0], height=shape[1])
    scene = Play(job, read_storyboard(job)).scenes[0]
    for performer in scene.company.performers:
        half = performer.spot.puppet.width * performer.size / 2
        assert performer.x - half > -0.05 * scene.view.wide
        assert performer.x + half < 1.05 * scene.view.wide
        assert performer.y - performer.spot.puppet.height * performer.size > -0.03 * scene.view.high


def test_another_seed_or_prompt_gives_other_pictures_and_the_same_gives_the_same(tmp_path):
    one, same = frames(tmp_path, "a dog runs", seed=1), frames(tmp_path, "a dog runs", seed=1)
    assert np.array_equal(one[0], same[0])
    assert not np.array_equal(one[0], frames(tmp_path, "a dog runs", seed=2)[0])
    assert not np.array_equal(one[0], frames(tmp_path, "a cat runs", seed=1)[0])


def test_something_moves_all_the_time_and_nothing_flickers(tmp_path):
    shots = frames(tmp_path, "A red fox walks through a snowy forest", range(0, 24, 2))
    changes = [np.abs(a.astype(int) - b).mean() for a, b in pairwise(shots)]
    assert min(changes) > 0.2
    assert max(changes) < 6 * min(changes)


def test_scenery_that_scrolls_has_no_holes(tmp_path):
    job = make_job(
        tmp_path, prompt="a car drives through the desert at night", width=160, height=90, seconds=12
    )
    play = Play(job, read_storyboard(job))
    for number in range(0, 288, 12):
        lowest = play.frame(number)[-3, :, :3].astype(int)
        assert np.abs(np.diff(lowest, axis=0)).max() < 90, number


def test_a_day_is_brighter_than_a_night(tmp_path):
    day, night = frames(tmp_path, "a dog at noon")[0], frames(tmp_path, "a dog at midnight")[0]
    assert day.mean() > night.mean() + 40


def test_the_storyboard_is_left_beside_the_film(tmp_path):
    frames(tmp_path, 'two dogs run "hello"')
    board = json.loads((tmp_path / "storyboard.json").read_text(encoding="utf-8"))
    assert board["shots"][0]["actors"][0]["noun"] == "dog"
    assert board["shots"][0]["subtitle"] == "hello"


def test_shots_dissolve_into_each_other(tmp_path):
    job = make_job(tmp_path, prompt="a dog runs, then cut to a whale under water", seconds=4)
    play = Play(job, read_storyboard(job))
    assert len(play.scenes) == 2
    before, middle, after = (play.frame(n)[..., :3].astype(int).copy() for n in (47, 54, 61))
    assert np.abs(middle - before).mean() > 3
    assert np.abs(middle - after).mean() > 3


HOSTILE = [
    "",
    " ",
    "?!.,;:",
    "\x00\x01\x02\x1b[31m\x7f",
    "🐱🎹🚀🌊" * 60,
    "a" * 2000,
    "cat " * 500,
    "鲸鱼" * 1000,
    "مرحبا بالعالم " * 40,
    "שלום עולם",
    "\u202eabc\u202c \u200b\u200d\ufeff",
    "Z̸̢͓a̷l̵g̶o̴ " * 50,
    "Shot 1 [0-0s] Shot 2 [9999999-1s] Shot 3 [.-.s]:",
    "then then then cut to next then",
    "without no not never cats",
    "14 dogs ride 14 dogs on 14 dogs under 14 dogs",
    "a man on a horse on a boat on a table on a car on a house on a whale",
    '"' * 300,
    "<script>alert(1)</script> {{7*7}} %s %n ../../etc/passwd",
    "\ud83d lone surrogate half".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
]


@pytest.mark.parametrize("prompt", HOSTILE, ids=[repr(p[:24]) for p in HOSTILE])
def test_any_text_gives_a_picture(tmp_path, prompt):
    for shot in frames(tmp_path, prompt, (0, 11, 23), width=96, height=54):
        assert shot.std() > 1
