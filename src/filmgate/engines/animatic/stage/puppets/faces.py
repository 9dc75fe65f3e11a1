"""Human heads: face, hair, beard and hats, turned a little to the right."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from filmgate.engines.animatic.brush import path as shape
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.feelings import expression
from filmgate.engines.animatic.stage.puppets.puppet import Moment, blink, wave
from filmgate.engines.animatic.stage.puppets.wardrobe import Look

_INK = "2a2028"


def draw_head(head: Pen, look: Look, r: float, moment: Moment, offset: float) -> None:
    """The head around its middle; `r` is half its height."""
    t = moment.t
    _hair_behind(head, look, r, t)
    if look.hat == "veil":
        head.fill(shape.smooth([(-r * 0.6, -r * 1.0), (-r * 1.2, r * 0.8), (-r * 1.6, r * 3.2), (-r * 0.3, r * 2.2)]), (255, 255, 255, 150))
    head.fill(
        shape.smooth(
            [
                (-r * 0.78, -r * 0.35),
                (-r * 0.1, -r * 1.0),
                (r * 0.72, -r * 0.5),
                (r * 0.82, r * 0.2),
                (r * 0.42, r * 0.92),
                (-r * 0.3, r * 0.82),
            ]
        ),
        look.skin,
    )
    head.fill(shape.ellipse(-r * 0.34, r * 0.12, r * 0.17, r * 0.22), look.skin)
    if look.hat == "helmet":
        _visor(head, r)
        return
    _features(head, look, r, moment, offset)
    _hair_front(head, look, r)
    _hat(head, look, r, t)
    if look.extra == "glasses":
        for x in (0.28, 0.74):
            head.line(shape.ellipse(r * x, -r * 0.02, r * 0.2), "3a3038", max(1.0, r * 0.07))


def _features(head: Pen, look: Look, r: float, moment: Moment, offset: float) -> None:
    t, face = moment.t, expression(moment.feeling)
    closed = moment.action in {"sleep", "lie"} or blink(t, offset)
    for x, inner in ((0.26, 1), (0.70, -1)):
        if closed:
            head.string(r * (x - 0.1), r * 0.0, r * (x + 0.1), r * 0.02, _INK, max(1.0, r * 0.08))
        else:
            head.dot(r * x, -r * 0.03, r * 0.10 * face.eyes, _INK, r * 0.135 * face.eyes)
            head.dot(r * x + r * 0.035, -r * 0.075, r * 0.035, (255, 255, 255, 230))
        y = -r * (0.31 + face.lift)
        tilt = r * (face.brow * 0.6 * inner + 0.01)
        head.string(r * (x - 0.13), y + tilt, r * (x + 0.12), y - tilt, look.hair, max(1.0, r * 0.075))
    if face.tear:
        s = (t * 0.7 + offset) % 1.0
        head.dot(r * 0.27, r * (0.16 + 0.6 * s), r * 0.07, (120, 190, 240, 220), r * 0.11)
    nose = "d9302f" if look.extra == "red nose" else None
    if nose:
        head.fill(shape.ellipse(r * 0.62, r * 0.16, r * 0.16), nose)
    else:
        line = [(r * 0.54, r * 0.02), (r * 0.66, r * 0.20), (r * 0.52, r * 0.24)]
        head.line(shape.smooth(line, closed=False), (90, 40, 40, 120), max(0.8, r * 0.06))
    head.dot(r * 0.14, r * 0.28, r * 0.15, (230, 90, 90, 60), r * 0.1)
    head.dot(r * 0.78, r * 0.26, r * 0.10, (230, 90, 90, 60), r * 0.09)
    if look.beard:
        head.fill(
            shape.smooth(
                [
                    (-r * 0.3, r * 0.2),
                    (0, r * 0.42),
                    (r * 0.5, r * 0.36),
                    (r * 0.84, r * 0.3),
                    (r * 0.7, r * 1.0),
                    (r * 0.3, r * (1.9 if look.hat in {"wizard", "santa"} else 1.25)),
                    (-r * 0.2, r * 0.95),
                ]
            ),
            look.beard,
        )
    if moment.action in {"sing", "talk"} or (moment.action == "eat"):
        open_share = 0.06 + 0.14 * max(0.0, wave(t, 0.34, offset))
        head.dot(r * 0.46, r * 0.50, r * 0.15, "7a2f3a", r * open_share)
    elif face.gape and face.mouth > 0.5:
        low = [(r * 0.22, r * 0.44), (r * 0.46, r * (0.5 + 0.24 * face.gape)), (r * 0.70, r * 0.43), (r * 0.46, r * 0.49)]
        head.flat(shape.smooth(low, tension=0.8), "7a2f3a")
    elif face.gape:
        head.dot(r * 0.46, r * 0.52, r * 0.13, "7a2f3a", r * 0.17 * face.gape)
    else:
        rise = 0.055 * face.mouth
        line = [(r * 0.24, r * (0.515 - rise)), (r * 0.46, r * (0.515 + rise)), (r * 0.66, r * (0.515 - rise))]
        head.line(shape.smooth(line, closed=False), (110, 40, 45, 220), max(1.0, r * 0.075))


def _hair_behind(head: Pen, look: Look, r: float, t: float) -> None:
    sway = 0.12 * r * wave(t, 1.9)
    match look.hair_style:
        case "long":
            head.fill(
                shape.smooth(
                    [
                        (r * 0.2, -r * 1.08),
                        (-r * 0.8, -r * 0.8),
                        (-r * 1.05, r * 0.2),
                        (-r * 0.95 - sway, r * 1.9),
                        (-r * 0.2 - sway, r * 1.7),
                        (0, r * 0.3),
                    ]
                ),
                look.hair,
            )
        case "tails":
            for x in (-1.0, 0.35):
                head.fill(
                    shape.smooth(
                        [(r * (x + 0.1), -r * 0.2), (r * (x - 0.35), r * 0.2), (r * (x - 0.3) - sway, r * 1.2), (r * (x + 0.12), r * 0.4)]
                    ),
                    look.hair,
                )
        case "bun":
            head.fill(shape.ellipse(-r * 0.62, -r * 0.85, r * 0.42), look.hair)
        case "afro":
            head.fill(shape.ellipse(-r * 0.1, -r * 0.35, r * 1.3, r * 1.15), look.hair)
        case _:
            return


def _hair_front(head: Pen, look: Look, r: float) -> None:
    if look.hair_style == "bald":
        return
    cap = [
        (-r * 0.84, r * 0.22),
        (-r * 0.92, -r * 0.45),
        (-r * 0.35, -r * 1.1),
        (r * 0.42, -r * 1.02),
        (r * 0.82, -r * 0.42),
        (r * 0.4, -r * 0.62),
        (-r * 0.12, -r * 0.5),
        (-r * 0.42, -r * 0.05),
    ]
    head.fill(shape.smooth(cap, tension=0.8), look.hair)


def _visor(head: Pen, r: float) -> None:
    head.fill(shape.ellipse(0, 0, r * 1.42), (235, 240, 246, 70), 0)
    head.line(shape.ellipse(0, 0, r * 1.42), "dfe5ec", r * 0.3)
    head.fill(shape.ellipse(r * 0.24, 0, r * 1.05, r * 0.86), "3a4a6a")
    head.fill(shape.smooth([(-r * 0.4, -r * 0.4), (r * 0.3, -r * 0.66), (r * 0.9, -r * 0.4), (r * 0.3, -r * 0.42)]), "9fc3e6")
    head.dot(r * 0.85, r * 0.25, r * 0.14, "f2b84a", r * 0.1)


def _hat(head: Pen, look: Look, r: float, t: float) -> None:
    c = look.hat_colour
    match look.hat:
        case "crown":
            head.fill(
                shape.polygon(
                    [
                        (-r * 0.72, -r * 0.62),
                        (-r * 0.8, -r * 1.45),
                        (-r * 0.4, -r * 1.1),
                        (0, -r * 1.6),
                        (r * 0.4, -r * 1.1),
                        (r * 0.76, -r * 1.42),
                        (r * 0.7, -r * 0.62),
                    ]
                ),
                "f2c23c",
            )
            head.dot(0, -r * 0.88, r * 0.13, "c9304a")
        case "wizard":
            head.fill(shape.ellipse(0, -r * 0.68, r * 1.45, r * 0.26), c)
            head.fill(
                shape.smooth(
                    [
                        (-r * 0.8, -r * 0.72),
                        (-r * 0.35, -r * 1.7),
                        (-r * 0.75 - r * 0.08 * wave(t, 2), -r * 2.75),
                        (r * 0.3, -r * 1.8),
                        (r * 0.8, -r * 0.72),
                    ],
                    tension=0.6,
                ),
                c,
            )
        case "elf" | "santa":
            head.fill(
                shape.smooth(
                    [
                        (-r * 0.9, -r * 0.4),
                        (-r * 0.5, -r * 1.5),
                        (-r * 1.6, -r * 1.2 + r * 0.1 * wave(t, 1.4)),
                        (r * 0.2, -r * 1.45),
                        (r * 0.85, -r * 0.4),
                    ],
                    tension=0.7,
                ),
                c,
            )
            if look.hat == "santa":
                head.fill(shape.box(-r, -r * 0.62, r * 1.95, r * 0.36, r * 0.18), "f8f6f2")
                head.dot(-r * 1.6, -r * 1.15, r * 0.26, "f8f6f2")
        case "pirate":
            head.fill(
                shape.smooth(
                    [
                        (-r * 1.3, -r * 0.45),
                        (-r * 0.8, -r * 1.3),
                        (r * 0.1, -r * 1.55),
                        (r * 0.95, -r * 1.2),
                        (r * 1.35, -r * 0.45),
                        (0, -r * 0.7),
                    ]
                ),
                c,
            )
            head.dot(r * 0.1, -r * 1.02, r * 0.2, "f2efe6")
        case "cap" | "hard" | "beanie" | "beret":
            head.fill(
                shape.smooth(
                    [(-r * 0.9, -r * 0.42), (-r * 0.75, -r * 1.12), (r * 0.05, -r * 1.38), (r * 0.78, -r * 1.05), (r * 0.88, -r * 0.42)],
                    tension=0.8,
                ),
                c,
            )
            if look.hat in {"cap", "hard"}:
                head.fill(
                    shape.smooth([(r * 0.3, -r * 0.55), (r * 1.35, -r * 0.36), (r * 1.3, -r * 0.26), (r * 0.2, -r * 0.4)]),
                    "2c3040" if look.hat == "cap" else c,
                )
            if look.hat == "beanie":
                head.dot(0, -r * 1.42, r * 0.24, "f6f2ea")
        case "hood":
            hood = [(-r * 1.0, r * 0.7), (-r * 1.02, -r * 0.5), (-r * 0.2, -r * 1.2), (r * 0.8, -r * 0.75), (r * 0.98, -r * 0.34),
                    (r * 0.2, -r * 0.32), (-r * 0.1, r * 0.24), (r * 0.95, r * 0.22), (r * 0.62, r * 1.0), (-r * 0.4, r * 0.98)]  # fmt: skip
            head.fill(shape.smooth(hood, tension=0.55), c)
            head.fill(shape.ribbon([(-r * 0.9, -r * 0.2), (-r * 1.5, r * 0.1), (-r * 1.9, r * 0.5 + r * 0.2 * wave(t, 1.1))], [r * 0.12, r * 0.14, r * 0.04]), "c9302f")
        case "kabuto":
            head.fill(shape.smooth([(-r * 1.0, -r * 0.3), (-r * 0.8, -r * 1.1), (0, -r * 1.4), (r * 0.8, -r * 1.05), (r * 0.95, -r * 0.35)], tension=0.8), c)
            head.fill(shape.polygon([(-r * 1.0, -r * 0.42), (-r * 1.35, r * 0.5), (-r * 0.4, r * 0.75), (-r * 0.55, -r * 0.3)]), "a83232")
            for side in (-1, 1):
                horn = [(r * (0.35 + 0.05 * side), -r * 0.95), (r * (0.35 + 0.55 * side), -r * 1.5), (r * (0.35 + 0.5 * side), -r * 2.1)]
                head.fill(shape.ribbon(horn, [r * 0.12, r * 0.1, r * 0.02]), "e6b23c")
        case "tophat":
            head.fill(shape.ellipse(0, -r * 0.62, r * 1.2, r * 0.2), c)
            head.fill(shape.box(-r * 0.72, -r * 2.0, r * 1.44, r * 1.4, r * 0.1), c)
            head.flat(shape.box(-r * 0.72, -r * 0.98, r * 1.44, r * 0.26), "a02f3c")
        case "chef":
            head.fill(shape.box(-r * 0.75, -r * 1.25, r * 1.5, r * 0.75, r * 0.1), c)
            for x in (-0.5, 0.05, 0.55):
                head.fill(shape.ellipse(r * x, -r * 1.5, r * 0.5, r * 0.46), c)
        case "straw" | "fedora":
            head.fill(shape.ellipse(0, -r * 0.55, r * (1.75 if look.hat == "straw" else 1.35), r * 0.26), c)
            head.fill(
                shape.smooth(
                    [(-r * 0.78, -r * 0.55), (-r * 0.65, -r * 1.35), (0, -r * 1.3), (r * 0.65, -r * 1.38), (r * 0.78, -r * 0.55)],
                    tension=0.7,
                ),
                c,
            )
            head.flat(shape.box(-r * 0.78, -r * 0.8, r * 1.56, r * 0.2), "7a3a2c" if look.hat == "straw" else "241f1c")
        case "knight":
            head.fill(
                shape.smooth(
                    [(-r * 0.95, r * 0.5), (-r * 0.95, -r * 0.6), (0, -r * 1.25), (r * 0.95, -r * 0.6), (r * 1.0, r * 0.55), (0, r * 0.8)],
                    tension=0.8,
                ),
                c,
            )
            head.flat(shape.box(r * 0.05, -r * 0.22, r * 0.9, r * 0.2, r * 0.1), "2a2f38")
            head.fill(
                shape.ribbon(
                    [(-r * 0.1, -r * 1.2), (-r * 0.7, -r * 1.8), (-r * 1.5, -r * 1.5 + r * 0.15 * wave(t, 1.1))],
                    [r * 0.12, r * 0.28, r * 0.05],
                ),
                "c9372f",
            )
        case _:
            return
