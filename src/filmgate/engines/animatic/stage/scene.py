"""One shot on the stage: place, company, weather and camera, drawn moment by moment."""

from __future__ import annotations

from math import inf, sin

from filmgate.engines.animatic.brush.canvas import Canvas, Pixels
from filmgate.engines.animatic.brush.colour import faded
from filmgate.engines.animatic.brush.matrix import join, scale
from filmgate.engines.animatic.brush.path import smooth
from filmgate.engines.animatic.script.storyboard import Shot
from filmgate.engines.animatic.stage.backdrop import Backdrop
from filmgate.engines.animatic.stage.camera import Look, layer_map, move_of
from filmgate.engines.animatic.stage.chance import chance
from filmgate.engines.animatic.stage.cut import CUT_SECONDS
from filmgate.engines.animatic.stage.drift import Fall
from filmgate.engines.animatic.stage.finish import soften
from filmgate.engines.animatic.stage.launch import exhaust, ignition, risen
from filmgate.engines.animatic.stage.pen import Pen, lay
from filmgate.engines.animatic.stage.performer import Performer
from filmgate.engines.animatic.stage.puppets.heavens import ALOFT
from filmgate.engines.animatic.stage.scenery import places
from filmgate.engines.animatic.stage.staging import stage_shot
from filmgate.engines.animatic.stage.titles import Subtitle, Title
from filmgate.engines.animatic.stage.view import View
from filmgate.engines.animatic.stage.weather import flashes, weather_of

_FOCUS_DEPTH = 0.6
"""In a close shot, layers farther than this are out of focus."""


class Scene:
    """A shot of `seconds` of its own time, which a slow motion stretches.

    Chance follows from `film` and the shot's `number`; what should look the same in every shot, from `film` alone.
    `title` is lettered where nothing is shown.
    """

    def __init__(
        self,
        shot: Shot,
        style: str,
        view: View,
        seconds: float,
        beat: float,
        film: str,
        number: int,
        title: str,
    ) -> None:
        self.shot, self.view, self.seconds = shot, view, seconds
        things = frozenset(actor.noun for actor in shot.actors)
        self.site = places.build(
            view, shot.setting, style, chance(film, shot.setting.place, "place"), things, _horizon(shot, view)
        )
        self.company = stage_shot(shot, self.site, seconds, beat, film, number)
        stormy = "storm" in shot.setting.weather and shot.setting.place not in {"underwater", "space", "moon"}
        self.flashes = flashes(chance(film, number, "lightning")) if stormy else []
        self.behind, self.before = weather_of(self.site, chance(film, number, "weather"), self.flashes)
        self.move = move_of(shot.camera, chance(film, number, "camera").choice((-1, 1)))
        self.lettering: Subtitle | Title | None = None
        if shot.subtitle:
            self.lettering = Subtitle(shot.subtitle, view)
        elif not shot.actors and shot.setting.place == "abstract":
            self.lettering = Title(title, view)
        self.shallow = shot.camera.size == "close" and bool(shot.actors)
        self._middle = self.company.speed * seconds / 2
        stands = [p.depth for p in self.company.performers]
        stage = (view, self.site.light, self._camera, seconds)
        self.back = Backdrop(self.site.back, stands, *stage, _FOCUS_DEPTH if self.shallow else inf)
        self.front = Backdrop(self.site.front, (), *stage)

    def draw(self, canvas: Canvas, t: float) -> Pixels:
        """The picture `t` seconds after the beginning of the shot."""
        look, travel = self._camera(t)
        waiting = list(self.company.performers)
        canvas.finish()
        for index, (depth, lay_it) in enumerate(self.back.at(t)):
            if index == self.back.sharp_from:
                soften(canvas.finish(over=True))
            while waiting and waiting[0].depth < min(depth, 1.0):
                self._together(canvas, [waiting.pop(0)], look, travel, t)
            lay_it(canvas)
        self._fall(canvas, self.behind, look, travel, t, 0.8)
        for performer in waiting:
            self._string(canvas, performer, look, travel, t)
        self._smoke(canvas, waiting, look, t, before=False)
        self._together(canvas, waiting, look, travel, t)
        self._smoke(canvas, waiting, look, t, before=True)
        for _, lay_it in self.front.at(t):
            lay_it(canvas)
        self._fall(canvas, self.before, look, travel, t, 1.15)
        if self.lettering is not None:
            self.lettering.draw(canvas, t, self.seconds - CUT_SECONDS * self.shot.camera.pace)
        return canvas.finish(over=True)

    def strike(self) -> None:
        """The shot is over: give back the memory of its scenery."""
        self.back.strike()
        self.front.strike()

    def _camera(self, t: float) -> tuple[Look, float]:
        return self._look(t), self.company.speed * t

    def _look(self, t: float) -> Look:
        look = self.move.at(min(1.0, t / self.seconds), t)
        launched = next((p for p in self.company.performers if p.spot.action in {"launch", "rise"}), None)
        if launched is None:
            return look
        since = max(0.0, t - ignition(self.seconds))
        shake = 3.0 * min(1.0, since * 2) / (1 + 0.5 * since)
        rise = min(90.0, risen(t, self.seconds) * launched.size * 0.2)
        return Look(
            look.x + shake * (_rattle(t, 31) - 0.5),
            look.y - rise + shake * (_rattle(t, 37) - 0.5),
            look.zoom + 0.04,
            look.roll,
        )

    def _together(
        self, canvas: Canvas, performers: list[Performer], look: Look, travel: float, t: float
    ) -> None:
        """Shadows first, so that nobody's shadow falls over somebody else."""
        drawn = []
        for p in performers:
            parts = p.parts(self.site, t, travel, self._middle)
            canvas.base = join(scale(self.view.unit), layer_map(self.view, look, p.depth, 0.0))
            p.shadow(canvas, self.site, parts, p.at(t, travel, self._middle)[0])
            drawn.append((p, parts))
        for p, parts in drawn:
            canvas.base = join(scale(self.view.unit), layer_map(self.view, look, p.depth, 0.0))
            p.show(canvas, self.site, parts, t)

    def _string(self, canvas: Canvas, p: Performer, look: Look, travel: float, t: float) -> None:
        """The string of a kite."""
        if p.spot.leash is None:
            return
        holder = next((h for h in self.company.performers if h.spot is p.spot.leash), None)
        if holder is None:
            return
        x1, y1 = holder.hand(t, travel, self._middle)
        x2, y2, _ = p.at(t, travel, self._middle)
        canvas.base = join(scale(self.view.unit), layer_map(self.view, look, 1.0, 0.0))
        line = smooth([(x1, y1), ((x1 + x2) / 2, (y1 + y2) / 2 + 34), (x2, y2)], closed=False)
        canvas.stroke(line, faded(self.site.light.lit("fbf6ea"), 0.85), 2.2)

    def _smoke(self, canvas: Canvas, performers: list[Performer], look: Look, t: float, before: bool) -> None:
        """What a starting rocket blows over the ground."""
        for p in performers:
            lit = ignition(self.seconds) / 2
            if p.spot.action == "launch" and t > lit:
                pen = Pen(self.site.light)
                exhaust(pen, p.x, p.ground, p.size, t - lit, before)
                canvas.base = join(scale(self.view.unit), layer_map(self.view, look, 1.0, 0.0))
                lay(canvas, pen.parts)

    def _fall(
        self, canvas: Canvas, falls: list[Fall], look: Look, travel: float, t: float, depth: float
    ) -> None:
        canvas.base = join(scale(self.view.unit), layer_map(self.view, look, 0.2, 0.0))
        for fall in falls:
            pen = Pen(self.site.light)
            fall(pen, t, travel * depth)
            lay(canvas, pen.parts)


def _rattle(t: float, rate: float) -> float:
    """A jumpy number between 0 and 1 that depends on time only."""
    return 0.5 + 0.25 * sin(t * rate) + 0.25 * sin(t * rate * 1.7 + 1)


def _horizon(shot: Shot, view: View) -> float | None:
    """Low where only the sky has something to show, high where the camera looks down; as shares of the frame."""
    leads = [actor for actor in shot.actors if actor.family not in {"sky", "building", "plant"}]
    airborne = bool(leads) and all(actor.family == "aircraft" and actor.noun != "rocket" for actor in leads)
    if airborne and shot.camera.size != "aerial":
        return 0.8 if view.upright else 0.74
    if shot.actors and all(actor.noun in ALOFT for actor in shot.actors):
        return 0.76
    return 0.36 if shot.camera.size == "aerial" else None
