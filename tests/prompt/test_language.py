"""Which language a prompt is in: short English must not be taken for anything else."""

from __future__ import annotations

import pytest

from filmgate.prompt.language import detect_language, language_name


@pytest.mark.parametrize(
    "prompt",
    [
        "A cat playing piano",
        "A red fox walks through a snowy forest at dawn",
        "sunset",
        "neon city",
        "robot dance",
        "a dog",
        "Nashville skyline",
        "cyberpunk samurai, bokeh",
        "Cinematic drone shot of a castle, 4k",
        "A STORM OVER THE SEA",
        "A lantern with the sign 福 in a quiet street",
        "🎹🐱",
        "12345",
        "…",
    ],
)
def test_english_and_what_says_nothing_is_english(prompt: str) -> None:
    assert detect_language(prompt) == "en"


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("Ein Hund im Schnee", "de"),
        ("EIN HUND IM SCHNEE", "de"),
        ("un gato toca el piano", "es"),
        ("un chat joue du piano", "fr"),
        ("uma menina corre na praia", "pt"),
        ("una ragazza balla sotto la pioggia", "it"),
        ("een kat speelt piano", "nl"),
        ("bir kedi piyano çalıyor", "tr"),
        ("кот играет на пианино", "ru"),
        ("一只猫弹钢琴", "zh"),
        ("猫がピアノを弾く", "ja"),
        ("고양이가 피아노를 친다", "ko"),
        ("قطة تعزف البيانو", "ar"),
        ("A cat: 一只猫在海边弹钢琴，夕阳西下", "zh"),
    ],
)
def test_other_languages_are_known(prompt: str, code: str) -> None:
    assert detect_language(prompt) == code
    assert language_name(code) != code


@pytest.mark.parametrize(
    "prompt", ["\ud83d\ude00" * 10, "a\nb\r\nc\u2028d", "\u202eabc", "x" * 2000, "\x07\x1b[31m"]
)
def test_any_text_has_an_answer(prompt: str) -> None:
    assert detect_language(prompt)
