"""What a prompt is read as: who does what, where and when."""

import json
import unicodedata
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgate.engines.animatic.script.read import read_prompt


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


@pytest.mark.parametrize(
    ("prompt", "feelings"),
    [
        ("a sad robot and a happy girl", ["sad", "happy"]),
        ("the lion is angry", ["angry"]),
        ("a boy smiles", ["happy"]),
        ("a crying baby", ["sad"]),
        ("a man, surprised", ["surprised"]),
    ],
)
def test_feelings_go_to_whom_they_belong(prompt, feelings):
    assert [actor.traits[-1] for actor in read_prompt(prompt).shots[0].actors] == feelings


def test_a_feeling_takes_the_place_of_the_one_before():
    board = read_prompt("the robot is sad. Then it laughs")
    assert [shot.actors[0].traits for shot in board.shots] == [("sad",), ("happy",)]


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("a shop with a sign that says OPEN", "OPEN"),
        ('a man holds a sign saying "Free hugs!"', "Free hugs!"),
        ("a billboard reading HELLO WORLD in the city", "HELLO WORLD"),
        ("a sign on a wall", ""),
    ],
)
def test_what_a_sign_says_stands_on_it_and_is_no_subtitle(prompt, text):
    shot = read_prompt(prompt).shots[0]
    assert next(actor for actor in shot.actors if actor.noun == "sign").text == text
    assert shot.subtitle is None


_PIECES = st.one_of(
    st.characters(),
    st.sampled_from(
        [
            "a cat ",
            "two ",
            "then ",
            "Shot 2 [1-3s]: ",
            '"',
            "it ",
            "they run. ",
            "一只猫",
            "ein Hund ",
            "no ",
            "9999 ",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=400).map("".join))
def test_any_text_of_2000_characters_gives_a_plain_storyboard(text):
    prompt = text[:2000]
    board = read_prompt(prompt, prompt[::-1])
    assert json.loads(json.dumps(asdict(board)))["shots"]
    assert sum(shot.share for shot in board.shots) == pytest.approx(1.0)
    for shot in board.shots:
        for actor in shot.actors:
            assert 1 <= actor.count <= 14
            assert all(to is None or 0 <= to < len(shot.actors) for to in (actor.to, actor.target))
    assert all(unicodedata.category(c)[0] != "Z" or c == " " for c in board.title)
