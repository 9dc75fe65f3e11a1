"""Animal heads in profile with a friendly eye: muzzle, ears, horns, and what makes each one itself."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from filmgate.engines.animatic.brush import path as shape
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.breeds import Breed
from filmgate.engines.animatic.stage.puppets.feelings import expression
from filmgate.engines.animatic.stage.puppets.puppet import Moment, blink, wave

_BLACK = "241f2b"


def draw_head(head: Pen, b: Breed, moment: Moment, offset: float) -> None:
    """The head around its middle, looking to the right."""
    r, t = b.head, moment.t
    talking = moment.action in {"sing", "talk", "eat", "drink", "howl"}
    face = expression(moment.feeling)
    jaw = max(0.0, wave(t, 0.42)) * 0.22 if talking else 0.0
    _ears(head, b, t, far=True)
    _horns(head, b, far=True)
    if b.marks == "trunk":
        _trunk(head, b, t)
    reach = r * (0.55 + b.muzzle)
    if b.muzzle > 0.25:
        jaw_pen = head.at(r * 0.2, r * 0.3, jaw)
        jaw_pen.fill(shape.limb(0, 0, r * 0.42, reach * 0.78, r * 0.02, r * 0.2), b.belly)
    skull = shape.smooth(
        [
            (-r * 0.92, r * 0.1), (-r * 0.62, -r * 0.72), (r * 0.05, -r * 0.95), (r * 0.62, -r * 0.52),
            (reach, -r * 0.12), (reach + r * 0.06, r * 0.26), (reach * 0.6, r * 0.5), (r * 0.1, r * 0.82),
            (-r * 0.6, r * 0.72),
        ]
    )  # fmt: skip
    colour = "4a4242" if b.marks == "wool" and b.foot == "3d3636" else b.colour
    head.fill(skull, colour)
    _face(head, b, reach)
    if b.ears != "elephant":
        head.fill(shape.ellipse(reach - r * 0.02, r * 0.02, r * 0.17, r * 0.13), b.nose)
    if jaw:
        head.flat(shape.ellipse(reach * 0.66, r * 0.46, r * 0.18, r * jaw * 0.9), "7a2f3a")
    elif face.gape:
        head.flat(shape.ellipse(reach * 0.66, r * 0.44, r * 0.2, r * 0.17 * face.gape), "7a2f3a")
    else:
        turn = 0.11 * face.mouth
        smile = [(reach * 0.94, r * (0.31 - turn)), (reach * 0.7, r * (0.31 + turn)), (reach * 0.42, r * (0.38 - 0.4 * turn))]
        head.line(shape.smooth(smile, closed=False), _BLACK, max(1.0, r * 0.055))
    _eye(head, b, moment, offset)
    _horns(head, b, far=False)
    _ears(head, b, t, far=False)
    if b.ears == "cat":
        for dy in (-0.04, 0.1, 0.22):
            head.string(reach * 0.72, r * 0.18, reach * 0.72 + r * 0.75, r * (0.1 + dy * 2), "fff8ea", r * 0.035)
    if b.marks == "beard":
        head.fill(shape.smooth([(reach * 0.45, r * 0.45), (reach * 0.62, r * 0.5), (reach * 0.42, r * 1.25)]), b.belly)


def _eye(head: Pen, b: Breed, moment: Moment, offset: float) -> None:
    r = b.head
    x, y = (r * 0.22, -r * 0.18) if b.ears != "eyes" else (r * 0.1, -r * 0.86)
    size = r * 0.17 if b.head < 40 else r * 0.115
    if b.ears == "eyes":
        head.fill(shape.ellipse(x, y, r * 0.34), b.colour)
        size = r * 0.22
    if moment.action == "sleep" or blink(moment.t, offset):
        arc = [(x - size, y), (x, y + size * 0.6), (x + size, y)]
        head.line(shape.smooth(arc, closed=False), _BLACK, max(1.0, r * 0.07))
        return
    face = expression(moment.feeling)
    size *= face.eyes
    if face.tear:
        s = (moment.t * 0.7 + offset) % 1.0
        head.dot(x + size * 0.5, y + size * (1.6 + 3.4 * s), size * 0.5, (120, 190, 240, 220), size * 0.75)
    if b.marks in {"panda", "mask"}:
        head.flat(shape.ellipse(x, y + r * 0.04, size * 1.9, size * 2.1), "2c2b33")
    head.dot(x, y, size * 1.15, "fffdf5", size * 1.25)
    head.dot(x + size * 0.18, y, size * 0.85, _BLACK, size)
    head.dot(x + size * 0.45, y - size * 0.4, size * 0.32, (255, 255, 255, 255))
    if face.browed:
        tilt, top = size * 2.4 * face.brow, y - size * (1.75 + 2 * face.lift)
        head.string(x - size * 1.1, top + tilt, x + size * 1.2, top - tilt, _BLACK, max(1.2, r * 0.09))


def _face(head: Pen, b: Breed, reach: float) -> None:
    r = b.head
    if b.marks in {"bib", "mask"} or b.ears in {"cat", "rabbit", "mouse"} or b.muzzle < 0.56:
        cheek = shape.smooth([(r * 0.1, r * 0.78), (r * 0.35, r * 0.15), (reach, -r * 0.02), (reach, r * 0.3), (r * 0.6, r * 0.56)])
        head.flat(cheek, b.belly)
    if b.marks == "face":
        head.flat(shape.ellipse(r * 0.4, r * 0.02, r * 0.5, r * 0.62), b.mark_colour)
    if b.marks == "tabby" or (b.marks == "stripes" and b.neck < 50):
        for dx in (-0.25, 0.0, 0.25):
            head.flat(shape.ribbon([(r * dx, -r * 0.92), (r * dx * 0.8, -r * 0.55)], [r * 0.07, 0.4]), b.mark_colour)
    if b.marks == "patches":
        head.flat(shape.ellipse(-r * 0.1, -r * 0.3, r * 0.42, r * 0.4), b.mark_colour)


def _ears(head: Pen, b: Breed, t: float, far: bool) -> None:
    r = b.head
    colour = b.far if far else b.colour
    x = r * (0.22 if far else -0.3)
    twitch = 0.12 * max(0.0, wave(t, 2.3, 0.3 if far else 0.0)) ** 6
    inner = "f0b9a8"
    match b.ears:
        case "none" | "eyes":
            return
        case "cat" | "fox" | "pointed" | "triangle":
            tall = {"cat": 0.86, "fox": 1.05, "pointed": 0.7, "triangle": 0.6}[b.ears]
            ear = head.at(x, -r * 0.62, (0.12 if far else -0.18) + twitch)
            ear.fill(shape.smooth([(-r * 0.34, r * 0.1), (-r * 0.06, -r * tall), (r * 0.32, r * 0.08)], tension=0.35), colour)
            if not far:
                ear.flat(
                    shape.polygon([(-r * 0.16, 0), (-r * 0.03, -r * tall * 0.66), (r * 0.16, 0)]), inner if b.ears != "fox" else "3a2a2c"
                )
        case "floppy":
            ear = head.at(x - r * 0.1, -r * 0.55, 0.3 + 0.08 * wave(t, 1.2) + twitch)
            ear.fill(shape.smooth([(-r * 0.2, 0), (r * 0.22, -r * 0.05), (r * 0.1, r * 0.95), (-r * 0.35, r * 0.85)]), b.far)
        case "round" | "mouse" | "koala" | "tiny":
            size = {"round": 0.34, "mouse": 0.62, "koala": 0.62, "tiny": 0.2}[b.ears] * r
            fill = "2c2b33" if b.marks == "panda" else colour
            head.fill(shape.ellipse(x * 1.3, -r * 0.82, size), fill)
            if not far and b.marks != "panda":
                head.flat(shape.ellipse(x * 1.3, -r * 0.80, size * 0.6), inner)
        case "rabbit" | "long" | "small" | "side":
            tall, lean = {"rabbit": (1.75, -0.2), "long": (1.35, -0.25), "small": (0.62, -0.05), "side": (0.75, -1.15)}[b.ears]
            ear = head.at(x, -r * 0.7, lean + (0.22 if far else 0) + twitch + (0.05 * wave(t, 1.9) if b.ears == "rabbit" else 0))
            ear.fill(shape.ellipse(0, -r * tall * 0.5, r * 0.19, r * tall * 0.55), colour)
            if not far:
                ear.flat(shape.ellipse(r * 0.02, -r * tall * 0.5, r * 0.09, r * tall * 0.4), inner)
        case "elephant":
            if far:
                return
            ear = head.at(-r * 0.35, -r * 0.2, 0.10 * wave(t, 2.4))
            ear.fill(
                shape.smooth([(r * 0.2, -r * 0.7), (-r * 0.6, -r * 0.85), (-r * 1.0, -r * 0.1), (-r * 0.6, r * 0.8), (r * 0.05, r * 0.6)]),
                b.far,
            )


def _horns(head: Pen, b: Breed, far: bool) -> None:
    r = b.head
    shift = r * (0.2 if far else 0.0)
    bone = "efe6d2"
    match b.horns:
        case "unicorn" if not far:
            head.fill(shape.polygon([(r * 0.3, -r * 0.72), (r * 1.25, -r * 2.1), (r * 0.62, -r * 0.55)]), "f3d27a")
        case "short" | "wide":
            tall = 0.55 if b.horns == "short" else 0.95
            points = [(-r * 0.1 + shift, -r * 0.8), (r * 0.12 + shift, -r * (0.8 + tall * 0.6)), (r * 0.45 + shift, -r * (0.8 + tall))]
            head.fill(shape.ribbon(points, [r * 0.12, r * 0.09, 0.5]), bone)
        case "goat":
            points = [(-r * 0.05 + shift, -r * 0.8), (-r * 0.25 + shift, -r * 1.35), (-r * 0.8 + shift, -r * 1.55)]
            head.fill(shape.ribbon(points, [r * 0.13, r * 0.1, 0.5]), "8a7a66")
        case "tusks" if not far:
            points = [(r * 0.75, r * 0.45), (r * 1.15, r * 0.95), (r * 1.6, r * 0.95)]
            head.fill(shape.ribbon(points, [r * 0.10, r * 0.09, 0.8]), bone)
        case "rhino" if not far:
            head.fill(shape.smooth([(r * 0.95, -r * 0.2), (r * 1.38, -r * 1.05), (r * 1.3, -r * 0.05)], tension=0.5), bone)
        case "ossicones":
            head.limb(r * 0.0 + shift, -r * 0.8, r * 0.06, -r * 0.06 + shift, -r * 1.3, r * 0.09, "7a4a24")
        case "antlers":
            colour = "d9c3a0" if not far else "b59e7c"
            stem = [(-r * 0.1 + shift, -r * 0.8), (-r * 0.45 + shift, -r * 1.6), (-r * 0.1 + shift, -r * 2.5)]
            head.fill(shape.ribbon(stem, [r * 0.1, r * 0.09, r * 0.03]), colour)
            for s, dx, dy in ((0.35, 0.55, -0.35), (0.62, 0.6, -0.5), (0.6, -0.5, -0.4)):
                x, y = -r * 0.1 + shift - r * 0.3 * s * 1.2, -r * (0.8 + 1.6 * s)
                head.fill(shape.ribbon([(x, y), (x + r * dx, y + r * dy)], [r * 0.07, r * 0.02]), colour)
        case _:
            return


def _trunk(head: Pen, b: Breed, t: float) -> None:
    r = b.head
    sway = wave(t, 2.6)
    points = [(r * 0.75, r * 0.05), (r * 1.15, r * 0.5), (r * 1.2, r * 1.1), (r * (1.15 + 0.1 * sway), r * 1.7),
              (r * (1.35 + 0.16 * sway), r * 2.1)]  # fmt: skip
    head.fill(shape.ribbon(points, [r * 0.36, r * 0.29, r * 0.22, r * 0.17, r * 0.12]), b.colour)
