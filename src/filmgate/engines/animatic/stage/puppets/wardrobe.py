"""Who people are: build, hair, clothes and what they wear on their heads: a line each."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from filmgate.engines.animatic.script.lexicon import COLOURS
from filmgate.engines.animatic.script.storyboard import Actor


@dataclass(frozen=True)
class Look:
    """`height` in units (170 a grown person); colours as hex digits; `skin` and `hair` empty: by chance."""

    height: float = 170
    top: str = "3f74c9"
    legs: str = "33415e"
    shoes: str = "2c2b33"
    outfit: str = "shirt"
    """shirt, dress, suit, robe, armour, space, coat, sport, ballet, cape"""
    hat: str = ""
    hat_colour: str = ""
    hair_style: str = "short"
    skin: str = ""
    hair: str = ""
    beard: str = ""
    big_head: float = 1.0
    extra: str = ""


_LOOKS = {
    "person": Look(),
    "man": Look(176, "4a6f8f", "3a3f52"),
    "woman": Look(166, "c9577a", "c9577a", "5a3040", "dress", hair_style="long"),
    "boy": Look(118, "e2803c", "3d5a86", big_head=1.3),
    "girl": Look(114, "d95f8a", "d95f8a", "7a3a5a", "dress", hair_style="tails", big_head=1.3),
    "child": Look(108, "4fa36a", "43557a", big_head=1.35),
    "grandmother": Look(156, "8a6fa8", "8a6fa8", "4a3a4a", "dress", hair_style="bun", hair="d9d9de", extra="glasses"),
    "grandfather": Look(164, "8a7a5a", "5a5348", hair_style="bald", hair="e3e3e6", beard="e3e3e6", extra="cane"),
    "bride": Look(166, "fbf7f2", "fbf7f2", "f0e6e6", "dress", hair_style="long", hat="veil", hat_colour="ffffff"),
    "groom": Look(176, "2b2c3a", "2b2c3a", "1c1c24", "suit"),
    "dancer": Look(168, "f4a6c0", "f6d7de", "f4a6c0", "ballet", hair_style="bun"),
    "astronaut": Look(178, "eef1f4", "e3e7ec", "9aa3b0", "space", hat="helmet"),
    "knight": Look(178, "aab3bd", "98a2ad", "6f7883", "armour", hat="knight", hat_colour="b9c1c9", extra="sword"),
    "samurai": Look(174, "7a2f36", "3a3440", "2a2622", "coat", hat="kabuto", hat_colour="3f4450", extra="sword"),
    "ninja": Look(170, "2e2f3c", "2e2f3c", "1c1c24", "coat", hat="hood", hat_colour="33343f", extra="sword"),
    "magician": Look(176, "2b2a38", "2b2a38", "1c1c24", "suit", hat="tophat", hat_colour="26252f", extra="cane"),
    "vampire": Look(178, "2a2430", "2a2430", "1c1820", "coat", skin="e6e0e4", hair="1a161c"),
    "police": Look(176, "2c3f6e", "263352", "1c1f2a", "suit", hat="cap", hat_colour="22335c"),
    "builder": Look(174, "e0993c", "3f5f8f", "5a3f2a", "shirt", hat="hard", hat_colour="f2c23c"),
    "king": Look(174, "a02f3c", "7a2430", "4a2a20", "robe", hat="crown", beard="8a6a4a"),
    "queen": Look(168, "7a3f9a", "7a3f9a", "4a2a5a", "dress", hat="crown", hair_style="long"),
    "wizard": Look(172, "3d3f8f", "3d3f8f", "2a2a5a", "robe", hat="wizard", hat_colour="34357a", beard="e6e6ea", extra="staff"),
    "witch": Look(164, "4a3460", "3a2a4a", "2a2030", "dress", hat="wizard", hat_colour="352645", hair_style="long"),
    "elf": Look(150, "4a9a5a", "3d6a46", "6a4a2c", "shirt", hat="elf", hat_colour="3f8a4c"),
    "fairy": Look(120, "8fd6c0", "8fd6c0", "e9b7d6", "dress", hair_style="long", big_head=1.15, extra="wings"),
    "mermaid": Look(150, "c77fb8", "2f9a8f", "2f9a8f", "sport", hair_style="long", extra="tail"),
    "pirate": Look(172, "b03a3a", "2f3a52", "4a3322", "coat", hat="pirate", hat_colour="2a2632", beard="3a2a22"),
    "sailor": Look(172, "2c4a7a", "e9e9e6", "2c2b33", "shirt", hat="cap", hat_colour="f4f4f0", beard="6a5340"),
    "chef": Look(170, "f7f5f0", "44485a", "2c2b33", "coat", hat="chef", hat_colour="ffffff"),
    "doctor": Look(172, "f2f6f8", "5a86a0", "3a3f48", "coat", extra="glasses"),
    "farmer": Look(172, "c9503f", "3f5f8f", "5a3f2a", "shirt", hat="straw", hat_colour="e0bd6a"),
    "firefighter": Look(176, "d9a03a", "4a4438", "2a2622", "coat", hat="hard", hat_colour="c9372f"),
    "soldier": Look(176, "5a6a4a", "4a5840", "2f2c26", "suit", hat="cap", hat_colour="46543a"),
    "detective": Look(176, "5a5248", "3a3632", "2a2622", "coat", hat="fedora", hat_colour="4a4238"),
    "artist": Look(168, "6a7fae", "4a4a56", hat="beret", hat_colour="b03a3a"),
    "monk": Look(168, "b8642c", "b8642c", "6a4a2c", "robe", hair_style="bald"),
    "swimmer": Look(172, "", "2f74b9", "", "sport", hair_style="short", extra="trunks"),
    "surfer": Look(172, "", "e0803c", "", "sport", extra="surfboard"),
    "skier": Look(172, "e0503f", "2f3f5f", "2c2b33", "coat", hat="beanie", hat_colour="f0b63c", extra="skis"),
    "hiker": Look(172, "c9743f", "4a5340", "4a3322", "coat", hat="beanie", hat_colour="3f6f8f"),
    "athlete": Look(174, "e2483d", "2c3550", "f2f2f2", "sport"),
    "superhero": Look(182, "2f62c0", "2f62c0", "c9302f", "cape"),
    "santa": Look(166, "c42f34", "c42f34", "2c2428", "coat", hat="santa", hat_colour="c42f34", beard="f6f6f4"),
    "clown": Look(170, "e8c33c", "4f8fd0", "d0342f", "shirt", hair_style="afro", hair="e0503f", extra="red nose"),
    "geisha": Look(162, "b5304a", "b5304a", "2a2024", "robe", hair_style="bun", hair="1f1a20", skin="f7e6da"),
    "zombie": Look(172, "5a6a5a", "4a4a44", skin="8fae78"),
    "ghost": Look(150, "eef2fa", "eef2fa", "", "ghost"),
    "skeleton": Look(172, "efeadd", "efeadd", "efeadd", "sport", skin="f4efe2", hair_style="bald"),
}  # fmt: skip
_CLOTHS = ("3f74c9", "d95f5f", "e0993c", "4fa36a", "8a5fb0", "d9577a", "2f9a9a", "c9503f")
_SKINS = ("f6d0b1", "eab994", "d9a07a", "b97a52", "8d5a3b", "6b4230", "f3c6a5")
_HAIRS = ("2a1f1e", "4a3124", "6e4a2c", "a9713c", "d9b063", "1f1a22", "8a3f24")


def look_of(actor: Actor, random: Random, offset: float) -> Look:
    """The look of this person: the role's, with the colours that were said, the rest by chance."""
    look = _LOOKS.get(actor.noun, _LOOKS["person"])
    if actor.noun == "person" and random.random() < 0.5:
        look = _LOOKS["woman"]
    if actor.noun == "child" and random.random() < 0.5:
        look = replace(_LOOKS["girl"], height=look.height)
    if actor.noun in {"person", "man", "woman", "boy", "girl", "child"}:
        cloth = _CLOTHS[int(offset * len(_CLOTHS)) % len(_CLOTHS)]
        look = replace(look, top=cloth, legs=cloth if look.outfit == "dress" else look.legs)
    if "old" in actor.traits and not look.beard and look.height > 140:
        look = replace(look, hair="dedee2", hair_style="bun" if look.outfit == "dress" else "short")
    if actor.colour:
        colour = COLOURS[actor.colour]
        look = replace(look, top=colour, legs=colour if look.outfit in {"dress", "robe", "cape"} else look.legs)
    return replace(look, skin=look.skin or random.choice(_SKINS), hair=look.hair or random.choice(_HAIRS))
