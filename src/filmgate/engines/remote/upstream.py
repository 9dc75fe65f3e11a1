"""The server behind a remote engine, and asking it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from filmgate.engines.registry import ImpossibleEngine
from filmgate.engines.remote.options import RemoteOptions
from filmgate.net.errors import BadUrl, BrokenAnswer
from filmgate.net.multipart import Part, encode_form
from filmgate.net.policy import Policy, operator_policy
from filmgate.net.request import Answer, request
from filmgate.settings import EngineSettings

LARGEST_ANSWER_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Upstream:
    """A server that makes films.

    Attributes:
        name: What the configuration calls the engine; users read it in messages.
        base_url: Without a slash at the end, and without the `/v1` that some write there.
        headers: Sent with every question; they hold the key.
        secret: The key itself, to be struck out of what the server says.
        options: Its limits.
    """

    name: str
    base_url: str
    options: RemoteOptions
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secret: str = field(default="", repr=False)

    def policy(self, *, max_bytes: int = LARGEST_ANSWER_BYTES, seconds: float | None = None) -> Policy:
        """For questions to the server: its own host and no other; redirects are not followed."""
        policy = operator_policy(
            self.base_url, total_seconds=seconds or self.options.call_seconds, max_bytes=max_bytes
        )
        return replace(policy, ca_file=self.options.ca_file)

    def result_policy(self) -> Policy:
        """For films, wherever the server says they are: https from public addresses; the server's own host and the
        operator's `result_hosts` may be internal and plain."""
        own = self.policy()
        return Policy(
            schemes=("https",),
            allow_hosts=(*own.allow_hosts, *self.options.result_hosts),
            http_for_allowed=True,
            max_redirects=3,
            total_seconds=self.options.download_seconds,
            first_byte_seconds=self.options.call_seconds,
            max_bytes=self.options.max_film_bytes,
            ca_file=self.options.ca_file,
        )

    def ask(
        self,
        method: str,
        path: str,
        *,
        payload: object = None,
        form: tuple[Mapping[str, str], Sequence[Part]] | None = None,
        headers: Mapping[str, str] | None = None,
        max_bytes: int = LARGEST_ANSWER_BYTES,
        seconds: float | None = None,
    ) -> Answer:
        """One question and its whole answer, whatever its status.

        Args:
            path: After the base URL.
            payload: A JSON body.
            form: Fields and files of a form as body.
            seconds: Time limit; None: `call_seconds`.

        Raises:
            NetError: There is no answer.
        """
        sent = {"accept": "application/json", **self.headers, **(headers or {})}
        body = None
        if form is not None:
            body, sent["content-type"] = encode_form(*form)
        elif payload is not None:
            body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
            sent["content-type"] = "application/json"
        policy = self.policy(max_bytes=max_bytes, seconds=seconds)
        return asyncio.run(request(method, self.base_url + path, policy, headers=sent, body=body))

    def clean(self, text: str) -> str:
        """What the server said, fit to be shown: short, printable, without our key."""
        if self.secret:
            text = text.replace(self.secret, "[key]")
        return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]


def read_object(answer: Answer) -> dict[str, Any]:
    """The JSON object in an answer.

    Raises:
        BrokenAnswer: There is none.
    """
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise BrokenAnswer("the answer is no JSON object")
    return value


def connect_upstream(
    name: str, settings: EngineSettings, options: RemoteOptions, *, default_url: str = ""
) -> Upstream:
    """The server of an `[engines.NAME]` table; its key is sent as a bearer token.

    Raises:
        ImpossibleEngine: It has no usable `base_url`.
    """
    base_url = (settings.base_url or default_url).rstrip("/").removesuffix("/v1")
    if not base_url:
        raise ImpossibleEngine(f"engines.{name}.base_url is missing: where is the server?")
    secret = "" if settings.api_key is None else settings.api_key.get_secret_value()
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    upstream = Upstream(name, base_url, options, headers, secret)
    try:
        upstream.result_policy()
    except (BadUrl, ValueError) as error:
        raise ImpossibleEngine(f"engines.{name}: {error}") from None
    return upstream
