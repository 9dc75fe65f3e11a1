"""What can go wrong for a caller, as classes; one for each error type of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from filmgate.client.models import TaskSnapshot


class ClientError(Exception):
    """Something went wrong"""

    default_suggestion: ClassVar[str] = ""

    def __init__(self, message: str | None = None, *, suggestion: str | None = None) -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        self.suggestion = suggestion or self.default_suggestion
        super().__init__(self.message)


class MissingApiKey(ClientError):
    """There is no API key"""

    default_suggestion = "set FILMGATE_API_KEY, or make and keep one with: filmgate keys create --name me --credits 1000 --save"


class InvalidAddress(ClientError):
    """This is no address of a server"""

    default_suggestion = "it begins with http:// or https://, for example http://127.0.0.1:8787"


class ConnectionFailed(ClientError):
    """The server cannot be reached"""

    default_suggestion = "start it with `filmgate serve`, or set FILMGATE_BASE_URL to its address"


class DownloadFailed(ClientError):
    """The film cannot be downloaded"""


class InvalidCallback(ClientError):
    """This callback was not signed with the secret, or is too old"""

    default_suggestion = "answer it with a 4xx status and ignore what it says"


class WaitTimeout(ClientError):
    """The task has not ended in time; it goes on"""

    def __init__(self, task_id: str, timeout_seconds: float) -> None:
        self.task_id = task_id
        super().__init__(
            f"{task_id} has not ended within {timeout_seconds:g} seconds; it goes on",
            suggestion=f"wait on with: filmgate tasks wait {task_id}",
        )


class TaskFailed(ClientError):
    """The task has failed or was cancelled; `code` says why, `task` is its last state"""

    def __init__(self, task: TaskSnapshot) -> None:
        self.task = task
        self.code = task.error.code if task.error else "service_error"
        said = task.error.message if task.error else "the task has failed"
        super().__init__(said, suggestion="its credits were given back; " + _mend(self.code))


class ApiError(ClientError):
    """The server refused the request.

    Attributes:
        status: HTTP status.
        type: Stable word for the kind of error, for example `invalid_request_error`.
        param: The field that is meant, if it is one.
        suggestion: How to mend it, in the server's words.
        request_id: What the server's operator can look for.
        retry_after_seconds: When it is worth another try, if the server said so.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        type: str,
        param: str | None = None,
        suggestion: str | None = None,
        request_id: str | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message, suggestion=suggestion)
        self.status = status
        self.type = type
        self.param = param
        self.request_id = request_id
        self.retry_after_seconds = retry_after_seconds


class InvalidRequestError(ApiError):
    """400: the request is wrong; `param` says where."""


class AuthenticationError(ApiError):
    """401: the key is unknown, expired or revoked."""


class InsufficientQuotaError(ApiError):
    """402: not enough credits."""


class PermissionDeniedError(ApiError):
    """403: this key may not do that."""


class NotFoundError(ApiError):
    """404: no such task, model or route."""


class RequestTooLargeError(ApiError):
    """413: a picture or the request is too large."""


class RateLimitError(ApiError):
    """429: too many requests or tasks at once."""


class InternalServerError(ApiError):
    """500: the server has a fault."""


class UpstreamError(ApiError):
    """502: a service behind the server does not answer."""


class ServiceUnavailableError(ApiError):
    """503: the server is starting, stopping or overloaded."""


_BY_TYPE: dict[str, type[ApiError]] = {
    "invalid_request_error": InvalidRequestError,
    "authentication_error": AuthenticationError,
    "insufficient_quota_error": InsufficientQuotaError,
    "permission_error": PermissionDeniedError,
    "not_found_error": NotFoundError,
    "request_too_large_error": RequestTooLargeError,
    "rate_limit_error": RateLimitError,
    "internal_server_error": InternalServerError,
    "upstream_error": UpstreamError,
    "service_unavailable_error": ServiceUnavailableError,
}
_TYPE_BY_STATUS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "insufficient_quota_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large_error",
    429: "rate_limit_error",
    502: "upstream_error",
    503: "service_unavailable_error",
    504: "service_unavailable_error",
}


def api_error(
    status: int, body: Any, *, request_id: str | None = None, retry_after_seconds: float | None = None
) -> ApiError:
    """The exception for an error answer; also for one that a proxy wrote, whose body is none of ours."""
    told = body.get("error") if isinstance(body, Mapping) else None
    told = told if isinstance(told, Mapping) else {}
    kind = told.get("type")
    if kind not in _BY_TYPE:
        kind = _TYPE_BY_STATUS.get(
            status, "invalid_request_error" if status < 500 else "internal_server_error"
        )
    return _BY_TYPE[kind](
        str(told.get("message") or f"The server answered with status {status}"),
        status=status,
        type=kind,
        param=told.get("param"),
        suggestion=told.get("fallback_suggestion"),
        request_id=request_id,
        retry_after_seconds=retry_after_seconds,
    )


def _mend(code: str) -> str:
    return {
        "content_policy_violation": "use other words or another picture",
        "invalid_parameters": "change the request",
        "image_processing_error": "use another picture",
        "request_cancelled": "create it again when you want it",
        "generation_timeout": "try again, or ask for a shorter film",
        "resource_exhausted": "try again later",
    }.get(code, "try again")
