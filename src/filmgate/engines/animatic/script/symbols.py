"""Symbols: things that no drawing is for, by Unicode's names of pictographs, which the package `emoji` brings.

The stage cuts them out of a font (`stage/puppets/symbol.py`). Only names of things count: faces, hands, signs and
arrows are no props, and what can be drawn is never a symbol.
"""

from __future__ import annotations

from functools import cache

from emoji import EMOJI_DATA
from emoji.unicode_codes import load_from_json

from filmgate.engines.animatic.script.nouns import find_noun
from filmgate.engines.animatic.script.wordset import words

_SELECTOR = "\ufe0f"
"""Asks for a coloured form; it follows some characters."""
_WORDLESS = words(
    """face button sign arrow arrows mark hand hands index thumb thumbs fist finger fingers square circle person people
    man woman men women symbol suit lips cat monkey emblem keycap moon clock tone bust busts speech thought balloon
    globe quarter diamond triangle loop wheelchair gesture room ordinal cross bangbang hair biceps with of and in on at for no
    not o’clock oncoming japanese level mobile sun latin headscarf baby mr. mrs. prayer religious zodiac"""
)
"""Names that have one of these words are left out."""
_LEFT_OUT = words(
    """aquarius aries cancer capricorn gemini leo libra ophiuchus pisces sagittarius scorpio taurus virgo zzz collision
    dizzy label link plus minus multiply divide information wireless registered copyright prohibited warning infinity
    restroom customs mate hole eye eyes ear nose mouth foot leg tongue wing fingerprint construction splatter selfie
    placard bald cooking locked unlocked biting speaking vulcan struck palms tilted vibration pouring
    breast children antenna handshake chart horse pick khanda om kaaba hamsa motorway cityscape cinema dash genie troll goblin ogre supervillain guard merperson
    seat package recycle joker input medical record lying water closet guide service exploding"""
)
_ALSO = {
    "crystal ball": "🔮", "mirror ball": "🪩", "disco ball": "🪩", "slot machine": "🎰", "hot dog": "🌭", "hotdog": "🌭",
    "alarm clock": "⏰", "american football": "🏈", "rugby ball": "🏉", "chess piece": "♟", "chess": "♟", "pawn": "♟",
    "fries": "🍟", "chips": "🍟", "fishing rod": "🎣", "knife": "🔪", "shirt": "👕", "tee": "👕", "stew": "🍲",
    "palette": "🎨", "trousers": "👖", "pants": "👖", "jacket": "🧥", "corn": "🌽", "headphones": "🎧", "mailbox": "📫",
    "needle": "🪡", "dartboard": "🎯", "shopping bag": "🛍", "cable car": "🚡", "clover": "🍀",
    "boot": "👢", "boots": "👢", "sandal": "👡", "sandals": "👡", "high heels": "👠", "sneaker": "👟", "sneakers": "👟",
    "ice skates": "⛸", "skates": "🛼", "kiwi": "🥝", "circus tent": "🎪", "bento": "🍱", "bubble tea": "🧋", "boba": "🧋", "paint brush": "🖌", "pencil": "✏", "yoyo": "🪀",
    "magnifying glass": "🔍", "loupe": "🔍", "piñata": "🪅", "matryoshka": "🪆", "gun": "🔫", "money": "💰", "dollar": "💵",
    "stop sign": "🛑", "traffic light": "🚦", "wheelchair": "🦽", "calendar": "📅", "skull": "💀",
    "jack o lantern": "🎃", "champagne": "🍾", "noodle box": "🥡", "boxing gloves": "🥊", "garbage can": "🗑", "trash can": "🗑",
    "lock": "🔒", "padlock": "🔒", "saw": "🪚", "wool": "🧶", "sweet potato": "🍠", "maraca": "🪇", "movie camera": "🎥",
    "film camera": "🎥", "telephone": "☎", "globe": "🌍", "tangerine": "🍊", "mandarin": "🍊", "x-ray": "🩻",
    "roller skates": "🛼", "paper lantern": "🏮", "scales": "⚖", "clapperboard": "🎬", "bow tie": "🎀", "bow": "🎀", "cap": "🧢",
    "helmet": "⛑", "flying disc": "🥏", "frisbee": "🥏", "syringe": "💉", "pills": "💊", "sushi roll": "🍣", "muffin": "🧁",
    "chilli": "🌶", "chili": "🌶", "pepper": "🫑", "aubergine": "🍆", "maize": "🌽", "spring onion": "🧅", "roller-coaster": "🎢",
    "rollercoaster": "🎢", "paw print": "🐾", "footprint": "👣", 
    "windchime": "🎐", "totem": "🗿", "moai": "🗿", "school": "🏫", "merry-go-round": "🎠", "carousel": "🎠", "joystick": "🕹",
    "game controller": "🎮", "gamepad": "🎮", "cassette": "📼", "vinyl": "💿", "plaster": "🩹", "bandage": "🩹",
}  # fmt: skip
"""Further names."""
EDIBLE = words(
    """taco burrito tamale stuffed-flatbread falafel pretzel bagel waffle butter bacon french-fries hot-dog spaghetti sandwich
    avocado broccoli garlic onion potato tomato eggplant cucumber ear-of-corn hot-pepper bell-pepper leafy-green olive coconut
    mango melon kiwi-fruit blueberries peanuts beans chestnut ginger-root pea-pod lemon lime tangerine custard
    lollipop chocolate-bar honey-pot cookie dumpling fortune-cookie moon-cake dango oden fried-shrimp rice-cracker rice-ball
    curry-rice cooked-rice bento-box fondue pot-of-food shallow-pan-of-food cut-of-meat poultry-leg meat-on-bone oyster shaved-ice
    soft-ice-cream doughnut pie cupcake bubble-tea sake salt canned-food takeout-box tropical-drink tumbler-glass beverage-box
    baguette-bread flatbread fish-cake roasted-sweet-potato popcorn spoon pickle root-vegetable cheese-wedge lobster squid shrimp"""
)
"""What is served on a table; names with `-` for a space."""
LARGE = words(
    """bank hospital hotel school post-office department-store convenience-store office-building circus-tent roller-coaster
    ferris-wheel playground-slide carousel-horse hindu-temple synagogue classical-building tokyo-tower statue-of-liberty
    monorail minibus trolleybus speedboat auto-rickshaw aerial-tramway mountain-cableway mountain-railway suspension-railway
    railway-car light-rail national-park desert-island mount-fuji moai snow-capped-mountain motor-boat passenger-ship
    articulated-lorry delivery-truck derelict-house wedding fuel-pump bus-stop elevator house-with-garden japanese-castle"""
)
"""What is larger than a person."""


@cache
def _characters() -> dict[str, str]:
    """From Unicode's name, in small letters, to the character; only those that are one character."""
    found: dict[str, str] = {}
    for character, data in EMOJI_DATA.items():
        bare = character.replace(_SELECTOR, "")
        if len(bare) == 1:
            found.setdefault(_plain(data["en"]), bare)
    return found


@cache
def _names() -> dict[str, str]:
    """From what people write to Unicode's name."""
    by_character = {character: name for name, character in _characters().items()}
    names = {name: name for name in _characters() if _is_thing(name) and not find_noun(name.split()[-1])}
    return names | {word: by_character[character] for word, character in _ALSO.items()}


def _plain(name: str) -> str:
    return name.strip(":").replace("_", " ").lower()


def _is_thing(name: str) -> bool:
    parts = name.replace("-", " ").split()
    return not set(parts) & (_WORDLESS | _LEFT_OUT)


def find_symbol(word: str) -> tuple[str, bool] | None:
    """Unicode's name of the symbol that a word is a form of, and whether the word is a plural."""
    names = _names()
    if word in names:
        return names[word], False
    for ending, stem in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", "")):
        if word.endswith(ending) and (single := word[: -len(ending)] + stem) in names:
            return names[single], True
    pair = word + "s"  # `sock`: they come in pairs
    return (names[pair], False) if pair in names else None


def character(name: str) -> str | None:
    """The character that has this name."""
    return _characters().get(name)


@cache
def translations(language: str) -> dict[str, str]:
    """From the names in another language (`de`, `es`, `zh`), in small letters, to the English ones."""
    load_from_json(language)
    table: dict[str, str] = {}
    for character, data in EMOJI_DATA.items():
        english, other = _plain(data["en"]), data.get(language)
        if other and len(character.replace(_SELECTOR, "")) == 1 and _is_thing(english):
            table.setdefault(_plain(other), english)
    return table
