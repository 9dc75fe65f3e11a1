"""The translator: asked at a real loopback endpoint; whatever it does, there is a prompt to go on with."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from filmgate.prompt.enhance import Enhanced, enhance
from filmgate.settings import TranslatorSettings
from net.loopback import Asked, Loopback, answer, serve

GERMAN = "Ein Hund läuft durch den Schnee"


@pytest.fixture
def endpoint() -> Iterator[Loopback]:
    with serve() as loopback:
        yield loopback


def settings(endpoint: Loopback, **changes: object) -> TranslatorSettings:
    values = {"base_url": endpoint.url("/v1"), "api_key": SecretStr("sk-1"), "model": "small", **changes}
    return TranslatorSettings(**values)  # type: ignore[arg-type]


def says(text: object) -> bytes:
    body = {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}
    return answer(json.dumps(body).encode(), content_type="application/json")


def run(prompt: str, wanted: TranslatorSettings) -> Enhanced:
    return asyncio.run(enhance(prompt, wanted))


def test_a_prompt_that_is_not_english_is_translated(endpoint: Loopback) -> None:
    endpoint.routes["/v1/chat/completions"] = says(" A dog runs through the snow \n")
    enhanced = run(GERMAN, settings(endpoint))
    assert enhanced.prompt == "A dog runs through the snow"
    assert enhanced.note == "The prompt was translated from German: A dog runs through the snow"
    (asked,) = endpoint.asked
    assert (asked.method, asked.headers["authorization"]) == ("POST", "Bearer sk-1")
    question = json.loads(asked.body)
    assert question["model"] == "small"
    assert question["messages"][-1] == {"role": "user", "content": GERMAN}


def test_english_asks_nobody(endpoint: Loopback) -> None:
    assert run("A dog runs through the snow", settings(endpoint)) == Enhanced("A dog runs through the snow")
    assert endpoint.asked == []


def test_without_a_translator_the_prompt_goes_on_and_the_task_says_so() -> None:
    enhanced = run(GERMAN, TranslatorSettings())
    assert enhanced.prompt == GERMAN
    assert enhanced.note is not None
    assert "German" in enhanced.note
    assert "no translator" in enhanced.note


def test_the_thoughts_of_a_reasoning_model_are_left_out(endpoint: Loopback) -> None:
    endpoint.routes["/v1/chat/completions"] = says("<think>Hund is\ndog</think>\n\nA dog in the snow")
    assert run(GERMAN, settings(endpoint)).prompt == "A dog in the snow"


def test_a_translation_is_never_longer_than_a_prompt_may_be(endpoint: Loopback) -> None:
    endpoint.routes["/v1/chat/completions"] = says("a dog " * 1000)
    assert len(run(GERMAN, settings(endpoint)).prompt) <= 2000


@pytest.mark.parametrize(
    "bad",
    [
        answer(b"no", status="500 Internal Server Error"),
        answer(b"{}", status="401 Unauthorized"),
        answer(b"<html>", content_type="text/html"),
        answer(b"{}"),
        answer(b'{"choices": []}'),
        says(None),
        says(""),
        says("   "),
        says(["a"]),
        answer(status="302 Found", headers="Location: http://169.254.169.254/\r\n"),
        b"not http at all",
        answer(b"x" * 1_000_000),
    ],
)
def test_a_translator_that_fails_fails_nothing(endpoint: Loopback, bad: bytes) -> None:
    endpoint.routes["/v1/chat/completions"] = bad
    enhanced = run(GERMAN, settings(endpoint))
    assert enhanced.prompt == GERMAN
    assert enhanced.note is not None
    assert "the translator failed" in enhanced.note


def test_a_silent_translator_is_left_after_its_time(endpoint: Loopback) -> None:
    def silent(_: Asked, connection: socket.socket) -> None:
        endpoint.stopping.wait(10)

    endpoint.routes["/v1/chat/completions"] = silent
    began = time.monotonic()
    assert run(GERMAN, settings(endpoint, timeout_seconds=0.3)).prompt == GERMAN
    assert time.monotonic() - began < 5


def test_nobody_listening_fails_nothing(endpoint: Loopback) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert run(GERMAN, settings(endpoint, base_url=f"http://127.0.0.1:{port}/v1")).prompt == GERMAN
