"""Checks of the machine: packages, processor, memory, clock, and the encoder."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from filmgate.doctor.finding import Finding, ok, problem, warning

BYTES_A_FILM = 512 * 1024 * 1024
"""The built-in engine takes 254 MiB for a film of 1080p; twice that, for what another engine may take."""
_BUILT_MS = 1_735_689_600_000
"""1 January 2025, before this program was written: no true clock is earlier."""
_CLOCK_TOLERANCE_MS = 60_000
_CODECS = ("libx264", "aac", "mjpeg")


def check_packages(find_version: Callable[[str], str] = version) -> Finding:
    """Whether what filmgate needs is installed, in versions that it works with."""
    wrong = []
    for line in requires("filmgate") or []:
        needed = Requirement(line)
        if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            found = find_version(needed.name)
        except PackageNotFoundError:
            wrong.append(f"{needed.name} is missing")
            continue
        if not needed.specifier.contains(found, prereleases=True):
            wrong.append(f"{needed.name} is {found}, wanted is {needed.specifier}")
    if wrong:
        return problem("; ".join(wrong), "install filmgate again, into an environment of its own")
    return ok(f"Python {sys.version.split()[0]}, filmgate {version('filmgate')} with all its packages")


def check_clock(now_ms: int, newest_ms: int | None) -> Finding:
    """Whether the clock can be right; `newest_ms` is when the database was last written by its own account."""
    if now_ms < _BUILT_MS:
        return problem(
            "the clock is years behind",
            "set the clock, for example with NTP: callbacks and links depend on it",
        )
    if newest_ms is not None and now_ms < newest_ms - _CLOCK_TOLERANCE_MS:
        behind = (newest_ms - now_ms) // 1000
        return problem(
            f"the clock is {behind} s behind the newest row of the database",
            "set the clock, for example with NTP",
        )
    return ok("the clock is not behind the database")


def check_capacity(slots: int, cores: int, memory_bytes: int) -> Finding:
    """Whether the machine can make as many films at once as it is told to."""
    if slots * BYTES_A_FILM > memory_bytes:
        fits = max(1, memory_bytes // BYTES_A_FILM)
        return warning(
            f"{slots} films at once may need {slots * BYTES_A_FILM >> 20} MiB, there are {memory_bytes >> 20} MiB",
            f"set worker.slots to {fits}",
        )
    if slots > cores:
        return warning(
            f"{slots} films at once share {cores} processor cores, so each takes longer",
            f"set worker.slots to {cores}, or to 0 for one a core, unless the engine computes elsewhere",
        )
    return ok(f"{slots} films at once on {cores} cores and {memory_bytes >> 20} MiB")


def memory_bytes(group: Path = Path("/sys/fs/cgroup/memory.max")) -> int:
    """Memory that this process may use: the machine's, or less in a container."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        limit = group.read_text(encoding="ascii").strip()
    except OSError:
        return machine
    return min(machine, int(limit)) if limit.isdecimal() else machine


def check_codecs(available: frozenset[str] | None = None) -> Finding:
    """Whether FFmpeg, as it was built, has what films are made with."""
    import av

    there = frozenset(av.codecs_available) if available is None else available
    missing = [name for name in _CODECS if name not in there]
    if missing:
        return problem(
            f"FFmpeg has no {', '.join(missing)}",
            "install the package av from PyPI, whose FFmpeg has all of them",
        )
    if "libsvtav1" not in there:
        return warning("FFmpeg has no libsvtav1, so no film can be AV1", 'leave the option codec = "av1" out')
    return ok("FFmpeg has H.264, AAC, JPEG and AV1")


def check_encoder() -> Finding:
    """Whether a tiny film can be made and read again."""
    import av
    import numpy as np

    out = io.BytesIO()
    try:
        with av.open(out, "w", format="mp4") as film:
            stream = film.add_stream("libx264", rate=24)
            stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
            frame = av.VideoFrame.from_ndarray(np.zeros((36, 64, 3), np.uint8), format="rgb24")
            film.mux(stream.encode(frame))
            film.mux(stream.encode())
        out.seek(0)
        with av.open(out, "r") as made:
            frames = len(list(made.decode(video=0)))
    except (av.FFmpegError, ValueError, OSError) as error:
        return problem(f"no film can be encoded: {error}", "install the packages av and numpy again")
    return (
        ok("a tiny film was encoded and read")
        if frames == 1
        else problem("an encoded film is empty", "install the package av again")
    )
