"""Every failure that a caller can meet, as a class.

The docstring is the default message; `status` and `type` are the seed's (`ErrorResponse`). Whoever raises one adds
`param` (which field) and `fallback_suggestion` (how to mend it). `api/` turns it into the one error body.
"""

from __future__ import annotations

from typing import ClassVar


class FilmgateError(Exception):
    """Internal server error"""

    status: ClassVar[int] = 500
    type: ClassVar[str] = "internal_server_error"
    default_suggestion: ClassVar[str] = "try again later; if it goes on, tell the operator the x-request-id"

    def __init__(
        self,
        message: str | None = None,
        *,
        param: str | None = None,
        fallback_suggestion: str | None = None,
        retry_after_seconds: int | None = None,
    ) -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        self.param = param
        self.fallback_suggestion = fallback_suggestion or self.default_suggestion
        self.retry_after_seconds = retry_after_seconds
        super().__init__(self.message)

    def body(self) -> dict[str, object]:
        """The seed's error body; `param` only where one is to blame (the seed's schema has no null)."""
        error: dict[str, object] = {"code": self.status, "message": self.message, "type": self.type}
        if self.param is not None:
            error["param"] = self.param
        return {"error": error | {"fallback_suggestion": self.fallback_suggestion}}


class InvalidRequest(FilmgateError):
    """Invalid request parameters"""

    status = 400
    type = "invalid_request_error"
    default_suggestion = "compare the request with the API reference at /openapi.json"


class AuthenticationFailed(FilmgateError):
    """Invalid or expired token"""

    status = 401
    type = "authentication_error"
    default_suggestion = (
        "send the header 'Authorization: Bearer YOUR_API_KEY' with a key that is neither expired nor revoked"
    )


class InsufficientCredits(FilmgateError):
    """Insufficient quota"""

    status = 402
    type = "insufficient_quota_error"
    default_suggestion = "ask the operator for more credits"


class PermissionDenied(FilmgateError):
    """Access denied"""

    status = 403
    type = "permission_error"
    default_suggestion = "use a key that is allowed to do this"


class NotFound(FilmgateError):
    """Resource not found"""

    status = 404
    type = "not_found_error"
    default_suggestion = "the routes of this server are listed at /openapi.json"


class TooLarge(FilmgateError):
    """Request entity too large"""

    status = 413
    type = "request_too_large_error"
    default_suggestion = "send less"


class RateLimited(FilmgateError):
    """Rate limit exceeded"""

    status = 429
    type = "rate_limit_error"

    def __init__(
        self, message: str | None = None, *, retry_after_seconds: int, fallback_suggestion: str | None = None
    ) -> None:
        super().__init__(
            message,
            fallback_suggestion=fallback_suggestion or f"retry after {retry_after_seconds} seconds",
            retry_after_seconds=retry_after_seconds,
        )


class UpstreamFailed(FilmgateError):
    """Upstream AI service unavailable"""

    status = 502
    type = "upstream_error"
    default_suggestion = "try a different model"


class ServiceUnavailable(FilmgateError):
    """Service temporarily unavailable"""

    status = 503
    type = "service_unavailable_error"

    def __init__(self, message: str | None = None, *, retry_after_seconds: int = 30) -> None:
        super().__init__(
            message,
            fallback_suggestion=f"retry after {retry_after_seconds} seconds",
            retry_after_seconds=retry_after_seconds,
        )
