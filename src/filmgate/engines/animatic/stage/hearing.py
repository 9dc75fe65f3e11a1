"""What is to be heard of what is seen: cues for the sound from performers and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from filmgate.engines.animatic.sound.calls import VOICES
from filmgate.engines.animatic.sound.cue import Bed, Cue
from filmgate.engines.animatic.stage.launch import ignition
from filmgate.engines.animatic.stage.performer import Performer
from filmgate.engines.animatic.stage.puppets import poses, quadruped
from filmgate.engines.animatic.stage.scene import Scene
from filmgate.engines.animatic.stage.scenery.places import INDOORS
from filmgate.engines.animatic.stage.spots import UPRIGHT

_HOOFED = frozenset(["horse", "unicorn", "donkey", "zebra", "cow", "bull", "deer", "camel", "goat"])
_HEAVY = frozenset(["elephant", "rhino", "hippo", "bear", "trex", "sauropod", "dragon"])
_CALLS = {"cat": ("meow", 0.25), "dog": ("bark", 0.5), "lion": ("roar", 0.2), "tiger": ("roar", 0.2), "dragon": ("roar", 0.25),
          "trex": ("roar", 0.28), "whale": ("whale", 0.35), "orca": ("whale", 0.3), "dolphin": ("chirp", 1.2), "robot": ("beep", 1.1),
          "clock": ("tick", 1.0), "firework": ("burst", 1.3), "star": ("chime", 0.6), "wand": ("chime", 1.4),
          "christmas-tree": ("chime", 0.8)}  # fmt: skip
"""Noun: the sound that it makes by itself, and how many a second."""
_VOICES = {"owl": "hoot", "horse": "neigh", "unicorn": "neigh", "donkey": "neigh", "zebra": "neigh", "cow": "moo", "bull": "moo",
           "sheep": "bleat", "goat": "bleat", "llama": "bleat", "duck": "quack", "goose": "quack", "penguin": "quack",
           "wolf": "howl", "bird": "tweet", "robin": "tweet", "parrot": "caw", "crow": "caw", "frog": "croak", "pig": "oink",
           "elephant": "trumpeting", "rooster": "crow", "chicken": "quack", "seagull": "gull", "monkey": "chatter"}  # fmt: skip
"""Noun: its call, by `sound.calls`."""
_HUMS = {"bee": "buzz", "helicopter": "propeller", "biplane": "propeller", "drone": "buzz", "plane": "jet", "jet": "jet",
         "spaceship": "jet", "ufo": "theremin", "airship": "propeller", "campfire": "fire", "fountain": "brook",
         "police-car": "siren", "ambulance": "siren", "fire-truck": "siren"}  # fmt: skip
_PLACES = 16
"""How finely the way of a sound is drawn."""
_TWO_FEET = (0.25, 0.75)
_MUTE = frozenset({"bicycle", "skateboard", "sleigh", "carriage", "train"})


def bed_of(scene: Scene, start: float, seconds: float) -> Bed:
    """The surroundings of a shot."""
    setting = scene.shot.setting
    return Bed(
        setting.place,
        setting.time,
        setting.weather,
        start,
        seconds,
        tuple(flash / scene.shot.camera.pace for flash in scene.flashes),
    )


def cues_of(scene: Scene, start: float, seconds: float) -> list[Cue]:
    """The cues of a shot."""
    pace = scene.shot.camera.pace
    cues: list[Cue] = []
    heard: set[str] = set()
    for performer in scene.company.performers:
        for cue in _cues(performer, scene, start, seconds, pace):
            if cue.kind not in heard or cue.kind in {"step", "hoof"}:
                heard.add(cue.kind)
                cues.append(cue)
    return cues


def _cues(performer: Performer, scene: Scene, start: float, seconds: float, pace: float) -> list[Cue]:
    spot, site = performer.spot, scene.site
    noun, family, action = spot.actor.noun, spot.actor.family, spot.action
    path = [_pan(performer, scene, seconds * pace * k / _PLACES) for k in range(_PLACES + 1)]
    pan = sum(path) / len(path)
    way = tuple(path) if max(path) - min(path) > 0.05 else ()
    level = min(1.0, 0.6 + 0.4 * spot.tall * performer.size / site.high) if performer.depth >= 0.9 else 0.5

    def cue(kind: str, rate: float = 1.0, delay: float = 0.0, times: float = 1.0) -> Cue:
        delay /= pace
        lasts = max(0.1, seconds - delay)
        return Cue(kind, start + delay, lasts, rate * pace, pan, level * times, _ground(scene), way)

    def falls(kind: str, phases: Sequence[float], times: float = 1.0) -> Cue:
        """Sounds of feet, when they meet the ground."""
        moments = [t / pace for t in _footfalls(performer, phases, seconds * pace)]
        return replace(cue(kind, times=times), moments=tuple(moments))

    cues = []
    if family == "instrument" and action == "play":
        cues.append(cue(noun))
    if action in {"walk", "run"} and site.surface in {"ground", "floor"}:
        feet = _feet(family, action)
        if family == "quadruped" and noun in _HOOFED:
            cues.append(falls("hoof", feet))
        elif noun in _HEAVY:
            cues.append(falls("stomp", feet[::2] if len(feet) > 2 else feet))
        elif family in {"person", "robot", "bird"}:
            cues.append(falls("step", feet, times=0.5 if family == "bird" else 1.0))
        elif family == "quadruped":
            cues.append(falls("step", feet[::2], times=0.5))
    elif action in {"walk", "run"} and performer.sunk:
        cues.append(falls("splash", _feet(family, action)[::2]))
    elif action == "dance":
        cues.append(cue("step", 1 / performer.beat))
    elif action == "talk" and family == "person":
        cues.append(cue("babble"))
    elif action == "launch":
        cues.append(cue("rocket", delay=ignition(scene.seconds) * 0.4))
    elif action == "fly" and family in {"bird", "dragon"}:
        cues.append(cue("wing", 1.0 if family == "dragon" else 2.2, times=1.6 if family == "dragon" else 0.8))
    elif action == "swim" and site.surface == "water":
        cues.append(cue("splash", 0.8))
    elif action in {"jump", "play"} and noun in {"ball", "football", "basketball", "beach-ball"}:
        cues.append(cue("bounce", 1.1))
    if noun == "train":
        cues.append(cue("chuff", 3.2))
    elif family == "vehicle" and action == "drive" and noun not in _MUTE:
        cues.append(cue("engine"))
    elif noun == "rocket" and action == "fly":
        cues.append(cue("rocket", times=0.6))
    if noun in _HUMS:
        cues.append(cue(_HUMS[noun]))
    if noun in _CALLS:
        kind, rate = _CALLS[noun]
        cues.append(cue(kind, rate, delay=min(0.5, seconds / 3)))
    if noun in _VOICES and action not in {"sleep", "play"}:
        voice = _VOICES[noun]
        # once in a short shot, now and then in a long one
        cues.append(
            cue(voice, max(VOICES[voice].rate, 1.01 / max(1.0, seconds - 0.6)), min(0.6, seconds / 3))
        )
    return cues


def _pan(performer: Performer, scene: Scene, t: float) -> float:
    """Where it is to be heard at a moment of the scene, from where it is seen."""
    x, _, _ = performer.at(t, scene.company.speed * t, scene.company.speed * scene.seconds / 2)
    return max(-0.7, min(0.7, (x / scene.site.wide - 0.5) * 1.6))


def _feet(family: str, action: str) -> tuple[float, ...]:
    """Shares of a cycle at which feet meet the ground."""
    if family == "quadruped":
        return quadruped.footfalls(action)
    return poses.footfalls(action) if family in UPRIGHT else _TWO_FEET


def _footfalls(performer: Performer, phases: Sequence[float], seconds: float) -> list[float]:
    """When the feet meet the ground, in seconds of the scene."""
    start, turns = performer.cycle(0.0), performer.cycle(1.0) - performer.cycle(0.0)
    if turns <= 0:
        return []
    count = int(start + turns * seconds) + 2
    moments = ((n + phase - start) / turns for n in range(-1, count) for phase in phases)
    return sorted(t for t in moments if 0 <= t < seconds)


def _ground(scene: Scene) -> str:
    if scene.shot.setting.place in INDOORS | {"city", "street", "studio", "launchpad", "station"}:
        return "floor"
    return "snow" if scene.site.snowy else "ground"
