"""The SDK's client, with our door instead of its own: every byte it sends goes through `net`.

google-genai takes an `httpx2` client (`HttpOptions.httpx_client`), which it uses for all that it asks synchronously. Its
own retries are off: the interactions part would else repeat a `create` up to five times, which is five films. Tokens of
service accounts would be fetched with `requests`; `_Account` fetches them through `net` too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from google import genai
from google.auth import exceptions as auth_errors
from google.auth.transport import Request, Response
from google.genai import types
from google.oauth2 import service_account

from filmgate.engines.google.options import GoogleOptions
from filmgate.engines.registry import ImpossibleEngine
from filmgate.engines.remote.upstream import Upstream
from filmgate.net.errors import NetError
from filmgate.net.policy import operator_policy
from filmgate.net.request import request as ask
from filmgate.net.transport import guarded_client

_SCOPE = "https://www.googleapis.com/auth/cloud-platform"
_TOKEN_SECONDS = 20.0
_LARGEST_TOKEN_BYTES = 64 * 1024


def open_client(upstream: Upstream, options: GoogleOptions) -> genai.Client:
    """A client that sends through `net`, without retries.

    Raises:
        ImpossibleEngine: The key file cannot be read, or there is neither key nor file.
    """
    http = types.HttpOptions(
        base_url=upstream.base_url,
        httpx_client=guarded_client(upstream.policy(max_bytes=options.max_answer_bytes)),
        retry_options=types.HttpRetryOptions(attempts=1),
    )
    if options.wire == "predict" and not options.is_vertex:
        raise ImpossibleEngine(
            f"engines.{upstream.name}: Veo is on Vertex only: set options.vertex = true and the api_key of Vertex, or"
            ' options.project and options.credentials_file; or use Gemini Omni with options.wire = "interactions"'
        )
    if options.credentials_file is not None:
        return genai.Client(
            vertexai=True,
            project=options.project or None,
            location=options.location,
            credentials=_account(upstream.name, options),
            http_options=http,
        )
    if not upstream.secret:
        raise ImpossibleEngine(
            f"engines.{upstream.name}: set api_key, or for Vertex options.project and options.credentials_file"
        )
    return genai.Client(vertexai=options.is_vertex, api_key=upstream.secret, http_options=http)


def default_url(options: GoogleOptions) -> str:
    """Where the SDK would ask by itself; the policy lets out nothing else."""
    if not options.is_vertex:
        return "https://generativelanguage.googleapis.com"
    if options.credentials_file is None or options.location == "global":
        return "https://aiplatform.googleapis.com"
    return f"https://{options.location}-aiplatform.googleapis.com"


class _Answer(Response):
    """An answer in the form that google-auth reads."""

    def __init__(self, status: int, headers: Mapping[str, str], data: bytes) -> None:
        self._status, self._headers, self._data = status, headers, data

    @property
    def status(self) -> int:
        return self._status

    @property
    def headers(self) -> Mapping[str, str]:
        return self._headers

    @property
    def data(self) -> bytes:
        return self._data


class _Door(Request):
    """Sends what google-auth wants to send."""

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        **_: Any,
    ) -> _Answer:
        policy = operator_policy(url, total_seconds=timeout or _TOKEN_SECONDS, max_bytes=_LARGEST_TOKEN_BYTES)
        sent = body.encode() if isinstance(body, str) else body
        try:
            answer = asyncio.run(ask(method, url, policy, headers=headers, body=sent))
        except NetError as error:
            raise auth_errors.TransportError(str(error)) from error  # type: ignore[no-untyped-call]
        return _Answer(answer.status, answer.headers, answer.body)


class _Account(service_account.Credentials):
    """A service account whose tokens come through `net`."""

    def refresh(self, request: object) -> None:
        """Fetch a token; the given way of asking is not used."""
        super().refresh(_Door())  # type: ignore[no-untyped-call]


def _account(name: str, options: GoogleOptions) -> _Account:
    try:
        account: _Account = _Account.from_service_account_file(  # type: ignore[no-untyped-call]
            str(options.credentials_file), scopes=[_SCOPE]
        )
    except (OSError, ValueError, auth_errors.GoogleAuthError) as error:
        raise ImpossibleEngine(
            f"engines.{name}.options.credentials_file: {options.credentials_file} is no key of a service account"
            f" ({type(error).__name__})"
        ) from None
    return account
