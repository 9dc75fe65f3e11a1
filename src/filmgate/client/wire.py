"""Requests and answers without the sending: what both clients share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from filmgate import __version__
from filmgate.client.credentials import Credentials
from filmgate.client.errors import ClientError, ConnectionFailed, InvalidAddress, api_error
from filmgate.client.retry import parse_retry_after

TIMEOUT = httpx2.Timeout(30.0, connect=10.0)
CREATE_TIMEOUT = httpx2.Timeout(60.0, connect=10.0)
"""Creating a task includes the server's fetching of the pictures."""

NO_PROXY_MOUNTS: Mapping[str, None] = {"all://127.0.0.1": None, "all://localhost": None, "all://[::1]": None}
"""A proxy named by the environment is never asked for a server on this machine."""


@dataclass(frozen=True)
class Call:
    """One request to the API; `content` is sent as it is, so that a retry sends the same bytes."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] | None = None
    timeout: httpx2.Timeout = field(default_factory=lambda: TIMEOUT)

    def arguments(self, credentials: Credentials) -> dict[str, Any]:
        """Arguments of httpx2's `request`, `build_request` and `stream`."""
        return {
            "method": self.method,
            "url": credentials.base_url + self.path,
            "params": {name: value for name, value in self.query.items() if value is not None} or None,
            "content": self.content,
            "files": self.files,
            "headers": {
                "authorization": f"Bearer {credentials.api_key}",
                "user-agent": f"filmgate-python/{__version__}",
                **self.headers,
            },
            "timeout": self.timeout,
        }


def read_answer(response: httpx2.Response) -> dict[str, Any]:
    """The JSON object of a 2xx answer.

    Raises:
        ApiError: Any other status.
        ClientError: It is not a JSON object, thus not our server.
    """
    if not response.is_success:
        raise error_of(response)
    try:
        body = response.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ClientError(
            f"{response.request.url} did not answer with JSON: this is no filmgate server",
            suggestion="check FILMGATE_BASE_URL, with the prefix the server stands under, if it has one",
        )
    return body


def error_of(response: httpx2.Response) -> ClientError:
    """The exception for an answer that is not 2xx; its body must have been read."""
    try:
        body = response.json()
    except ValueError:
        body = None
    return api_error(
        response.status_code,
        body,
        request_id=response.headers.get("x-request-id"),
        retry_after_seconds=parse_retry_after(response.headers.get("retry-after")),
    )


def no_connection(error: httpx2.HTTPError | httpx2.InvalidURL, credentials: Credentials) -> ClientError:
    """The exception for a request that got no answer."""
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol):
        return InvalidAddress(f"{credentials.base_url!r} is no address of a server")
    start = f"start it with: {credentials.start_command}" if credentials.start_command else None
    if isinstance(error, httpx2.ConnectError):
        return ConnectionFailed(f"No server answers at {credentials.base_url}", suggestion=start)
    if isinstance(error, httpx2.TimeoutException):
        return ConnectionFailed(
            f"{credentials.base_url} did not answer in time",
            suggestion="try again; the server may be overloaded",
        )
    return ConnectionFailed(
        f"The connection to {credentials.base_url} broke ({type(error).__name__})", suggestion="try again"
    )
