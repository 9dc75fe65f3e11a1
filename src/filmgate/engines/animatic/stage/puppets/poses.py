"""Poses of two-legged figures: angles of the joints for every action, as functions of time."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, sin

from filmgate.engines.animatic.stage.puppets.puppet import TAU, Moment, bounce, touchdown, wave

Angles = tuple[float, float]
"""Of the upper part against straight down (forward is negative), and of the lower part against the upper."""


@dataclass(frozen=True)
class Pose:
    """`crouch`: height of the hips in leg lengths; `rise`, `forward`: in body heights; `roll`: the whole figure."""

    near_arm: Angles = (0.08, -0.18)
    far_arm: Angles = (-0.08, -0.18)
    near_leg: Angles = (-0.04, 0.03)
    far_leg: Angles = (0.05, 0.02)
    lean: float = 0.0
    nod: float = 0.0
    crouch: float = 1.0
    rise: float = 0.0
    forward: float = 0.0
    roll: float = 0.0
    foot: float = 0.0


_SEATED = {"near_leg": (-1.5, 1.45), "far_leg": (-1.4, 1.4), "crouch": 0.52}


def pose_for(moment: Moment, offset: float) -> Pose:
    """The pose at this moment; unknown actions stand and breathe."""
    t, action, beat = moment.t, moment.action, moment.beat
    breath = 0.03 * wave(t, 3.2, offset)
    if action in {"walk", "run", "push"}:
        return _gait(moment)
    match action:
        case "sit" | "sleep" | "ride" | "drive" | "sail" | "fish_for":
            reach = {"sit": (-0.35, -0.5), "ride": (-0.75, -0.55), "drive": (-1.0, -0.5), "sail": (-0.8, -0.4)}
            arm = reach.get(action, (-0.4, -0.6))
            droop = 0.35 if action == "sleep" else 0.0
            spread = {"near_leg": (-0.75, 0.7), "far_leg": (-0.6, 0.6)} if action == "ride" else _SEATED
            bob = 0.02 * wave(t, 0.45) if action == "ride" else 0.0
            return Pose(**(_SEATED | spread), near_arm=arm, far_arm=(arm[0] + 0.15, arm[1]), lean=breath + 0.05 + bob + droop * 0.4, nod=droop + breath)  # type: ignore[arg-type]  # fmt: skip
        case "ski":
            sway = wave(t, 2.6, offset)
            return Pose(
                (-0.95 - 0.2 * sway, -0.5), (0.9 - 0.2 * sway, 0.3), (-0.72 + 0.06 * sway, 0.95), (0.02 + 0.06 * sway, 0.72),
                lean=0.26 + 0.05 * sway, nod=-0.12, crouch=0.84, foot=-0.1,
            )  # fmt: skip
        case "play":
            return _playing(moment)
        case "read" | "write" | "eat" | "drink" | "cook" | "work":
            move = 0.25 * max(0.0, wave(t, 1.1 if action != "work" else 0.6))
            seat = _SEATED if action in {"read", "write", "eat", "drink"} else {}
            return Pose(**seat, near_arm=(-0.75 - move, -1.15 - move * (2.0 if action in {"eat", "drink"} else 0.4)), far_arm=(-0.7, -1.0), lean=0.10 + breath, nod=0.28)  # type: ignore[arg-type]  # fmt: skip
        case "wave" | "hold" | "sing" | "talk" | "look" | "throw":
            return _gesture(moment, breath)
        case "dance" | "rotate":
            side, hop = wave(t, beat * 4), bounce(t, beat)
            return Pose(
                near_arm=(-1.6 - 0.9 * side, -0.7 + 0.5 * wave(t, beat * 2)),
                far_arm=(1.5 - 0.9 * side, 0.7 - 0.4 * wave(t, beat * 2)),
                near_leg=(-0.35 * max(0.0, side) - 0.08, 0.55 * max(0.0, side)),
                far_leg=(-0.3 * min(0.0, side) + 0.08, 0.2 - 0.4 * min(0.0, side)),
                lean=0.13 * side, nod=-0.12 * side, rise=0.045 * hop, crouch=0.97,
            )  # fmt: skip
        case "jump":
            up = bounce(t, 0.95)
            return Pose((-2.4 * up, -0.3), (2.2 * up, 0.3), (-0.9 * up, 1.2 * up), (0.2 * up, 0.7 * up), rise=0.32 * up, nod=-0.1)
        case "fly" | "fall":
            flutter = 0.1 * wave(t, 1.2)
            return Pose(
                (-2.9 + flutter, 0.0),
                (-2.7 - flutter, 0.1),
                (0.15 + flutter, 0.2),
                (0.3 - flutter, 0.25),
                roll=1.15,
                nod=-0.6,
                rise=0.1 * wave(t, 2.8),
                crouch=1.0,
            )
        case "float":
            slow = wave(t, 5.0)
            return Pose(
                (-1.25 - 0.22 * slow, -0.4), (1.05 + 0.2 * slow, 0.35), (-0.55 - 0.12 * slow, 0.55), (0.3 + 0.15 * slow, 0.5),
                roll=0.16 + 0.10 * wave(t, 7.0), nod=-0.08, rise=0.05 * wave(t, 6.0),
            )  # fmt: skip
        case "swim":
            stroke = t / 1.3
            return Pose(
                (-1.6 + 1.5 * sin(TAU * stroke), -0.3),
                (-1.6 + 1.5 * sin(TAU * stroke + 3.1), -0.3),
                (0.2 * wave(t, 0.5), 0.2),
                (-0.2 * wave(t, 0.5), 0.2),
                roll=1.35,
                nod=-0.9,
                crouch=0.35,
            )
        case "climb":
            up = wave(t, 1.4)
            return Pose(
                (-2.6 + 0.4 * up, -0.3),
                (-2.2 - 0.4 * up, -0.5),
                (-0.9 + 0.4 * up, 1.0),
                (-0.5 - 0.4 * up, 0.8),
                lean=0.1,
                nod=-0.35,
                rise=0.03 * up,
            )
        case "fight":
            jab = max(0.0, wave(t, 0.7))
            return Pose((-1.2 - 0.6 * jab, -1.3 + 1.3 * jab), (-1.0, -1.7), (-0.45, 0.5), (0.4, 0.3), lean=0.14 + 0.1 * jab, crouch=0.93)
        case "hug":
            return Pose((-1.25, -0.6), (-1.1, -0.7), lean=0.1 + breath, nod=0.2)
        case _:
            sway = 0.04 * wave(t, 4.2, offset)
            return Pose((0.06 + sway, -0.2), (-0.06 - sway, -0.22), lean=breath * 0.5, nod=breath + 0.06 * wave(t, 5.3, offset))


def _gait(moment: Moment) -> Pose:
    """The hips are as high as the leg that stands lets them be, so that a foot is always on the ground;
    who runs leaps from one to the other."""
    running = moment.action == "run"
    p = TAU * moment.cycle
    swing = 0.85 if running else 0.46
    fold = 1.45 if running else 0.75
    legs = []
    for phase in (0.0, TAU / 2):
        s, c = sin(p + phase), cos(p + phase)
        legs.append((-swing * s - (0.12 if running else 0.0), fold * max(0.0, c) + (0.25 if running else 0.08)))
    bend = -1.5 if running else -0.3
    arms = [(swing * 0.95 * sin(p + phase), bend) for phase in (0.0, TAU / 2)]
    if moment.action == "push":
        arms = [(-1.4, -0.15), (-1.3, -0.15)]
    elif moment.prop == "umbrella":
        arms[0] = (-0.75, -2.1)
    elif moment.prop in {"balloon", "lantern", "kite", "flag"}:
        arms[0] = (-1.5, -0.9)
    reach = max(0.5 * (cos(a) + cos(a + b)) for a, b in legs)
    return Pose(
        near_arm=arms[0], far_arm=arms[1], near_leg=legs[0], far_leg=legs[1], lean=0.20 if running else 0.05,
        rise=0.04 * abs(sin(p)) if running else 0.0, nod=-0.05, crouch=0.4 * reach + 0.56 if running else reach,
    )  # fmt: skip


@cache
def footfalls(action: str) -> tuple[float, float]:
    """Shares of a cycle at which the feet meet the ground, in `walk` and `run`."""
    heights = []
    for k in range(100):
        pose = _gait(Moment(0.0, action, cycle=k / 100))
        upper, lower = pose.near_leg
        heights.append(pose.crouch + 2.1 * pose.rise - 0.5 * (cos(upper) + cos(upper + lower)))
    first = touchdown(heights)
    return first, (first + 0.5) % 1.0


def _playing(moment: Moment) -> Pose:
    t, beat = moment.t, moment.beat
    strike, other = max(0.0, wave(t, beat)), max(0.0, wave(t, beat, 0.5))
    sway = 0.07 * wave(t, beat * 4)
    match moment.prop:
        case "piano" | "drum" | "computer" | "harp":
            high = 0.5 if moment.prop == "drum" else 0.16
            return Pose(**_SEATED, near_arm=(-0.95 - high * strike, -0.6), far_arm=(-0.85 - high * other, -0.65), lean=0.12 + sway, nod=0.14 + 0.05 * strike)  # type: ignore[arg-type]  # fmt: skip
        case "guitar":
            return Pose(
                near_arm=(-0.15, -1.25 - 0.25 * strike),
                far_arm=(-0.95, -0.75),
                lean=0.06 + sway,
                nod=0.18,
                near_leg=(-0.1, 0.1),
                far_leg=(0.12, 0.02),
            )
        case "violin":
            return Pose(
                near_arm=(-1.0 - 0.2 * wave(t, beat * 2), -1.2 + 0.5 * wave(t, beat * 2)), far_arm=(-1.55, -0.5), lean=sway, nod=0.16
            )
        case "trumpet" | "flute":
            return Pose(near_arm=(-1.2, -0.95), far_arm=(-1.25, -0.75), lean=-0.08 + sway, nod=-0.05)
        case "ball" | "football" | "basketball":
            kick = max(0.0, wave(t, 1.1))
            return Pose(
                near_leg=(-1.1 * kick + 0.1, 0.5 * (1 - kick)),
                far_leg=(0.1, 0.1),
                near_arm=(0.7 * kick, -0.5),
                far_arm=(-0.8 * kick, -0.4),
                lean=-0.1 * kick,
            )
        case _:
            return Pose((-1.0 - 0.3 * strike, -0.8), (-0.9 - 0.3 * other, -0.8), lean=sway, nod=0.05, rise=0.02 * strike)


def _gesture(moment: Moment, breath: float) -> Pose:
    t = moment.t
    match moment.action:
        case "wave":
            return Pose(near_arm=(-2.6, -0.35 + 0.45 * wave(t, 0.6)), lean=breath, nod=0.03)
        case "hold":
            if moment.prop == "umbrella":
                return Pose(near_arm=(-0.75, -2.1 + 0.04 * wave(t, 1.9)), lean=breath * 0.6, nod=-0.04)
            if moment.aim is not None:
                from math import atan2

                up = -atan2(moment.aim[0], moment.aim[1])
                return Pose(near_arm=(up + 0.06 * wave(t, 1.3), -0.1), far_arm=(up + 0.45, -0.2), lean=-0.10 + breath, nod=-0.22)
            return Pose(near_arm=(-1.35, -1.0 + 0.04 * wave(t, 1.9)), lean=breath * 0.6, nod=-0.04)
        case "sing":
            return Pose(
                near_arm=(-0.9 + 0.3 * wave(t, 2.1), -1.2), far_arm=(-0.7, -0.6 + 0.3 * wave(t, 2.6)), lean=-0.05 + breath, nod=-0.12
            )
        case "throw":
            s = wave(t, 1.0)
            return Pose(
                near_arm=(-1.5 - 1.3 * s, -0.6 - 0.4 * s), far_arm=(-0.3, -0.4), near_leg=(-0.3, 0.1), far_leg=(0.3, 0.2), lean=0.12 * s
            )
        case "look":
            return Pose(near_arm=(-0.2, -0.3), far_arm=(0.1, -0.2), lean=-0.05 + breath, nod=-0.22 + 0.05 * wave(t, 4))
        case _:
            return Pose(
                near_arm=(-0.55 + 0.25 * wave(t, 1.7), -1.1 + 0.3 * wave(t, 1.1)),
                far_arm=(-0.3, -0.7 + 0.2 * wave(t, 1.9)),
                lean=breath,
                nod=0.05 * wave(t, 1.3),
            )
