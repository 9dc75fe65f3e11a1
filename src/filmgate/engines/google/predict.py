"""`POST models/{model}:predictLongRunning`, then the operation: Veo 3.x."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from google import genai
from google.genai import types

from filmgate.engines.google.options import GoogleOptions
from filmgate.engines.google.wire import Film, ask_once, order_once
from filmgate.engines.protocol import EngineFailure, FailureCode, Job, StartUnknown
from filmgate.engines.remote.failures import failure_of
from filmgate.engines.remote.follow import Done, Running
from filmgate.engines.remote.pictures import content_type
from filmgate.engines.remote.upstream import Upstream


@dataclass(frozen=True)
class PredictWire:
    """Veo's operations."""

    upstream: Upstream
    client: genai.Client
    options: GoogleOptions

    def order(self, job: Job) -> str:
        """Start an operation; its name."""
        images = [
            types.Image(image_bytes=image.read_bytes(), mime_type=content_type(image)) for image in job.images
        ]
        source = types.GenerateVideosSource(prompt=job.prompt, image=images[0] if images else None)
        config = types.GenerateVideosConfig(
            number_of_videos=1,
            aspect_ratio=job.aspect_ratio,
            duration_seconds=job.duration_seconds,
            resolution=f"{min(job.width, job.height)}p",
            negative_prompt=job.negative_prompt,
            seed=job.seed if self.options.able.seed else None,
            last_frame=images[1] if len(images) == 2 else None,
            person_generation=self.options.person_generation or None,
            **_known(job.options),
        )
        operation = order_once(
            self.upstream,
            lambda: self.client.models.generate_videos(model=job.model, source=source, config=config),
        )
        if not operation.name:
            raise StartUnknown(f"{self.upstream.name} answered without an operation")
        return operation.name

    def look(self, upstream_id: str) -> Running | Done[Film]:
        """Read the operation. Google's `done` may mean a film, an error, or that the film was held back."""
        asked = types.GenerateVideosOperation.model_validate({"name": upstream_id})
        operation = ask_once(lambda: self.client.operations.get(asked))
        if not operation.done:
            return Running(_percent(operation.metadata))
        if operation.error:
            raise failure_of(self.upstream, operation.error)
        response = operation.response or operation.result
        if response is not None and response.rai_media_filtered_count:
            reasons = "; ".join(response.rai_media_filtered_reasons or ())
            raise EngineFailure(
                FailureCode.CONTENT_POLICY_VIOLATION,
                f"The film was held back by {self.upstream.name}'s safety filter: {self.upstream.clean(reasons)}",
            )
        for made in (response.generated_videos or ()) if response is not None else ():
            if made.video is not None and made.video.video_bytes:
                return Done(Film(data=made.video.video_bytes))
            if made.video is not None and made.video.uri:
                return Done(Film(url=made.video.uri))
        raise EngineFailure(
            FailureCode.GENERATION_FAILED_NO_CONTENT,
            f"The engine {self.upstream.name} ended without a film",
            elsewhere=True,
        )

    def stop(self, upstream_id: str) -> None:
        """Veo cannot be stopped."""


def _percent(metadata: dict[str, Any] | None) -> float | None:
    percent = (metadata or {}).get("progressPercent")
    return float(percent) if isinstance(percent, int | float) else None


def _known(options: dict[str, Any]) -> dict[str, Any]:
    """The route's options that Veo knows, such as `generate_audio` or `enhance_prompt`."""
    return {name: value for name, value in options.items() if name in types.GenerateVideosConfig.model_fields}
