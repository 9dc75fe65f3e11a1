"""Reading a reference picture and cutting it to the film's shape."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from filmgate.engines.animatic.brush.canvas import Pixels
from filmgate.engines.protocol import EngineFailure, FailureCode


def load_cover(path: Path, width: int, height: int) -> Pixels:
    """The picture as RGB, scaled to cover the frame and cut in the middle; transparent parts become white."""
    try:
        with Image.open(path) as image:
            rgba = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise EngineFailure(
            FailureCode.IMAGE_PROCESSING_ERROR, "A reference picture cannot be read."
        ) from error
    white = Image.new("RGBA", rgba.size, "white")
    pixels = np.asarray(Image.alpha_composite(white, rgba).convert("RGB"))
    return cover(pixels, width, height)


def cover(pixels: Pixels, width: int, height: int) -> Pixels:
    """Scale to cover the frame, keep the middle."""
    rows, columns = pixels.shape[:2]
    factor = max(width / columns, height / rows)
    wide, high = max(width, round(columns * factor)), max(height, round(rows * factor))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(pixels, (wide, high), interpolation=way)
    left, top = (wide - width) // 2, (high - height) // 2
    return np.ascontiguousarray(scaled[top : top + height, left : left + width])
