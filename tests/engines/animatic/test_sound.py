"""What is heard: as long as the film, as loud as a film, and what is seen."""

import numpy as np
import pytest

from engines.animatic.jobs import make_job
from filmgate.engines.animatic.film import SOUND_RATE
from filmgate.engines.animatic.script import lexicon
from filmgate.engines.animatic.sound.ambience import lay_ambience
from filmgate.engines.animatic.sound.cue import Bed, Cue
from filmgate.engines.animatic.sound.desk import Desk, loudness
from filmgate.engines.animatic.sound.effects import _FLOWS, _HITS, lay_effect
from filmgate.engines.animatic.sound.music import MOODS
from filmgate.engines.animatic.sound.score import INSTRUMENTS, compose
from filmgate.engines.animatic.stage.play import Play, read_storyboard

PROMPTS = [
    "A cat playing piano",
    "a storm at sea",
    "a rocket launches",
    "a whale under water",
    "?",
    "a horse runs",
    "people talk in a library",
]


def sound_of(tmp_path, prompt, seconds=2, seed=5):
    job = make_job(tmp_path, prompt=prompt, seconds=seconds, seed=seed, width=96, height=54)
    board = read_storyboard(job)
    play = Play(job, board)
    return compose(seconds, seed, board.mood, play.beds, play.cues)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_track_is_as_long_as_the_film_and_as_loud_as_a_film_and_never_clips(tmp_path, prompt):
    sound = sound_of(tmp_path, prompt)
    assert sound.shape == (2, 2 * SOUND_RATE)
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() < 0.9
    assert loudness(sound.astype(float)) == pytest.approx(-16, abs=1.5)


def test_the_same_seed_sounds_the_same_and_another_one_otherwise(tmp_path):
    one = sound_of(tmp_path, "a dog runs", 1)
    assert np.array_equal(one, sound_of(tmp_path, "a dog runs", 1))
    assert not np.array_equal(one, sound_of(tmp_path, "a dog runs", 1, seed=6))


def test_a_full_scale_tone_has_the_loudness_that_the_standard_says():
    t = np.arange(SOUND_RATE * 2) / SOUND_RATE
    tone = np.sin(2 * np.pi * 997 * t)
    assert loudness(np.stack([tone, np.zeros_like(tone)])) == pytest.approx(-3.01, abs=0.1)


@pytest.mark.parametrize(
    ("prompt", "kinds"),
    [
        ("A cat playing piano", {"piano", "meow"}),
        ("a horse runs along the beach", {"hoof", "neigh"}),
        ("an owl sits in a tree", {"hoot"}),
        ("a cow sleeps in a field", set()),
        ("a man walks in the snow", {"step"}),
        ("a rocket launches", {"rocket"}),
        ("a red car drives through the desert", {"engine"}),
        ("fireworks over the city", {"burst"}),
        ("an eagle flies over the mountains", {"wing"}),
        ("a cowboy by a campfire", {"fire"}),
        ("people talk in a library", {"babble"}),
        ("an elephant wades in a lake", {"splash", "trumpeting"}),
        ("a rock in a studio", set()),
    ],
)
def test_what_is_seen_is_heard(tmp_path, prompt, kinds):
    job = make_job(tmp_path, prompt=prompt, width=96, height=54)
    assert {cue.kind for cue in Play(job, read_storyboard(job)).cues} == kinds


def test_steps_fall_as_often_as_the_feet_do(tmp_path):
    job = make_job(tmp_path, prompt="a man walks through the city", width=96, height=54, seconds=4)
    play = Play(job, read_storyboard(job))
    performer = play.scenes[0].company.performers[-1]
    steps = 2 * (performer.cycle(4.0) - performer.cycle(0.0))
    (cue,) = play.cues
    assert len(cue.moments) == pytest.approx(steps, abs=1)


def test_every_kind_of_sound_can_be_made():
    random = np.random.default_rng(1)
    for kind in [*_HITS, *_FLOWS, "unheard-of"]:
        for ground in ("ground", "snow", "floor", "water"):
            desk = Desk(0.6)
            lay_effect(desk, Cue(kind, 0.0, 0.6, 3.0, ground=ground), random)
            assert np.isfinite(desk.track).all()
            assert desk.track.any() == (kind != "unheard-of")


def test_every_place_and_mood_and_instrument_sounds():
    random = np.random.default_rng(1)
    for place in sorted(set(lexicon.PLACES.values())):
        desk = Desk(0.6)
        lay_ambience(desk, Bed(place, "night", ("rain",), 0.0, 0.6, (0.1,)), random)
        assert desk.track.any()
    for mood in MOODS:
        assert compose(0.6, 1, mood, [], [Cue(kind, 0.0, 0.6) for kind in sorted(INSTRUMENTS)]).any()


def test_sound_stands_where_it_is_seen():
    desk = Desk(1.0)
    desk.lay(np.ones(SOUND_RATE // 2), 0.0, 0.5, -1.0)
    assert np.abs(desk.track[0]).max() > 0.4
    assert np.abs(desk.track[1]).max() < 1e-6
