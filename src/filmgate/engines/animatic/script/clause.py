"""Reading one scene's words from left to right: attributes wait for their noun, verbs look for subject and object."""

from __future__ import annotations

from dataclasses import dataclass, replace

from filmgate.engines.animatic.script import lexicon
from filmgate.engines.animatic.script.nouns import CROWDS, SMALL, find_noun, nouns
from filmgate.engines.animatic.script.pronouns import PRONOUNS, is_possessive, referents
from filmgate.engines.animatic.script.storyboard import Actor, Camera, Setting, Shot
from filmgate.engines.animatic.script.symbols import find_symbol
from filmgate.engines.animatic.script.ways import own_way
from filmgate.engines.animatic.script.whereabouts import (
    MOVES,
    bound_place,
    usual_place,
    usual_season,
    usual_time,
)
from filmgate.engines.animatic.script.words import Word, kinds

ACTORS_MOST = 8
COUNT_MOST = 14
_YOUNG, _YOUNG_SIZE = frozenset({"baby"}), 0.7
_PLOTS, _PLANTED = frozenset({"field", "fields", "meadow", "garden"}), 9
_PASSING = frozenset({"look", "stand", "wait"})
"""What does not keep anybody from doing something else."""


def _drawing(word: str) -> tuple[str, bool, str, str]:
    """The noun that a word is a form of, whether it is a plural, its family, and the drawing that stands for it."""
    if found := find_noun(word):
        return (*found, *nouns()[found[0]])
    symbol = find_symbol(word)
    assert symbol is not None
    return (*symbol, "symbol", symbol[0])


@dataclass
class _Waiting:
    """Attributes that wait for the noun that they belong to."""

    count: int | None = None
    colour: str | None = None
    size: float = 1.0
    traits: tuple[str, ...] = ()


def _rested(actor: Actor) -> Actor:
    """The same one, who does nothing yet."""
    return replace(actor, action="idle", target=None, relation=None, to=None)


class ClauseReader:
    """Reads one scene. A later scene starts from the setting of the one before."""

    def __init__(self, before: ClauseReader | None = None, letters: list[str] | None = None) -> None:
        """`letters`: what stands on signs, taken from as signs are met."""
        self.before = before
        self._letters = [] if letters is None else letters
        self.actors: list[Actor] = []
        self.shown: list[str] = []
        self.unknown: list[str] = []
        self.negated: list[str] = []
        self.mood = self.style = ""
        self.place: str = before.place if before else ""
        self.time: str = before.time if before else ""
        self.season: str = before.season if before else ""
        self.weather: list[str] = list(before.weather) if before else []
        self.era: str = before.era if before else ""
        self.camera_size = self.camera_move = ""
        self.pace = 1.0
        self._own_place = False
        self._waiting = _Waiting()
        self._apart: list[_Waiting] = []
        self._last = ""
        self._planted = False
        self._stage: tuple[str, int] | None = None
        self._subjects: list[int] = []
        self._verb: str | None = None
        self._relation: str | None = None
        self._negative = False
        self._direction = 0
        self._after_place = False
        self._filmed = self._after_weather = False

    def read(self, words: list[Word]) -> None:
        for index, word in enumerate(words):
            following = words[index + 1] if index + 1 < len(words) else None
            if self._is_camera(word, words[index + 1 : index + 3]):
                self._filmed = True
                self.shown.append(word.written)
            elif word.text in lexicon.NEGATIONS:
                self._negative = True
            elif word.text in PRONOUNS:
                if not is_possessive(word, following):
                    self._take_pronoun(word.text)
            elif self._negative and kinds(word.text) - {"relation"}:
                self.negated.append(word.text)
                self._negative = following is not None and following.text in {"or", "nor"}
            else:
                self._take(word, following)
            if word.pause or word.text == "and":
                self._verb = None  # what follows is somebody else, not whom it is done to
            if word.ends_clause:
                self._felt()
                self._verb = self._relation = None
                self._waiting, self._apart = _Waiting(), []
                self._negative = self._filmed = False
        self._settle()

    @staticmethod
    def _is_camera(word: Word, following: list[Word]) -> bool:
        """Whether `camera` means the one that films: something about how it moves follows at once."""
        moves = (
            next_.text in lexicon.FILMED or "camera move" in kinds(next_.text)
            for next_ in following
            if not word.ends_clause
        )
        return word.text == "camera" and any(moves)

    def _take(self, word: Word, following: Word | None) -> None:
        text = word.text
        found = kinds(text)
        after, self._last = self._last, ""
        self._planted = bool(self.actors) and after == "plant" and self.actors[-1].count == 1
        after_weather, self._after_weather = self._after_weather, "weather" in found
        if after_weather and lexicon.verb(text) == "fall":  # `petals falling`: nobody else does
            self.shown.append(word.written)
            return
        after_subject = bool(self._subjects) and self._relation is None and self._verb is None
        followed_by_noun = following is not None and bool(kinds(following.text) & {"noun"})
        known = True
        if "number" in found and following is not None and following.text in lexicon.UNITS:
            return
        if feeling := lexicon.feeling(text):
            self._feel(feeling, bool(after_subject and "verb" in found))
        if text in {"left", "right"}:
            self._take_side(-1 if text == "left" else 1)
        elif self._filmed and text in lexicon.FILMED:
            self.camera_move = lexicon.FILMED[text]
        elif "camera move" in found or "camera size" in found:
            self.camera_move = lexicon.CAMERA_MOVES.get(text, self.camera_move)
            self.camera_size = lexicon.CAMERA_SIZES.get(text, self.camera_size)
        elif "relation" in found and text not in {"past"}:
            self._relation = lexicon.RELATIONS[text]
            self._place_word(text) if "place" in found else None
            return
        elif (
            "verb" in found
            and not ("noun" in found and (not after_subject or text.endswith(("er", "ers"))))
            and not ("style" in found and not self._subjects)
            and (
                not self._is_setting(found, text)
                or (after_subject and found & {"place", "season"} and "noun" not in found)
            )
        ):
            self._take_verb(text)
        elif text in _PLOTS and self._planted:
            self.actors[-1] = replace(self.actors[-1], count=_PLANTED, relation=None)  # a tulip field
            self._relation = None
            self._take_setting(text, found)
        elif self._is_setting(found, text) and not ("noun" in found and self._reads_as_noun(text, found)):
            self._take_setting(text, found)
            if found & {"colour", "size"}:
                self._take_attribute(text, found)
        elif text in _YOUNG and following is not None and "noun" in kinds(following.text):
            self._waiting.size *= _YOUNG_SIZE  # a baby elephant is one animal
        elif "noun" in found and not (
            (found & {"colour", "size"} and followed_by_noun)
            or ("number" in found and following is not None and following.text == "of")
        ):
            self._take_noun(word)
        elif found & {"colour", "number", "size", "trait"}:
            self._take_attribute(text, found)
        elif text in lexicon.BODY and self._relation == "on" and self._subjects and self.actors:
            self._on_somebody()
        elif found & {"mood", "style", "pace", "feeling"} or (text in lexicon.BODY and after == "person"):
            pass
        elif "verb" in found:
            self._take_verb(text)
        else:
            known = False
        if "mood" in found and not self.mood:
            self.mood = lexicon.MOODS[text]
        if "style" in found and not self.style:
            self.style = lexicon.STYLES[text]
        if "pace" in found:
            self.pace = lexicon.PACES[text]
        if known:
            self.shown.append(word.written)
        elif text not in lexicon.STOP_WORDS and not text.isdigit():
            self.unknown.append(word.written)

    def _feel(self, feeling: str, done: bool) -> None:
        """A feeling of those who were spoken of, if it is something `done`, as smiling is; else of the next one."""
        if not done:
            self._waiting.traits = (*self._waiting.traits, feeling)
            return
        for index in self._subjects:
            actor = self.actors[index]
            if actor.family in MOVES:
                others = tuple(trait for trait in actor.traits if trait not in lexicon.FEELINGS)
                self.actors[index] = replace(actor, traits=(*others, feeling))

    def _on_somebody(self) -> None:
        """`a pirate with a parrot on his shoulder`."""
        bearer, borne = self._subjects[0], len(self.actors) - 1
        if borne != bearer:
            self.actors[borne] = replace(self.actors[borne], relation="on", to=bearer)
            if self.actors[bearer].to == borne:
                self.actors[bearer] = replace(self.actors[bearer], relation=None, to=None)
        self._relation = None

    def _felt(self) -> None:
        """`the robot is sad`: a feeling that nobody follows is of those who were spoken of."""
        for trait in self._waiting.traits:
            if trait in lexicon.FEELINGS:
                self._feel(trait, done=True)

    def _take_side(self, side: int) -> None:
        """`left` and `right`: of the camera's move, of a place in the picture (`on the left`), or of the way taken."""
        if self.camera_move.startswith("pan") and (self._filmed or not self.actors):
            self.camera_move = "pan left" if side < 0 else "pan right"
        elif self._relation == "on" and self.actors:
            self.actors[-1] = replace(self.actors[-1], side=side)
            self._relation = None
        else:
            self._direction = side

    @staticmethod
    def _is_setting(found: frozenset[str], text: str) -> bool:
        return bool(found & {"place", "time", "season", "weather", "era"})

    def _reads_as_noun(self, text: str, found: frozenset[str]) -> bool:
        """`moon` and the like: a place after `on the`, otherwise a thing."""
        if "place" in found:
            return self._relation not in {"on", "in", "to", "through"}
        return "weather" in found and text in {"leaves", "clouds"}

    def _take_setting(self, text: str, found: frozenset[str]) -> None:
        self.time = lexicon.TIMES.get(text, self.time)
        self.season = lexicon.SEASONS.get(text, self.season)
        self.era = lexicon.ERAS.get(text, self.era)
        if "weather" in found:
            self.weather.append(lexicon.WEATHER[text])
        if "place" in found:
            self._place_word(text)
        self._relation = None

    def _place_word(self, text: str) -> None:
        self._after_place = True
        place = lexicon.PLACES.get(text, "")
        if place in {"space", "moon", "mars", "sky"} or not self._own_place or self.place in {"sky"}:
            if self._own_place and place == "sky":
                return
            self.place = place
            self._own_place = True
        elif place == "street" and self.place == "city":
            self.place = "street"

    def _take_attribute(self, text: str, found: frozenset[str]) -> None:
        waiting = self._waiting
        if "number" in found and waiting.count and waiting.colour:  # `three blue and two red balloons`
            self._apart.append(waiting)
            waiting = self._waiting = _Waiting()
        if "number" in found:
            waiting.count = lexicon.number(text)
        if "colour" in found:
            waiting.colour = text
        if "size" in found:
            waiting.size = lexicon.SIZES[text]
        if "trait" in found:
            waiting.traits = (*waiting.traits, lexicon.TRAITS[text])

    def _take_verb(self, text: str) -> None:
        action = lexicon.verb(text)
        assert action is not None
        if not self._subjects and self.before and not self.actors and not self._after_place:
            self._carry_on(self.before)
        if not self._subjects:
            # `a volcano erupts`: the place does it by itself
            self._verb = None if self._after_place else action
            return
        able = [index for index in self._subjects if self.actors[index].family in MOVES]
        for index in able or self._subjects:
            if self.actors[index].action == "idle" or (
                self.actors[index].action in _PASSING and action not in _PASSING
            ):
                self.actors[index] = replace(self.actors[index], action=action)
        self._verb = action
        self._relation = None

    def _take_pronoun(self, text: str) -> None:
        """Somebody who is known does something, or something is done to them."""
        if not self.actors and self.before:
            known = self.before.actors
            self.actors = [_rested(known[i]) for i in referents(text, known)]
            self._subjects = list(range(len(self.actors)))
            return
        meant = referents(text, self.actors)
        if not meant:
            return
        if self._relation and self._subjects and text not in {"he", "she", "they"}:
            self._relate(self._relation, meant[0])
            self._relation = None
        elif self._verb and self._subjects and text not in {"he", "she", "they"}:
            self._aim(meant[0])
        else:
            self._subjects = meant

    def _carry_on(self, before: ClauseReader) -> None:
        """`then sits on a bench`: those of the scene before go on."""
        self.actors = [_rested(actor) for actor in before.actors if actor.family in MOVES]
        self._subjects = list(range(len(self.actors)))

    def _take_noun(self, word: Word) -> None:
        while self._apart:
            last, self._waiting = self._waiting, self._apart.pop(0)
            self._take_noun(word)
            self._waiting = last
        self._after_place = False
        noun, plural, family, drawing = _drawing(word.text)
        self._last = family
        waiting, self._waiting = self._waiting, _Waiting()
        said = waiting.count if waiting.count != 1 else None  # `ein Paar` is two
        count = said or CROWDS.get(word.text) or waiting.count or (3 if plural else 1)
        actor = Actor(
            noun=drawing,
            family=family,
            word=word.written,
            count=min(count, COUNT_MOST),
            colour=waiting.colour,
            size=waiting.size * (0.7 if noun in SMALL else 1.0),
            traits=waiting.traits,
            text=self._letters.pop(0) if drawing == "sign" and self._letters else "",
        )
        same = next(
            (i for i, a in enumerate(self.actors) if a.noun == drawing and waiting == _Waiting()), None
        )
        if same is not None:
            if self._relation is None and self._verb is None:
                self._subjects = [same]
            elif self._verb and self._relation is None:
                self._aim(same)
            self._relation = None
            return
        if len(self.actors) >= ACTORS_MOST:
            return
        index = len(self.actors)
        self.actors.append(actor)
        relation, self._relation = self._relation, None
        if self._stage is not None and relation is None:  # `on a table stands a cup`
            where, support = self._stage
            self.actors[index] = replace(actor, relation=where, to=support)
            self._stage = None
        if relation and index == 0 and relation not in {"of", "from"}:
            self._stage = (relation, index)
            return
        if relation == "of" and self._subjects and not self._verb:
            return
        if relation and self._subjects:
            self._relate(relation, index)
        elif self._verb and self._subjects:
            self._aim(index)
        elif self._verb and not self._subjects:
            self._subjects = [index]
            self.actors[index] = replace(self.actors[index], action=self._verb)
            self._verb = None
        elif self._subjects and all(self.actors[i].action == "idle" for i in self._subjects):
            self._subjects.append(index)
        else:
            self._subjects = [index]

    def _relate(self, relation: str, index: int) -> None:
        """Those who were spoken of stand in this relation to this one."""
        for each in self._subjects:
            if each == index:
                continue
            taken = self.actors[each].relation is not None
            if taken and relation == "before" and self.actors[index - 1].relation is None:
                self.actors[index - 1] = replace(self.actors[index - 1], relation=relation, to=index)
            elif not taken and relation not in {"of", "from"}:
                self.actors[each] = replace(self.actors[each], relation=relation, to=index)
            aimed = self._verb and relation in {"with", "on", "to"}
            aimed = aimed or (self._verb in {"fight", "play"} and relation == "beside")
            if aimed and self.actors[each].target is None:
                self.actors[each] = replace(self.actors[each], target=index)

    def _aim(self, index: int) -> None:
        """What was said to be done is done to this one."""
        for subject in self._subjects:
            if self.actors[subject].target is None and subject != index:
                self.actors[subject] = replace(self.actors[subject], target=index)
        self._verb = None

    def _settle(self) -> None:
        """What was not said follows from what was."""
        self._felt()
        if not self.actors and self.before:
            action = self._verb or "idle"
            self.actors = [replace(a, action=action) if a.family in MOVES else a for a in self.before.actors]
        self.actors = [replace(a, action=own_way(a.family, a.action)) for a in self.actors]
        if self._direction:
            self.actors = [
                replace(a, direction=self._direction) if a.family in MOVES else a for a in self.actors
            ]
        if not self._own_place:
            self.place = bound_place(self.actors) or self.place
        self.place = self.place or usual_place(self.actors, self.weather)
        self.weather = list(dict.fromkeys(self.weather))

    def shot(self, share: float, subtitle: str | None) -> Shot:
        setting = Setting(
            place=self.place,
            time=self.time or usual_time(self.actors, self.place, self.weather, self.style, self.mood),
            season=self.season or usual_season(self.weather),
            weather=tuple(self.weather),
            era=self.era or "today",
        )
        size = self.camera_size or ("wide" if not self.actors else "medium")
        return Shot(
            share, setting, Camera(size, self.camera_move or "drift", self.pace), tuple(self.actors), subtitle
        )
