"""What lies on an animal's body: trunk outline, stripes and spots, mane, tail."""
# Points read better in rows than one below the other.
# fmt: off

from __future__ import annotations

from math import cos, sin
from random import Random

from filmgate.engines.animatic.brush import path as shape
from filmgate.engines.animatic.brush.path import Path
from filmgate.engines.animatic.stage.pen import Pen
from filmgate.engines.animatic.stage.puppets.breeds import Breed
from filmgate.engines.animatic.stage.puppets.puppet import wave


def trunk_outline(b: Breed, breathe: float = 1.0) -> Path:
    """The trunk around the origin: chest to the right."""
    half, thick, arch = b.length / 2, b.trunk / 2 * breathe, b.trunk * b.back
    hump = b.trunk * 0.75 if b.marks == "hump" else 0.0
    top = [(-half * 1.0, -thick * 0.35), (-half * 0.7, -thick * 0.98)]
    if hump:
        top += [(-half * 0.3, -thick * 1.1), (-half * 0.05, -thick - hump), (half * 0.25, -thick * 1.1)]
    else:
        top += [(0, -thick * 0.94 - arch)]
    return shape.smooth(
        [
            *top,
            (half * 0.72, -thick * 1.02),
            (half * 1.02, -thick * 0.3),
            (half * 0.88, thick * 0.72),
            (half * 0.3, thick * 1.0),
            (-half * 0.35, thick * 0.78),
            (-half * 0.88, thick * 0.62),
        ]
    )


def markings(body: Pen, b: Breed, trunk: Path) -> None:
    """Marks on the trunk."""
    half, thick = b.length / 2, b.trunk / 2
    random = Random(b.marks)  # noqa: S311 - the same for every animal of the breed
    match b.marks:
        case "stripes" | "tabby":
            count = 8 if b.marks == "stripes" else 5
            for i in range(count):
                x = -half * 0.85 + i * b.length * 0.86 / count
                depth = thick * (1.25 if b.marks == "stripes" else 0.75) * (0.8 + 0.4 * random.random())
                line = [(x, -thick * 0.92), (x + 4, -thick * 0.92 + depth * 0.5), (x + 1, -thick * 0.92 + depth)]
                body.flat(shape.ribbon(line, [b.trunk * 0.055, b.trunk * 0.05, 0.5]), b.mark_colour)
        case "spots" | "dapple":
            for _ in range(22 if b.marks == "spots" else 12):
                x, y = random.uniform(-0.85, 0.85) * half, random.uniform(-0.8, 0.35) * thick
                if b.marks == "dapple":
                    y = random.uniform(-0.75, -0.2) * thick
                body.dot(x, y, b.trunk * 0.06 * random.uniform(0.6, 1.1), b.mark_colour)
        case "patches":
            for x, y, r in ((-0.5, -0.35, 0.42), (0.15, -0.5, 0.34), (0.62, 0.1, 0.3), (-0.15, 0.35, 0.22)):
                r *= b.trunk
                patch = [(half * x + r * cos(a) * random.uniform(0.8, 1.15), thick * y + r * 0.62 * sin(a))
                         for a in (0, 1, 2, 3, 4, 5.2)]  # fmt: skip
                body.flat(shape.smooth(patch), b.mark_colour)
        case "giraffe":
            for i in range(7):
                for j in range(3):
                    x = -half * 0.8 + i * b.length * 0.27 / 2 + (j % 2) * 8
                    body.flat(shape.box(x, -thick * 0.8 + j * thick * 0.52, 14, 15, 5), b.mark_colour)
        case "wool":
            for i in range(16):
                a = i / 16 * 6.283
                body.fill(shape.ellipse(half * 0.86 * cos(a), thick * 0.82 * sin(a), b.trunk * 0.2), b.colour, 0.7)
            body.flat(shape.ellipse(0, 0, half * 0.85, thick * 0.8), b.colour)
        case "panda":
            body.flat(shape.ellipse(half * 0.55, 0, half * 0.3, thick * 0.97), b.mark_colour)
        case "spines":
            for row in range(3):
                for i in range(15):
                    a = 3.3 + i * 0.19
                    r = 1.0 - row * 0.2
                    x, y = half * 1.0 * cos(a) * r, thick * 1.35 * sin(a) * r
                    spine = body.at(x, y + thick * 0.2, a + 1.57)
                    spine.fill(shape.polygon([(-3, 0), (0, -13), (3, 0)]), b.mark_colour)
        case "ridge":
            for i in range(9):
                body.fill(shape.polygon([(-half * 0.9 + i * half * 0.2, -thick * 0.85),
                                         (-half * 0.85 + i * half * 0.2, -thick * 1.25),
                                         (-half * 0.74 + i * half * 0.2, -thick * 0.85)]), b.mark_colour)  # fmt: skip
        case "shell":
            dome = [(-half, thick * 0.4), (-half * 0.8, -thick * 0.9), (0, -thick * 1.7), (half * 0.8, -thick * 0.9),
                    (half, thick * 0.4), (0, thick * 0.7)]  # fmt: skip
            body.fill(shape.smooth(dome), b.mark_colour)
            for x, y in ((-0.5, -0.5), (0, -0.95), (0.5, -0.5), (-0.25, 0.0), (0.28, 0.0)):
                body.fill(shape.ellipse(half * x, thick * y, half * 0.2, thick * 0.3), "8f9a58")
        case _:
            pass
    if b.marks not in {"wool", "shell", "panda"} and b.belly != b.colour:
        belly = shape.smooth(
            [(-half * 0.5, thick * 0.7), (half * 0.2, thick * 0.58), (half * 0.8, thick * 0.2), (half * 0.86, thick * 0.68),
             (half * 0.3, thick * 0.98)]
        )  # fmt: skip
        body.flat(belly, b.belly)


def neck_markings(neck: Pen, b: Breed) -> None:
    if b.marks == "stripes" and b.neck > 50:
        for i in range(4):
            x = b.neck * (0.2 + 0.2 * i)
            neck.flat(shape.ribbon([(x, -14), (x + 2, 0), (x, 12)], [3.2, 3.2, 0.6]), b.mark_colour)
    elif b.marks == "giraffe":
        for i in range(9):
            for j in (-1, 1):
                neck.flat(shape.box(b.neck * (0.06 + 0.1 * i), j * 8 - 6 + i * 0.2 * -j, 12, 10, 4), b.mark_colour)
    elif b.marks == "bib":
        half = b.trunk * 0.28
        neck.flat(shape.smooth([(-half * 0.5, half * 0.9), (b.neck * 0.8, b.head * 0.25), (b.neck, b.head * 0.5),
                                (b.neck * 0.4, half * 1.05)]), b.belly)  # fmt: skip


def mane(neck: Pen, b: Breed, t: float) -> None:
    """Along the neck (`neck` looks along x): a crest of hair, a short brush, or a lion's wreath."""
    if b.mane == "lion":
        for ring, size in ((1.32, b.mark_colour), (1.08, "b06a2a")):
            wreath = []
            for i in range(18):
                a = i / 18 * 6.283
                r = b.head * ring * (1.12 if i % 2 else 0.92) * (1 + 0.03 * wave(t, 1.7, i * 0.31))
                wreath.append((b.neck * 0.86 + r * cos(a), r * sin(a) - b.head * 0.05))
            neck.fill(shape.smooth(wreath), size)
        return
    rise = 0.36 if b.mane == "hair" else 0.22
    points = []
    for i in range(7):
        x = b.neck * (1.08 - i * 0.19)
        sway = 0.10 * wave(t, 0.9, i * 0.14) if b.mane == "hair" else 0.0
        points.append((x - b.neck * 0.05, -b.head * (0.55 + rise * (1 + sway)) - i * b.trunk * 0.012))
    inner = [(b.neck * (1.0 - i * 0.19), -b.head * 0.30 - i * 1.0) for i in range(7)]
    neck.fill(shape.smooth(points + inner[::-1]), b.mark_colour)


def tail(root: Pen, b: Breed, t: float, running: bool) -> None:
    """`root` is where the tail begins; it points to the left."""
    sway = wave(t, 0.45 if b.tail == "wag" else 1.7)
    length = b.length * 0.62 * b.tail_length
    match b.tail:
        case "none":
            return
        case "short" | "pom":
            root.fill(shape.ellipse(-b.trunk * 0.06, 0, b.trunk * 0.17), b.belly if b.tail == "pom" else b.colour)
        case "curl":
            line = [(0, 0), (-8, -6), (-15, 0), (-9, 6), (-5, 0), (-12, -3)]
            root.line(shape.smooth(line, closed=False), b.colour, 4)
        case "bushy" | "squirrel" | "ringed":
            up = {"bushy": -0.25, "squirrel": -1.5, "ringed": -0.2}[b.tail] if not running else -0.1
            points = []
            for i in range(6):
                s = i / 5
                a = up * (0.4 + s) + 0.22 * sway * s
                bend = (b.tail == "squirrel") * s * s * 0.5
                points.append((-length * s * cos(a) + length * bend, length * s * sin(a) * (1.3 if b.tail == "squirrel" else 1)))
            widths = [b.trunk * w for w in (0.09, 0.19, 0.26, 0.27, 0.19, 0.02)]
            root.fill(shape.ribbon(points, widths), b.colour)
            if b.tail == "ringed":
                for k in (1, 2, 3, 4):
                    root.dot(points[k][0], points[k][1], b.trunk * 0.12, "34343c", b.trunk * 0.2)
            else:
                tip = points[3:]
                root.fill(shape.ribbon(tip, [b.trunk * 0.245, b.trunk * 0.19, 0.5]), b.belly)
        case "fin":
            root.fill(shape.smooth([(0, -6), (-34, -20 + 4 * sway), (-28, 2), (-36, 18 + 4 * sway), (0, 10)]), b.colour)
        case _:
            hair = b.tail == "hair"
            lift = {"long": -0.75, "wag": -0.9, "thick": 0.25, "hair": 0.95, "tuft": 0.95, "thin": 0.7}.get(b.tail, 0.2)
            lift -= 0.5 if running else 0
            points = []
            for i in range(6):
                s = i / 5
                a = lift * (1 - (0.55 * s if b.tail == "long" else 0)) + (0.35 * sway * s)
                points.append((-length * s * cos(a), length * s * sin(a)))
            base = {"hair": 0.10, "thick": 0.3, "long": 0.085, "wag": 0.1}.get(b.tail, 0.055) * b.trunk
            profile = (0.6, 1.1, 1.5, 1.6, 1.2, 0.1) if hair else (1, 0.95, 0.85, 0.75, 0.6, 0.35)
            root.fill(shape.ribbon(points, [base * w for w in profile]), b.mark_colour if hair else b.colour)
            if b.tail == "tuft":
                x, y = points[-1]
                root.fill(shape.ellipse(x, y, b.trunk * 0.1, b.trunk * 0.13), b.mark_colour)
