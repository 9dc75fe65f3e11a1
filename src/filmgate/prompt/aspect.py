"""What `aspect_ratio: auto` comes to: the shape of the first image, or the words of the prompt, else 16:9."""

from __future__ import annotations

import re

_WIDE, _TALL = "16:9", "9:16"

# Words count where they speak of the film, not of what it shows: a "love story", a "film reel" and a man "on the
# phone" are no reason for an upright film, an "Instagram story", a "reel" and a "phone video" are.
_TALL_WORDS = (
    r"\b9\s?[:x/×]\s?16\b|\b(?:1080|720|540|480)\s?[x×]\s?(?:1920|1280|960|854)\b",
    r"\bvertical(?:e|es|ly|mente)?\b|\bupright (?:video|film|format|clip|shot)\b|\btall format\b",
    r"\bportrait(?! painting| gallery| of an artist as)\b|\bretrato\b|\britratto\b",
    r"(?<!film )(?<!fishing )(?<!news )(?<!highlight )(?<!cable )\breels?\b(?!-to-| of film)|\btik\s?tok\b",
    r"\b(?:youtube |yt )?shorts? (?:video|clip|format)\b|\byoutube shorts?\b|\bsnapchat\b",
    r"\b(?:instagram|insta|ig|facebook|social(?: media)?|whatsapp|snap)[ -](?:story|stories|post story)\b",
    r"\bstory[ -](?:format|video|clip|ad|size|mode)\b|\bfor (?:a|an|my|our|the|your) stor(?:y|ies)\b|\bstories\b",
    r"\b(?:smart|i|mobile )?phone[ -]?(?:video|wallpaper|screen|format|clip|ad|size|view|background|mode|film)s?\b",
    r"\b(?:for|on) (?:a|my|the|your|our)?\s?(?:smart|i|mobile )?phones?(?: screens?)?\s*(?:[,.;:!)]|$)",
    r"\bhochformat\b|\bhochkant\b|\bvertikal\w*|\bhandy(?:video|format|film)\b|\bverticaal\b|\bstaand (?:video|formaat)\b",
    r"\bformat (?:téléphone|mobile|smartphone)\b|\bpour (?:téléphone|mobile)\b|\bpara (?:el )?(?:móvil|celular)\b",
    r"\bformato (?:móvil|celular|telefono|de celular)\b|\bhistorias? de instagram\b|\bper (?:il )?telefono\b",
    r"\bвертикальн\w*|\bпортретн\w*|\bсторис\b|\bрилс\b|\bpionow\w*|\bdikey\b|\bkhổ dọc\b|\bvideo dọc\b",
    r"竖屏|竖版|竖向|豎屏|直式|纵向|縱向|手机(?:视频|壁纸|屏|竖)|短视频|抖音|小红书|快手",
    r"縦(?:型|長|動画|画面|向き)?|スマホ|ストーリーズ?|リール|세로|스토리|릴스|쇼츠|عمودي|رأسي|लंबवत|वर्टिकल",
)
_WIDE_WORDS = (
    r"\b16\s?[:x/×]\s?9\b|\b(?:1920|1280|854|3840)\s?[x×]\s?(?:1080|720|480|2160)\b",
    r"\bhorizontal(?:e|es|ly|mente)?\b|\bwide-?screen\b|\blandscape (?:video|format|mode|orientation|clip|film)\b",
    r"\bquerformat\b|\bbreitbild\b|\bpanorámic\w*|\bapaisad\w*|\bpaysage (?:format|vidéo)\b|\bformat paysage\b",
    r"\borizzontale\b|\bгоризонтальн\w*|\byatay\b|\bpoziom\w*|\bliggend (?:video|formaat)\b",
    r"横屏|横版|橫屏|横向|宽屏|寬屏|横(?:型|長|動画|画面|向き)|ワイド画面|가로|와이드|أفقي",
)
_NEGATED = re.compile(
    r"\b(?:no|not|non|nicht|kein|keine|sin|pas|не|без)\s+(?:a\s+|an\s+|in\s+|en\s+|im\s+)?$"
)
_SHAPE = re.compile(rf"(?P<tall>{'|'.join(_TALL_WORDS)})|(?P<wide>{'|'.join(_WIDE_WORDS)})")


def aspect_from_words(prompt: str) -> str:
    """`9:16` if the prompt speaks of an upright film first, else `16:9` (seed, `aspect_ratio`)."""
    text = prompt.lower()
    for match in _SHAPE.finditer(text):
        if not _NEGATED.search(text, 0, match.start()):
            return _TALL if match["tall"] else _WIDE
    return _WIDE


def aspect_from_image(width: int, height: int) -> str:
    """The ratio nearer to a picture's own: `9:16` if it is higher than wide (pixels), else `16:9`."""
    return _TALL if height > width else _WIDE
