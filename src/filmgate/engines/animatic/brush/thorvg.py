"""The few functions of ThorVG's C interface that the canvas needs, with their types.

The package `thorvg-python` brings the library. Short calls keep the interpreter lock (faster by half); only
drawing itself lets other threads run.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, c_bool, c_float, c_int, c_uint, c_uint8, c_uint32, c_void_p
from typing import Any

from thorvg_python.engine import THORVG_LIB

if THORVG_LIB is None:
    raise ImportError("the ThorVG library of the package thorvg-python cannot be loaded")

_quick = ctypes.PyDLL(THORVG_LIB._name)
_long = THORVG_LIB


class Transform(Structure):
    """A 3 × 3 matrix, row by row."""

    _fields_ = [(f"e{row}{column}", c_float) for row in (1, 2, 3) for column in (1, 2, 3)]


class Stop(Structure):
    """A colour at a place of a gradient."""

    _fields_ = [("offset", c_float), ("r", c_uint8), ("g", c_uint8), ("b", c_uint8), ("a", c_uint8)]


def _function(library: ctypes.CDLL, name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(library, f"tvg_{name}")
    function.restype, function.argtypes = result, arguments
    return function


engine_init = _function(_quick, "engine_init", c_int, c_uint)
canvas_new = _function(_quick, "swcanvas_create", c_void_p, c_uint8)
canvas_target = _function(
    _quick, "swcanvas_set_target", c_int, c_void_p, c_void_p, c_uint32, c_uint32, c_uint32, c_uint8
)
canvas_add = _function(_quick, "canvas_add", c_int, c_void_p, c_void_p)
canvas_remove = _function(_quick, "canvas_remove", c_int, c_void_p, c_void_p)
canvas_draw = _function(_long, "canvas_draw", c_int, c_void_p, c_bool)
canvas_sync = _function(_long, "canvas_sync", c_int, c_void_p)
canvas_destroy = _function(_quick, "canvas_destroy", c_int, c_void_p)

shape_new = _function(_quick, "shape_new", c_void_p)
shape_path = _function(_quick, "shape_append_path", c_int, c_void_p, c_void_p, c_uint32, c_void_p, c_uint32)
shape_colour = _function(_quick, "shape_set_fill_color", c_int, c_void_p, c_uint8, c_uint8, c_uint8, c_uint8)
shape_gradient = _function(_quick, "shape_set_gradient", c_int, c_void_p, c_void_p)
stroke_width = _function(_quick, "shape_set_stroke_width", c_int, c_void_p, c_float)
stroke_colour = _function(
    _quick, "shape_set_stroke_color", c_int, c_void_p, c_uint8, c_uint8, c_uint8, c_uint8
)
stroke_cap = _function(_quick, "shape_set_stroke_cap", c_int, c_void_p, c_uint32)
stroke_join = _function(_quick, "shape_set_stroke_join", c_int, c_void_p, c_uint32)

linear_new = _function(_quick, "linear_gradient_new", c_void_p)
linear_set = _function(_quick, "linear_gradient_set", c_int, c_void_p, c_float, c_float, c_float, c_float)
radial_new = _function(_quick, "radial_gradient_new", c_void_p)
radial_set = _function(_quick, "radial_gradient_set", c_int, c_void_p, *(c_float,) * 6)
gradient_stops = _function(_quick, "gradient_set_color_stops", c_int, c_void_p, c_void_p, c_uint32)

paint_transform = _function(_quick, "paint_set_transform", c_int, c_void_p, POINTER(Transform))
paint_opacity = _function(_quick, "paint_set_opacity", c_int, c_void_p, c_uint8)
paint_keep = _function(_quick, "paint_ref", c_uint8, c_void_p)

scene_new = _function(_quick, "scene_new", c_void_p)
scene_add = _function(_quick, "scene_add", c_int, c_void_p, c_void_p)

picture_new = _function(_quick, "picture_new", c_void_p)
picture_raw = _function(
    _quick, "picture_load_raw", c_int, c_void_p, c_void_p, c_uint32, c_uint32, c_uint8, c_bool
)

RGBA_PREMULTIPLIED = 0
PLAIN_RENDERING = 0
ROUND = 1
"""Round caps and round joins."""

engine_init(0)
