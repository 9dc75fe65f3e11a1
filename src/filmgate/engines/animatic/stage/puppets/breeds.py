"""The proportions and coats of four-legged animals: a line each."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass, replace

from filmgate.engines.animatic.brush.colour import hex_colour, toned
from filmgate.engines.animatic.script.lexicon import COLOURS
from filmgate.engines.animatic.script.storyboard import Actor


@dataclass(frozen=True)
class Breed:
    """Lengths in units (a person is 170 high), colours as hex digits."""

    length: float
    trunk: float
    leg: float
    limb: float
    neck: float
    neck_angle: float
    head: float
    colour: str
    belly: str
    ears: str = "pointed"
    tail: str = "plain"
    muzzle: float = 0.6
    """Length of the muzzle in heads."""
    mane: str = ""
    horns: str = ""
    marks: str = ""
    mark_colour: str = "2c2b33"
    foot: str = ""
    nose: str = "2c2430"
    paw: float = 1.35
    nape: float = 0.62
    head_angle: float = 0.1
    back: float = 0.0
    """How high the back is arched, in trunks."""
    tail_length: float = 1.0
    far: str = ""

    def __post_init__(self) -> None:
        if not self.far:
            r, g, b, _ = toned(hex_colour(self.colour), -0.10)
            object.__setattr__(self, "far", f"{r:02x}{g:02x}{b:02x}")


_BREEDS = {
    "cat": Breed(78, 36, 34, 7, 16, -0.75, 23, "e0903f", "fbe7cf", "cat", "long", 0.32, marks="tabby", mark_colour="b5651d", foot="fbe7cf", nose="d9707a"),
    "dog": Breed(92, 42, 46, 9, 26, -0.9, 25, "c98d4e", "f3dfc0", "floppy", "wag", 0.62, foot="f3dfc0"),
    "fox": Breed(88, 36, 42, 7, 22, -0.6, 23, "dd6a2c", "fbeee0", "fox", "bushy", 0.68, foot="3a2a2c", marks="bib"),
    "wolf": Breed(104, 44, 58, 9, 28, -0.5, 26, "7d8490", "d9dce0", "fox", "bushy", 0.7, marks="bib", foot="5f6570"),
    "horse": Breed(150, 68, 96, 12, 76, -0.95, 33, "8a5a36", "a9784f", "small", "hair", 1.05, mane="hair", mark_colour="33231c", foot="33231c", paw=1.05, head_angle=0.75, nape=0.55),
    "unicorn": Breed(150, 66, 98, 12, 78, -1.0, 33, "f4eef6", "ffffff", "small", "hair", 1.0, mane="hair", horns="unicorn", mark_colour="d59ae0", foot="cdb6e0", paw=1.05, head_angle=0.72, nape=0.55),
    "donkey": Breed(118, 60, 70, 11, 52, -0.85, 33, "9a9290", "d9d2ca", "long", "tuft", 1.0, mane="short", mark_colour="4a4444", foot="4a4444", paw=1.05, head_angle=0.7),
    "zebra": Breed(138, 64, 84, 11, 64, -0.95, 31, "f4f0e8", "f8f5ef", "small", "tuft", 0.98, mane="short", marks="stripes", foot="2c2b33", paw=1.05, head_angle=0.72),
    "cow": Breed(150, 78, 66, 13, 40, -0.35, 36, "f3ece2", "f3d9cf", "side", "tuft", 0.85, horns="short", marks="patches", mark_colour="4a3a36", nose="e5a9a0", foot="3d3432", paw=1.0, head_angle=0.45),
    "bull": Breed(160, 90, 62, 15, 36, -0.2, 40, "5a3d30", "6d4c3c", "side", "tuft", 0.8, horns="wide", nose="2c2430", foot="2c2430", paw=1.0, head_angle=0.45, back=0.16),
    "pig": Breed(96, 58, 28, 9, 16, -0.1, 33, "f0a9a6", "f7c3bd", "triangle", "curl", 0.42, nose="d97f80", foot="c97a78", paw=1.0, head_angle=0.2),
    "sheep": Breed(94, 62, 34, 7, 20, -0.55, 25, "f6f1e6", "f6f1e6", "side", "short", 0.62, marks="wool", foot="3d3636", paw=1.0, nose="3d3636", head_angle=0.35),
    "goat": Breed(90, 46, 46, 7, 34, -0.85, 25, "e6dccb", "f4eee2", "side", "short", 0.75, horns="goat", foot="5a4a3f", paw=1.0, marks="beard", head_angle=0.4),
    "lion": Breed(140, 58, 64, 12, 34, -0.6, 34, "dca550", "f0d7a6", "round", "tuft", 0.5, mane="lion", mark_colour="8f4f1f"),
    "lioness": Breed(136, 54, 62, 11, 34, -0.45, 31, "d9ac68", "f0dab0", "round", "tuft", 0.5),
    "tiger": Breed(146, 58, 60, 12, 32, -0.4, 34, "e58a34", "fbeedd", "round", "long", 0.48, marks="stripes", mark_colour="2f2422"),
    "leopard": Breed(138, 50, 58, 10, 32, -0.45, 29, "dfae5c", "f6e4c2", "round", "long", 0.48, marks="spots", mark_colour="5a3a22"),
    "panther": Breed(138, 52, 58, 10, 32, -0.4, 30, "34323d", "403e4a", "round", "long", 0.48),
    "bear": Breed(138, 84, 54, 17, 22, -0.3, 41, "7a4f33", "8f6446", "round", "short", 0.55, nose="2a1f1f", back=0.14),
    "panda": Breed(118, 78, 42, 16, 14, -0.45, 43, "f4f1ea", "ffffff", "round", "short", 0.42, marks="panda", foot="2c2b33", far="2c2b33"),
    "koala": Breed(70, 50, 26, 10, 10, -0.6, 32, "9aa0a8", "e6e6e6", "koala", "none", 0.34, nose="2c2b33"),
    "elephant": Breed(190, 124, 84, 25, 26, -0.35, 62, "8f949f", "a2a7b0", "elephant", "thin", 0.4, horns="tusks", marks="trunk", paw=1.15, back=0.1, nape=0.6, head_angle=0.05),
    "rhino": Breed(176, 96, 58, 19, 30, 0.05, 48, "868a92", "9a9ea6", "small", "thin", 0.8, horns="rhino", paw=1.1, head_angle=0.3),
    "hippo": Breed(170, 104, 42, 19, 22, 0.0, 54, "8d7f8c", "c4a5ac", "tiny", "thin", 0.8, paw=1.1, head_angle=0.2),
    "giraffe": Breed(134, 72, 150, 12, 190, -1.2, 36, "eec06a", "f6dca6", "side", "tuft", 0.85, mane="short", horns="ossicones", marks="giraffe", mark_colour="a5652a", foot="7a4a24", paw=1.05, head_angle=1.15, nape=0.42),
    "camel": Breed(140, 62, 104, 11, 74, -0.6, 31, "cf9f62", "e0bd8a", "tiny", "tuft", 0.9, marks="hump", foot="a97c48", head_angle=0.55, nape=0.5),
    "llama": Breed(84, 54, 62, 9, 70, -1.25, 25, "efe3d0", "f8f0e2", "long", "short", 0.62, marks="wool", foot="b99a78", head_angle=1.15, nape=0.7),
    "deer": Breed(112, 48, 80, 8, 52, -0.95, 26, "b0713d", "f0dcc0", "side", "short", 0.78, horns="antlers", marks="dapple", mark_colour="f3e2c8", foot="3d2f2a", paw=1.05, head_angle=0.72, nape=0.5),
    "rabbit": Breed(58, 38, 20, 7, 10, -0.8, 24, "c9b39a", "f6efe4", "rabbit", "pom", 0.3, nose="d98a8a", back=0.22, foot="f6efe4", paw=1.9),
    "mouse": Breed(46, 28, 12, 4, 6, -0.5, 20, "9c9aa6", "efe6e6", "mouse", "thin", 0.5, nose="e58a94", back=0.2, foot="eec0c0", tail_length=1.6),
    "hedgehog": Breed(56, 42, 12, 5, 6, -0.2, 20, "8a6648", "f0dcbc", "tiny", "none", 0.72, marks="spines", mark_colour="4a3628", back=0.24, foot="d9b48a"),
    "squirrel": Breed(52, 30, 20, 5, 10, -0.9, 20, "bf6a35", "fbe8d2", "pointed", "squirrel", 0.42, back=0.16),
    "raccoon": Breed(80, 46, 30, 8, 12, -0.55, 27, "84848c", "cfcfd2", "round", "ringed", 0.55, marks="mask", foot="34343c"),
    "otter": Breed(96, 34, 20, 7, 20, -0.5, 22, "7a5a44", "d9bea0", "tiny", "long", 0.45),
    "monkey": Breed(74, 42, 46, 9, 14, -0.9, 29, "8a5c3c", "e8c39c", "side", "long", 0.36, marks="face", mark_colour="e8c39c", foot="e8c39c", tail_length=1.5),
    "kangaroo": Breed(84, 50, 58, 10, 36, -1.15, 25, "b98455", "ecd3b0", "rabbit", "thick", 0.7, foot="8a5f3c", head_angle=0.9, paw=2.2),
    "crocodile": Breed(170, 36, 16, 8, 20, 0.05, 30, "5f8a4a", "c9d9a0", "none", "thick", 1.7, marks="ridge", mark_colour="3f6434", tail_length=1.7, head_angle=0.0),
    "lizard": Breed(96, 26, 14, 5, 14, -0.3, 20, "4fae6a", "c9eab0", "none", "thick", 0.8, marks="ridge", mark_colour="2c7d4f", tail_length=1.7),
    "frog": Breed(56, 40, 14, 8, 4, -0.6, 30, "5cb04a", "dff0b8", "eyes", "none", 0.35, back=0.1, paw=2.1),
    "turtle": Breed(84, 46, 14, 9, 22, -0.4, 21, "6fae5a", "cfe0a0", "none", "short", 0.45, marks="shell", mark_colour="5f6e3a", back=0.2),
    "seal": Breed(120, 52, 8, 10, 26, -0.8, 29, "7d8794", "b4bcc4", "none", "fin", 0.4, back=0.05),
}  # fmt: skip


def breed_of(actor: Actor) -> Breed:
    """The breed of an animal with its said colour."""
    breed = _BREEDS.get(actor.noun.removeprefix("polar-"), _BREEDS["dog"])
    if actor.noun == "polar-bear":
        breed = replace(breed, colour="f3efe6", belly="ffffff", far="")
    if actor.colour and actor.noun != "fox":
        r, g, b, _ = toned(hex_colour(COLOURS[actor.colour]), 0.07)
        breed = replace(breed, colour=COLOURS[actor.colour], belly=f"{r:02x}{g:02x}{b:02x}", far="")
        if breed.mane == "hair" and actor.colour in {"white", "cream", "silver"}:
            breed = replace(breed, mark_colour="c9c2c4", foot="8a8488")
        if breed.marks == "tabby":
            breed = replace(breed, marks="" if actor.colour in {"black", "white"} else "tabby")
            breed = replace(breed, mark_colour="{:02x}{:02x}{:02x}".format(*toned(hex_colour(breed.colour), -0.14)[:3]))
    if "striped" in actor.traits:
        breed = replace(breed, marks="stripes")
    if "spotted" in actor.traits:
        breed = replace(breed, marks="spots")
    return breed
