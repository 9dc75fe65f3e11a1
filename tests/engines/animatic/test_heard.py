"""What comes out of the loudspeaker, measured: loudness, peaks, clicks, silence, sides, and steps that fall on the beat.

Nobody listens here. FFmpeg's `ebur128` measures the films as they are in the file, after AAC.
"""

from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest

from engines.animatic.jobs import make_job
from filmgate.engines.animatic.brush.paint import Gradient
from filmgate.engines.animatic.film import SOUND_RATE
from filmgate.engines.animatic.render import render
from filmgate.engines.animatic.script.storyboard import Setting
from filmgate.engines.animatic.sound.cue import Cue
from filmgate.engines.animatic.sound.desk import Desk
from filmgate.engines.animatic.sound.effects import lay_effect
from filmgate.engines.animatic.sound.score import compose
from filmgate.engines.animatic.stage.light import light_for
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.play import Play, read_storyboard
from filmgate.engines.animatic.stage.puppets.puppet import Moment

FRAME = 1 / 24
PROMPTS = [
    "A cat playing piano",
    "a storm at sea, then a rocket launches, then a whale under water",
    "a man walks through the snow",
    "?",
    "fireworks over the city",
    "two horses run along the beach",
    "people talk in a library",
    "a taco",
]


def play_of(tmp_path, prompt, seconds, **more):
    job = make_job(tmp_path, prompt=prompt, seconds=seconds, width=96, height=54, **more)
    board = read_storyboard(job)
    return Play(job, board), board


def track_of(tmp_path, prompt, seconds=6, seed=5):
    play, board = play_of(tmp_path, prompt, seconds, seed=seed)
    return compose(seconds, seed, board.mood, play.beds, play.cues), play


def measured(film):
    """Integrated loudness (LUFS) and true peak (dBTP) of a film's sound, by FFmpeg."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=SOUND_RATE, format="fltp", layout="stereo", time_base=Fraction(1, SOUND_RATE)
    )
    meter, sink = graph.add("ebur128", "peak=true:metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    found = {}

    def drain():
        while True:
            try:
                found.update(graph.pull().metadata)
            except (av.error.BlockingIOError, av.error.EOFError):
                return

    with av.open(str(film)) as container:
        for frame in container.decode(audio=0):
            graph.push(frame)
            drain()
    graph.push(None)
    drain()
    return float(found["lavfi.r128.I"]), 20 * np.log10(float(found["lavfi.r128.true_peak"]))


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_film_is_as_loud_as_films_are_and_its_peaks_leave_room(tmp_path, prompt):
    loudness, peak = measured(
        render(make_job(tmp_path, prompt=prompt, seconds=6, width=96, height=54), lambda *_: None)
    )
    assert loudness == pytest.approx(-16.0, abs=0.5)
    assert peak <= -1.0


@pytest.mark.parametrize("prompt", PROMPTS)
def test_nothing_clicks_where_shots_meet_or_where_a_film_begins_again(tmp_path, prompt):
    track, play = track_of(tmp_path, prompt)
    assert np.abs(track[:, 0]).max() < 1e-3  # played in a loop, the end meets the beginning
    assert np.abs(track[:, -1]).max() < 1e-3
    jumps = np.abs(np.diff(track, n=2, axis=1)).max(axis=0)
    for start in play.starts[1:]:
        cut, near, around = round(start * SOUND_RATE), SOUND_RATE // 500, SOUND_RATE // 5
        here = jumps[cut - near : cut + near].max()
        there = np.concatenate([jumps[cut - around : cut - near], jumps[cut + near : cut + around]])
        assert here <= 1.5 * there.max()


@pytest.mark.parametrize("prompt", PROMPTS)
def test_it_is_never_silent_for_long(tmp_path, prompt):
    track, _ = track_of(tmp_path, prompt)
    window = SOUND_RATE // 2
    power = [(track[:, k : k + window] ** 2).mean() for k in range(0, track.shape[1] - window, window // 2)]
    assert 10 * np.log10(min(power)) > -60


def test_who_runs_to_and_fro_in_a_room_is_heard_where_he_is_seen(tmp_path):
    play, _ = play_of(tmp_path, "a man runs through a room", 6)
    (cue,) = [cue for cue in play.cues if cue.kind == "step"]
    (runner,) = play.scenes[0].company.performers
    places = [runner.at(moment, 0, 0)[0] / play.scenes[0].view.wide - 0.5 for moment in cue.moments]
    assert min(places) < -0.15
    assert max(places) > 0.15
    for moment, place in zip(cue.moments, places, strict=True):
        desk = Desk(7.0)
        lay_effect(desk, replace(cue, moments=(moment,)), np.random.default_rng(1))
        left, right = (desk.track**2).sum(axis=1)
        if abs(place) > 0.1:
            assert (right > left) == (place > 0)


def test_a_held_sound_goes_along_too():
    desk = Desk(2.0)
    lay_effect(desk, Cue("engine", 0.0, 2.0, path=(-0.7, 0.7)), np.random.default_rng(1))
    left, right = (desk.track[:, : SOUND_RATE // 2] ** 2).sum(axis=1)
    assert left > 2 * right
    left, right = (desk.track[:, -SOUND_RATE // 2 :] ** 2).sum(axis=1)
    assert right > 2 * left


def contacts(performer, seconds):
    """Moments at which a foot comes down, seen in what is drawn: green shoes, and how far below they reach."""
    person = performer.spot.puppet
    person.look = replace(person.look, shoes="00ff00")
    light, rate, low = light_for(Setting(), -1), 240, []
    for k in range(int(seconds * rate)):
        t = k / rate
        pen = Pen(light)
        person.draw(pen, Moment(t, performer.spot.action, cycle=performer.cycle(t)))
        soles = [
            max(
                m[3] * x + m[4] * y + m[5]
                for x, y in zip(path.coordinates[::2], path.coordinates[1::2], strict=True)
            )
            for path, paint, m, _ in pen.parts
            if isinstance(paint, Gradient) and _is_green(paint)
        ]
        assert len(soles) == 2
        low.append(soles)
    down = np.array(low) > -0.02 * person.height
    return sorted(
        k / rate for foot in down.T for k in np.flatnonzero(foot[1:] & ~foot[:-1]) + 1 if k > rate // 8
    )


def _is_green(paint):
    red, green, blue, _ = paint.first
    return green > 120 and green > 2 * max(red, blue)


def test_steps_are_heard_when_feet_come_down(tmp_path):
    play, _ = play_of(tmp_path, "a man walks through the city", 5)
    (cue,) = play.cues
    seen = contacts(play.scenes[0].company.performers[-1], 5)
    assert len(seen) > 6
    heard = np.array(cue.moments)
    assert max(np.abs(heard - moment).min() for moment in seen) < FRAME
    desk = Desk(5.0)
    lay_effect(desk, cue, np.random.default_rng(1))
    for moment in cue.moments[1:-1]:
        at, span = round((cue.start + moment) * SOUND_RATE), SOUND_RATE // 50
        assert (desk.track[:, at : at + span] ** 2).sum() > 5 * (desk.track[:, at - span : at] ** 2).sum()
