"""Facts about a film, and its poster (PyAV)."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class UnreadableFilm(Exception):
    """The file is not a film."""


def inspect_film(path: Path) -> dict[str, Any]:
    """Width and height (pixels), duration (seconds), size (bytes) and whether there is sound.

    Raises:
        UnreadableFilm: There is no video stream with a duration.
    """
    import av  # imported late: a server that makes no film does not load FFmpeg

    try:
        with av.open(path, format="mp4") as container:
            if not container.streams.video:
                raise UnreadableFilm("there is no picture in it")
            video = container.streams.video[0]
            duration_seconds = (container.duration or 0) / av.time_base
            return {
                "width": video.width,
                "height": video.height,
                "duration_seconds": round(duration_seconds, 3),
                "frames": video.frames,
                "audio": bool(container.streams.audio),
                "bytes": path.stat().st_size,
            }
    except (av.FFmpegError, OSError) as error:
        raise UnreadableFilm(str(error)) from error


def write_poster(film: Path, poster: Path) -> Path:
    """Save a picture from the first third of the film as JPEG.

    Raises:
        UnreadableFilm: No frame can be decoded.
    """
    import av

    try:
        with av.open(film, format="mp4") as container:
            video = container.streams.video[0]
            if container.duration:
                container.seek(container.duration // 3)
            for frame in container.decode(video):
                picture = frame.to_image()  # type: ignore[no-untyped-call]
                picture.save(poster, "JPEG", quality=85)
                return poster
    except (av.FFmpegError, OSError) as error:
        raise UnreadableFilm(str(error)) from error
    raise UnreadableFilm("no frame can be decoded")
