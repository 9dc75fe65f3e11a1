"""`POST /v1beta/interactions`, then the interaction: Gemini Omni."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from google import genai

from filmgate.engines.google.options import GoogleOptions
from filmgate.engines.google.wire import Film, ask_once, order_once
from filmgate.engines.protocol import EngineFailure, FailureCode, Job, StartUnknown
from filmgate.engines.remote.failures import failure_of
from filmgate.engines.remote.follow import Done, Running
from filmgate.engines.remote.pictures import content_type, in_base64
from filmgate.engines.remote.upstream import Upstream
from filmgate.engines.remote.words import Phase, phase_of

_OURS = ("model", "input", "background", "stream", "response_format")


@dataclass(frozen=True)
class InteractionsWire:
    """Omni's interactions, in the background; nothing is streamed and no webhook is set (in July 2026 those were known
    not to come)."""

    upstream: Upstream
    client: genai.Client
    options: GoogleOptions

    def order(self, job: Job) -> str:
        """Create an interaction; its id."""
        wanted: dict[str, Any] = {name: value for name, value in job.options.items() if name not in _OURS}
        wanted |= {
            "model": job.model,
            "input": [
                *(
                    {"type": "image", "data": in_base64(image), "mime_type": content_type(image)}
                    for image in job.images
                ),
                {"type": "text", "text": job.prompt},
            ],
            "background": True,
            "response_format": {
                "type": "video",
                "aspect_ratio": job.aspect_ratio,
                "resolution": f"{min(job.width, job.height)}p",
                "duration": f"{job.duration_seconds}s",
                "delivery": "inline" if self.options.is_vertex else "uri",
            },
        }
        settings: dict[str, Any] = {"seed": job.seed} if self.options.able.seed else {}
        settings["video_config"] = {"task": "image_to_video" if job.images else "text_to_video"}
        wanted["generation_config"] = settings
        made: Any = order_once(self.upstream, lambda: self.client.interactions.create(**wanted))
        if not getattr(made, "id", None):
            raise StartUnknown(f"{self.upstream.name} answered without an id")
        return str(made.id)

    def look(self, upstream_id: str) -> Running | Done[Film]:
        """Read the interaction."""
        seen: Any = ask_once(lambda: self.client.interactions.get(id=upstream_id))
        phase = phase_of(str(seen.status))
        if phase is Phase.RUNNING:
            return Running(
                None, "waiting in the engine's queue" if seen.status == "queued" else "making the film"
            )
        said = [str(error.message or "") for error in seen.errors or ()]
        text = " ".join([*said, str(seen.output_text or "")]).strip()
        if phase is not Phase.DONE:
            raise failure_of(self.upstream, text or str(seen.status))
        video = seen.output_video
        if video is not None and video.data:
            try:
                return Done(Film(data=base64.b64decode(video.data, validate=True)))
            except binascii.Error as error:
                raise EngineFailure(
                    FailureCode.GENERATION_FAILED_NO_CONTENT, f"The engine {self.upstream.name} sent no film"
                ) from error
        if video is not None and video.uri:
            return Done(Film(url=str(video.uri)))
        failure = failure_of(self.upstream, text)
        if failure.code is FailureCode.CONTENT_POLICY_VIOLATION:
            raise failure
        raise EngineFailure(
            FailureCode.GENERATION_FAILED_NO_CONTENT,
            f"The engine {self.upstream.name} ended without a film",
            elsewhere=True,
        )

    def stop(self, upstream_id: str) -> None:
        """Cancel the interaction."""
        ask_once(lambda: self.client.interactions.cancel(id=upstream_id))
