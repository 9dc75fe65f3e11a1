"""The bodies of answers, as the OpenAPI document shows them (seed, `components.schemas`)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class ServedBy(BaseModel):
    """Which of the server's engines makes the film, and what the model is called there"""

    engine: str = Field(examples=["animatic"])
    model: str = Field(examples=["veo3.1-pro"])


class VideoTaskInfo(BaseModel):
    """Video task detailed information"""

    can_cancel: bool = Field(description="Whether the task can be cancelled", examples=[True])
    estimated_time: int = Field(description="Estimated completion time (seconds)", ge=0, examples=[180])
    video_duration: int = Field(description="Video duration (seconds)", examples=[8])
    aspect_ratio: str | None = Field(
        None, description="What `auto` came to, once work has begun", examples=["16:9"]
    )
    seed: int | None = Field(None, description="Repeats the film, where the model can", examples=[42])
    served_by: ServedBy | None = Field(None, description="The engine that has the work, once it has")
    stage: str | None = Field(None, description="While processing: what is being done", examples=["drawing"])
    poster: str | None = Field(None, description="When completed: link of a still picture, JPEG")
    storyboard: dict[str, Any] | None = Field(
        None, description="When completed, from engines that tell: how they understood the prompt"
    )
    notes: list[str] | None = Field(
        None, description="What the user should know, for example about translation"
    )


class VideoUsage(BaseModel):
    """Usage and billing information"""

    billing_rule: Literal["per_call", "per_token", "per_second"] = Field(description="Billing rule")
    credits_reserved: float = Field(description="Estimated credits consumed", ge=0, examples=[25.7])
    user_group: str = Field(description="User group category", examples=["default"])
    credits_charged: float | None = Field(
        None, description="After the end: what was charged; 0 unless completed"
    )


class TaskError(BaseModel):
    """Why a task failed; its credits were given back"""

    code: Literal[
        "content_policy_violation",
        "invalid_parameters",
        "image_processing_error",
        "request_cancelled",
        "generation_failed_no_content",
        "generation_timeout",
        "resource_exhausted",
        "service_error",
        "service_unavailable",
    ]
    message: str
    type: Literal["task_error"]


class VideoGenerationResponse(BaseModel):
    """A task; the same object in answers, lists, events and callbacks"""

    created: int = Field(description="Task creation timestamp", examples=[1757169743])
    id: str = Field(description="Task ID", examples=["task-unified-1757169743-7cvnl5zw"])
    model: str = Field(description="Actual model name used", examples=["veo3.1-pro"])
    object: Literal["video.generation.task"] = Field(description="Specific task type")
    progress: int = Field(description="Task progress percentage (0-100)", ge=0, le=100, examples=[0])
    status: Literal["pending", "processing", "completed", "failed"] = Field(description="Task status")
    task_info: VideoTaskInfo
    type: Literal["text", "image", "audio", "video"] = Field(description="Task output type")
    usage: VideoUsage
    results: list[str] | None = Field(None, description="When completed: the film's link")
    expires_at: int | None = Field(None, description="When completed: when the link ends (Unix seconds)")
    error: TaskError | None = Field(None, description="When failed or cancelled")


class TaskList(BaseModel):
    """A page of tasks, newest first"""

    object: Literal["list"]
    data: list[VideoGenerationResponse]
    has_more: bool
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page")


class ModelCapabilities(BaseModel):
    """What a request may ask of a model"""

    aspect_ratios: list[str]
    durations: list[int] = Field(description="Seconds")
    max_images: int = Field(description="0, 1 (first frame) or 2 (first and last frame)")
    last_frame_durations: list[int] | None = Field(
        None, description="Seconds with a first and a last frame, where only some of `durations` are possible"
    )
    audio: bool
    seed: bool
    negative_prompt: bool
    cancel_while_running: bool
    resolution: str = Field(examples=["720p"])
    fps: int


class ModelPricing(BaseModel):
    """What a film costs the caller"""

    billing_rule: Literal["per_call", "per_token", "per_second"]
    credits: float = Field(description="Per call, second or token, for the caller's group")
    user_group: str


class ModelEntry(BaseModel):
    """A model"""

    id: str
    object: Literal["model"]
    description: str
    capabilities: ModelCapabilities
    pricing: ModelPricing
    median_seconds: float | None = Field(
        description="Measured making time on this server; null before the first film"
    )


class ModelList(BaseModel):
    """All models"""

    object: Literal["list"]
    data: list[ModelEntry]


class CreditsResponse(BaseModel):
    """The account's credits"""

    object: Literal["credits"]
    balance: float = Field(description="Free to spend")
    reserved: float = Field(description="Held for unfinished tasks")
    spent: float
    user_group: str


class FileResponseBody(BaseModel):
    """An uploaded picture; put its `url` into `image_urls`"""

    id: str
    object: Literal["file"]
    url: str
    bytes: int
    content_type: str
    width: int
    height: int
    created: int
    expires_at: int


class ErrorDetail(BaseModel):
    """What is wrong, where, and how to mend it"""

    code: int = Field(description="HTTP status error code")
    message: str = Field(description="Error description", examples=["Invalid request parameters"])
    type: str = Field(description="Error type", examples=["invalid_request_error"])
    param: str | None = Field(None, description="Related parameter name", examples=["model"])
    fallback_suggestion: str | None = Field(
        None, description="Suggestion for error resolution", examples=["runway-gen3"]
    )


class ErrorResponse(BaseModel):
    """Every failure has this body"""

    error: ErrorDetail
