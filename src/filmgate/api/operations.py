"""What the OpenAPI document says of each operation: summary, answers, examples and error examples (seed, `paths`)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from filmgate.api.responses import ErrorResponse, FileResponseBody, VideoGenerationResponse

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

REF = "#/components/schemas/"

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


def _link(operation: str, description: str, **parameters: str) -> dict[str, Any]:
    return {"operationId": operation, "description": description, "parameters": parameters}


_OF_THE_TASK = {
    name: _link(operation, description, task_id="$response.body#/id")
    for name, operation, description in (
        ("query", "getTask", "Ask for the task"),
        ("watch", "watchTask", "Watch the task until it ends"),
        ("cancel", "cancelTask", "Stop the task"),
    )
}
"""Where an answer leads (OpenAPI, Link Object); programs that test an API follow these."""


def _answers(model: type[BaseModel], description: str, *statuses: int) -> dict[int | str, dict[str, Any]]:
    return {200: {"model": model, "description": description}, **_errors(*statuses)}


_CALLBACK: dict[str, Any] = {
    "taskEnded": {
        "{$request.body#/callback_url}": {
            "post": {
                "summary": "The task is completed, failed or cancelled, and settled",
                "description": "Signed as in Standard Webhooks. 10 s timeout; 2xx is success, anything else (redirects"
                " too) is tried again after 1, 2 and 4 s. `webhook-id` is the same on every attempt.",
                "parameters": [
                    {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
                    for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": f"{REF}VideoGenerationResponse"}}},
                },
                "responses": {"2XX": {"description": "Received"}},
            }
        }
    }
}

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
        "callbacks": _CALLBACK,
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
                    "schema": {"$ref": f"{REF}VideoGenerationRequest"},
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


def describe(model: type[BaseModel], summary: str, operation_id: str, *statuses: int) -> dict[str, Any]:
    """Keyword arguments of a route that needs a key: its documented answers."""
    return {
        "summary": summary,
        "operation_id": operation_id,
        "responses": _answers(model, summary, *statuses),
        "openapi_extra": dict(_BEARER),
    }


CREATE["responses"][200]["links"] = _OF_THE_TASK

QUERY: dict[str, Any] = describe(
    VideoGenerationResponse, "Query a task", "getTask", 400, 401, 404, 429, 500, 503
)
QUERY["responses"][200]["links"] = {name: _OF_THE_TASK[name] for name in ("watch", "cancel")}

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

UPLOAD["responses"][200]["links"] = {
    "useAsFirstFrame": {
        "operationId": "createVideoGeneration",
        "description": "Make a film that begins with the picture",
        "requestBody": {
            "model": "veo3.1-pro",
            "prompt": "A cat playing piano",
            "image_urls": ["$response.body#/url"],
        },
    }
}

_ID: dict[str, Any] = {"type": "string", "description": "For `Last-Event-ID`"}
_EVENT: dict[str, Any] = {
    "oneOf": [
        {
            "type": "object",
            "required": ["id", "event", "data"],
            "properties": {
                "id": _ID,
                "event": {"const": "task"},
                "data": {
                    "type": "string",
                    "contentMediaType": "application/json",
                    "contentSchema": {"$ref": f"{REF}VideoGenerationResponse"},
                },
            },
        },
        {
            "type": "object",
            "required": ["id", "event", "data"],
            "properties": {"id": _ID, "event": {"const": "done"}, "data": {"const": "{}"}},
        },
    ]
}
"""One event, in the words of OpenAPI 3.2, since 3.1 has none for it."""

WATCH: dict[str, Any] = describe(
    VideoGenerationResponse, "Watch a task (server-sent events)", "watchTask", 400, 401, 404, 429, 500, 503
)
WATCH["responses"][200] = {
    "description": "A stream of events; the data of each `task` event is a VideoGenerationResponse",
    "content": {"text/event-stream": {"itemSchema": _EVENT}},
}
