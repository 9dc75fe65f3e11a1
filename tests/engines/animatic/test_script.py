"""What a prompt is read as: who does what, where and when."""

import json
from dataclasses import asdict

import pytest

from filmgate.engines.animatic.script.read import read_prompt

# prompt; actors as `noun*count action>target`; place; time; weather
SENTENCES = [
    ("A cat playing piano", "cat play>piano, piano", "room", "day", ""),
    ("A red fox walks through a snowy forest at dawn", "fox walk", "forest", "dawn", "snow"),
    ("Two children fly a kite on a beach", "child*2 fly>kite, kite", "beach", "day", ""),
    ("A rocket launches at night", "rocket launch", "launchpad", "night", ""),
    ("A sailing boat in a storm", "sailboat", "sea", "blue hour", "storm"),
    ("A robot dances in a neon city", "robot dance", "city", "night", ""),
    ("three penguins on ice", "penguin*3", "snowfield", "day", ""),
    ("a whale swims under water", "whale swim", "underwater", "day", ""),
    ("an astronaut rides a horse on mars", "astronaut ride>horse, horse", "mars", "day", ""),
    ("a knight fights a dragon", "knight fight>dragon, dragon", "mountains", "late", ""),
    ("red sports car driving through the desert", "sports-car drive", "desert", "late", ""),
    ("a flock of birds flying over the sea at sunset", "bird*8 fly", "sea", "sunset", ""),
    ("a cowboy sits by a campfire at night", "farmer sit, campfire", "forest", "night", ""),
    ("pizza", "pizza", "kitchen", "day", ""),
    ("rainy street at night", "", "street", "night", "rain"),
    ("Ein Hund läuft im Wald", "dog run", "forest", "day", ""),
    ("Un perro corre en la playa", "dog run", "beach", "day", ""),
    ("一只熊猫在吃竹子", "panda eat>bamboo, bamboo", "meadow", "day", ""),
    ("!!! ... ???", "", "abstract", "day", ""),
]


def said(actors):
    rows = []
    for actor in actors:
        row = actor.noun + (f"*{actor.count}" if actor.count > 1 else "")
        if actor.action != "idle":
            row += f" {actor.action}" + (f">{actors[actor.target].noun}" if actor.target is not None else "")
        rows.append(row)
    return ", ".join(rows)


@pytest.mark.parametrize(
    ("prompt", "actors", "place", "time", "weather"), SENTENCES, ids=[s[0] for s in SENTENCES]
)
def test_a_sentence_is_read_as_it_is_meant(prompt, actors, place, time, weather):
    shot = read_prompt(prompt).shots[0]
    setting = shot.setting
    assert (said(shot.actors), setting.place, setting.time, ", ".join(setting.weather)) == (
        actors,
        place,
        time,
        weather,
    )


@pytest.mark.parametrize(
    ("prompt", "size", "move"),
    [
        ("close-up of a cat", "close", "drift"),
        ("aerial view of a castle", "aerial", "drift"),
        ("a dog, the camera pans left", "medium", "pan left"),
        ("slow zoom in on a tree", "medium", "dolly in"),
        ("handheld shot of a man", "medium", "handheld"),
    ],
)
def test_camera_words_reach_the_camera(prompt, size, move):
    camera = read_prompt(prompt).shots[0].camera
    assert (camera.size, camera.move) == (size, move)


def test_several_shots_share_the_time_as_was_said():
    board = read_prompt("Shot 1 [0-2s]: a cat sleeps. Shot 2 [2-8s]: a dog runs on the beach")
    assert [round(shot.share, 2) for shot in board.shots] == [0.25, 0.75]
    assert [shot.actors[0].noun for shot in board.shots] == ["cat", "dog"]


def test_what_follows_then_is_a_shot_of_its_own_with_the_same_actors():
    board = read_prompt("a dog sits in the garden, then runs")
    assert [shot.actors[0].action for shot in board.shots] == ["sit", "run"]
    assert board.shots[1].setting.place == "garden"


def test_quoted_speech_becomes_a_subtitle_and_names_nobody():
    board = read_prompt('A girl says "look, a whale!" in the garden')
    assert board.shots[0].subtitle == "look, a whale!"
    assert [actor.noun for actor in board.shots[0].actors] == ["girl"]


def test_what_is_negated_is_not_shown():
    board = read_prompt("a street without cars")
    assert not board.shots[0].actors
    assert board.negated


def test_every_content_word_is_shown_or_listed_as_not_shown():
    board = read_prompt("a zorgle bakes a cake with enthusiasm")
    assert {"zorgle", "enthusiasm"} <= set(board.not_shown)
    assert "cake" in board.shown


def test_a_storyboard_is_plain_json():
    board = read_prompt("two dogs run on the beach, then a cat sleeps")
    assert json.loads(json.dumps(asdict(board)))["shots"][0]["actors"][0]["count"] == 2


def test_those_of_the_scene_before_go_on_when_nobody_else_is_named():
    board = read_prompt("a man walks in the rain, then sits on a bench")
    man, bench = board.shots[1].actors
    assert (man.noun, man.action, man.relation, bench.noun) == ("man", "sit", "on", "bench")
    assert board.shots[1].setting.weather == ("rain",)


def test_a_sofa_takes_the_next_scene_indoors():
    board = read_prompt("a dog runs on the beach, then a cat sleeps on a sofa")
    assert [shot.setting.place for shot in board.shots] == ["beach", "room"]


def test_a_place_that_does_something_by_itself_lends_its_verb_to_nobody():
    assert read_prompt("a volcano erupts, a dragon flies").shots[0].actors[0].action == "fly"


def test_one_deer_is_one_deer():
    assert [actor.count for actor in read_prompt("a deer beside two sheep").shots[0].actors] == [1, 2]
