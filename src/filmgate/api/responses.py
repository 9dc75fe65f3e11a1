"""What the OpenAPI document says about answers: the seed's schemas, examples and error examples."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class VideoTaskInfo(BaseModel):
    """Video task detailed information"""

    can_cancel: bool = Field(description="Whether the task can be cancelled", examples=[True])
    estimated_time: int = Field(description="Estimated completion time (seconds)", ge=0, examples=[180])
    video_duration: int = Field(description="Video duration (seconds)", examples=[8])
    aspect_ratio: str | None = Field(
        None, description="What `auto` came to, once work has begun", examples=["16:9"]
    )
    seed: int | None = Field(None, description="Repeats the film, where the model can", examples=[42])
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
    max_images: int
    audio: bool
    seed: bool
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


_ERRORS: dict[int, tuple[str, dict[str, Any]]] = {
    400: (
        "Invalid request parameters",
        {
            "message": "Invalid duration parameter",
            "type": "invalid_request_error",
            "param": "duration",
            "fallback_suggestion": "use duration between 1-12 seconds",
        },
    ),
    401: (
        "Unauthorized, invalid or expired token",
        {"message": "Invalid or expired token", "type": "authentication_error"},
    ),
    402: (
        "Insufficient quota, recharge required",
        {
            "message": "Insufficient quota",
            "type": "insufficient_quota_error",
            "fallback_suggestion": "https://video.example.com/dashboard/billing",
        },
    ),
    403: (
        "Access denied",
        {"message": "Access denied for this model", "type": "permission_error", "param": "model"},
    ),
    404: (
        "Resource not found",
        {
            "message": "Specified model not found",
            "type": "not_found_error",
            "param": "model",
            "fallback_suggestion": "veo3.1-pro",
        },
    ),
    413: (
        "Request entity too large",
        {
            "message": "Image file too large",
            "type": "request_too_large_error",
            "param": "image_urls",
            "fallback_suggestion": "compress the image to at most 10 MB",
        },
    ),
    429: (
        "Rate limit exceeded",
        {
            "message": "Rate limit exceeded",
            "type": "rate_limit_error",
            "fallback_suggestion": "retry after 60 seconds",
        },
    ),
    500: (
        "Internal server error",
        {
            "message": "Internal server error",
            "type": "internal_server_error",
            "fallback_suggestion": "try again later",
        },
    ),
    502: (
        "Upstream service error",
        {
            "message": "Upstream AI service unavailable",
            "type": "upstream_error",
            "fallback_suggestion": "try different model",
        },
    ),
    503: (
        "Service temporarily unavailable",
        {
            "message": "Service temporarily unavailable",
            "type": "service_unavailable_error",
            "fallback_suggestion": "retry after 30 seconds",
        },
    ),
}

_BEARER: dict[str, Any] = {"security": [{"bearerAuth": []}]}


def _errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {
        status: {
            "model": ErrorResponse,
            "description": _ERRORS[status][0],
            "content": {"application/json": {"example": {"error": {"code": status, **_ERRORS[status][1]}}}},
        }
        for status in statuses
    }


def _answers(model: type[BaseModel], description: str, *statuses: int) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model, "description": description}, **_errors(*statuses)}


CREATE: dict[str, Any] = {
    "summary": "Create a video generation task",
    "operation_id": "createVideoGeneration",
    "tags": ["Video Generation"],
    "responses": _answers(
        VideoGenerationResponse,
        "Video generation task created successfully",
        400, 401, 402, 403, 404, 413, 429, 500, 502, 503,
    ),
    "openapi_extra": {
        **_BEARER,
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": "Same key and body within 24 hours: the first answer again, nothing new is created",
                "schema": {"type": "string", "minLength": 1, "maxLength": 255},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/VideoGenerationRequest"},
                    "examples": {
                        "text_to_video": {
                            "summary": "Text to Video",
                            "value": {"model": "veo3.1-pro", "prompt": "A cat playing piano"},
                        }
                    },
                }
            },
        },
    },
}  # fmt: skip


def describe(
    model: type[BaseModel], summary: str, operation_id: str, *statuses: int, public: bool = False
) -> dict[str, Any]:
    """Keyword arguments of a route: its documented answers and whether it needs a key."""
    extra: dict[str, Any] = {} if public else dict(_BEARER)
    return {
        "summary": summary,
        "operation_id": operation_id,
        "responses": _answers(model, summary, *statuses),
        "openapi_extra": extra,
    }


UPLOAD: dict[str, Any] = describe(
    FileResponseBody, "Upload a picture", "uploadFile", 400, 401, 413, 429, 500, 503
)
UPLOAD["openapi_extra"]["requestBody"] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
            }
        }
    },
}

WATCH: dict[str, Any] = describe(
    VideoGenerationResponse, "Watch a task (server-sent events)", "watchTask", 400, 401, 404, 429, 500, 503
)
WATCH["responses"][200] = {
    "description": "A stream of events; the data of each `task` event is a VideoGenerationResponse",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}
