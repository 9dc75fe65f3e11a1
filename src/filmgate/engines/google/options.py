"""What can be set for Google, and what its models can do."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from filmgate.engines.protocol import Capabilities
from filmgate.engines.remote.options import RemoteOptions

VEO = Capabilities(
    durations_seconds=(4, 6, 8),
    resolutions=("720p", "1080p"),
    last_frame_durations_seconds=(8,),
    cancel_while_running=False,
)
"""Veo 3.1. Between a first and a last frame it makes eight seconds only."""

OMNI = Capabilities(
    durations_seconds=tuple(range(3, 11)), resolutions=("720p", "1080p"), max_images=1, negative_prompt=False
)
"""Gemini Omni Flash, as far as its interactions are documented."""


class GoogleOptions(RemoteOptions):
    wire: Literal["predict", "interactions"] = "predict"
    """`predict` for Veo, `interactions` for Gemini Omni."""
    vertex: bool = False
    """Whether to use Vertex instead of the Gemini API; so it is with `project` or `credentials_file` too."""
    project: str = ""
    """Vertex: the Google Cloud project."""
    location: str = "us-central1"
    """Vertex: the region."""
    credentials_file: Path | None = None
    """Vertex: the JSON key of a service account. Without it `api_key` is used (Vertex in express mode)."""
    max_answer_bytes: int = Field(128 * 1024**2, gt=0)
    """Largest answer; Vertex sends films inside of it, and it is held in memory."""
    person_generation: Literal["", "dont_allow", "allow_adult", "allow_all"] = ""
    """Veo: whether people may be shown; empty: Google's default."""

    @property
    def is_vertex(self) -> bool:
        """Whether the films come from Vertex."""
        return self.vertex or bool(self.project) or self.credentials_file is not None

    @property
    def able(self) -> Capabilities:
        """What the wire's models can do."""
        return self.narrowed(OMNI if self.wire == "interactions" else VEO)
