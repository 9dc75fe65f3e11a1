"""Words that no drawing is for: shown as symbols, moved as props, listed as shown."""

import numpy as np
import pytest

from engines.animatic.jobs import make_job
from filmgate.engines.animatic.brush.canvas import Canvas
from filmgate.engines.animatic.brush.matrix import IDENTITY
from filmgate.engines.animatic.script.nouns import find_noun
from filmgate.engines.animatic.script.read import read_prompt
from filmgate.engines.animatic.script.storyboard import Actor, Setting
from filmgate.engines.animatic.script.symbols import _names, character, find_symbol, translations
from filmgate.engines.animatic.stage.cast import puppet_for
from filmgate.engines.animatic.stage.light import light_for
from filmgate.engines.animatic.stage.pen import Pen, lay
from filmgate.engines.animatic.stage.play import Play, read_storyboard
from filmgate.engines.animatic.stage.puppets.card import Card
from filmgate.engines.animatic.stage.puppets.puppet import Moment

SIDE = 96


def drawn(name, action="idle", t=0.3, colour=None):
    puppet = puppet_for(Actor(name, "symbol", name, colour=colour), 0.2)
    assert not isinstance(puppet, Card), name
    canvas, size = Canvas(SIDE, SIDE), 0.8 * SIDE / max(puppet.height, puppet.width)
    pen = Pen(light_for(Setting(), -1)).at(SIDE / 2, SIDE * 0.92, 0, size)
    puppet.draw(pen, Moment(t, action, cycle=0.3 * t))
    lay(canvas, pen.parts, IDENTITY)
    return canvas.finish().astype(int).copy()


@pytest.mark.parametrize(
    "word",
    [
        "stethoscope",
        "taco",
        "sari",
        "yo-yo",
        "avocado",
        "screwdrivers",
        "hot dog",
        "socks",
        "fishing rod",
        "crystal ball",
    ],
)
def test_a_word_outside_the_families_is_shown_as_a_symbol(word):
    assert find_noun(word) is None
    board = read_prompt(f"a {word} in the desert")
    (actor,) = board.shots[0].actors
    assert actor.family == "symbol"
    assert board.not_shown == ()
    assert word in board.shown


def test_hundreds_of_words_are_and_every_one_of_them_can_be_drawn():
    names = sorted(set(_names().values()))
    assert len(names) > 350
    for name in names:
        assert character(name)
        assert (drawn(name)[..., 3] > 40).mean() > 0.05, name


@pytest.mark.parametrize(
    "word", ["happy", "the", "up", "new", "smiling face", "eye", "thumbs up", "zorgle", "seven"]
)
def test_faces_hands_signs_and_small_words_are_no_symbols(word):
    assert find_symbol(word) is None or word in {"up", "new"}
    assert all(actor.family != "symbol" for actor in read_prompt(word).shots[0].actors)


def test_what_can_be_drawn_is_never_a_symbol():
    for word in ("cat", "t-rex", "pizza", "rocket", "rose", "violin", "crab", "sunflower"):
        assert read_prompt(f"a {word}").shots[0].actors[0].family != "symbol"


def test_a_symbol_has_the_colour_that_was_said_and_otherwise_its_own():
    red, green = drawn("yo-yo", colour="red"), drawn("yo-yo", colour="green")
    assert (red[..., 0] - red[..., 1]).mean() > (green[..., 0] - green[..., 1]).mean() + 8
    avocado = drawn("avocado")
    assert (avocado[..., 1] - avocado[..., 0]).mean() > 2


def test_what_is_round_rolls_and_what_dances_turns_about_and_what_hops_leaves_the_ground():
    upright, rolled = drawn("compass", "drive", 0.0), drawn("compass", "drive", 1.0)
    assert np.abs(upright - rolled).mean() > 5
    widths = {int((drawn("taco", "dance", t)[..., 3] > 40).any(axis=0).sum()) for t in (0.0, 0.3, 0.6, 0.9)}
    assert max(widths) > 2 * min(widths)
    feet = [np.flatnonzero((drawn("taco", "jump", t)[..., 3] > 40).any(axis=1))[-1] for t in (0.0, 0.35)]
    assert feet[0] > feet[1] + 10


@pytest.mark.parametrize(
    ("language", "word", "name"),
    [
        ("de", "feuerlöscher", "fire extinguisher"),
        ("es", "aguacate", "avocado"),
        ("zh", "听诊器", "stethoscope"),
    ],
)
def test_symbols_have_names_in_other_languages(language, word, name):
    assert translations(language)[word] == name


def test_a_prompt_in_which_nothing_is_known_still_gets_a_lettered_card(tmp_path):
    job = make_job(tmp_path, prompt="zorgle vrumpf", width=160, height=90)
    board = read_storyboard(job)
    assert board.not_shown == ("zorgle", "vrumpf")
    assert Play(job, board).scenes[0].lettering is not None
