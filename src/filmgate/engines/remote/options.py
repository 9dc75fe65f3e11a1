"""Options that every remote engine has."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from filmgate.engines.protocol import Capabilities
from filmgate.settings import HostName, Section

Ratio = Literal["16:9", "9:16"]
Resolution = Literal["480p", "720p", "1080p"]


class RemoteOptions(Section):
    call_seconds: float = Field(30.0, gt=0)
    """Time for one question to the server."""
    poll_seconds: float = Field(2.0, gt=0)
    """Pause between the first two looks at a running film; it grows by half each time."""
    poll_max_seconds: float = Field(15.0, gt=0)
    """Longest pause between two looks."""
    lost_after_seconds: float = Field(300.0, gt=0)
    """A server that gives no sensible answer for so long is given up; the task fails."""
    download_seconds: float = Field(600.0, gt=0)
    """Time for fetching the finished film."""
    max_film_bytes: int = Field(1024**3, gt=0)
    """Largest film."""
    result_hosts: tuple[HostName, ...] = ()
    """Hosts (`name` or `name:port`) that films may be fetched from although they are internal. The server's own host
    is among them."""
    ca_file: Path | None = None
    """PEM file of certificate authorities to trust besides the system's."""
    aspect_ratios: tuple[Ratio, ...] | None = None
    """Ratios that the model behind the server can do; empty: what the engine assumes."""
    durations_seconds: tuple[int, ...] | None = None
    """Lengths that it can do."""
    resolutions: tuple[Resolution, ...] | None = None
    """Sizes that it can do."""
    max_images: int | None = Field(None, ge=0, le=2)
    """Pictures that it takes: 0, 1 (first frame) or 2 (first and last frame)."""
    last_frame_durations_seconds: tuple[int, ...] | None = None
    """Lengths that it can do between a first and a last frame, if not all."""
    audio: bool | None = None
    """Whether its films have sound."""
    seed: bool | None = None
    """Whether it takes a seed."""
    negative_prompt: bool | None = None
    """Whether it takes a negative prompt."""

    def narrowed(self, able: Capabilities) -> Capabilities:
        """What the engine assumes, changed by what the operator knows of the model. Whether running work can be
        cancelled is the server's, not the model's."""
        said = {
            name: value
            for name in Capabilities.__dataclass_fields__
            if (value := getattr(self, name, None)) is not None
        }
        return Capabilities(**{**{n: getattr(able, n) for n in Capabilities.__dataclass_fields__}, **said})
