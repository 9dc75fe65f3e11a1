"""What answers of all dialects mean: rows of tables."""

from __future__ import annotations

import pytest

from filmgate.engines.protocol import EngineFailure, EngineUnavailable, FailureCode, StartUnknown
from filmgate.engines.remote.failures import failure_of, message_in
from filmgate.engines.remote.options import RemoteOptions
from filmgate.engines.remote.order import order, refusal, retry_after_seconds
from filmgate.engines.remote.upstream import Upstream
from filmgate.engines.remote.words import Phase, phase_of
from filmgate.net.errors import AddressRefused, BrokenAnswer, NetError, TimedOut, TooManyBytes, Unreachable
from filmgate.net.request import Answer

UP = Upstream("gpu", "http://127.0.0.1:1", RemoteOptions(), secret="sk-123456")


def answer(status: int, body: bytes = b"{}", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, body, "http://x/")


@pytest.mark.parametrize(
    ("word", "phase"),
    [
        ("completed", Phase.DONE),
        ("SUCCEEDED", Phase.DONE),
        ("Success", Phase.DONE),
        ("done", Phase.DONE),
        (" finished ", Phase.DONE),
        ("failed", Phase.FAILED),
        ("FAILURE", Phase.FAILED),
        ("error", Phase.FAILED),
        ("expired", Phase.FAILED),
        ("canceled", Phase.CANCELLED),
        ("Cancelled", Phase.CANCELLED),
        ("queued", Phase.RUNNING),
        ("in_progress", Phase.RUNNING),
        ("THROTTLED", Phase.RUNNING),
        ("pondering", Phase.RUNNING),
        ("", Phase.RUNNING),
        (None, Phase.RUNNING),
        (7, Phase.RUNNING),
    ],
)
def test_status_words(word: object, phase: Phase) -> None:
    assert phase_of(word) is phase


@pytest.mark.parametrize(
    ("said", "code", "ours", "elsewhere"),
    [
        ("blocked by our moderation", None, FailureCode.CONTENT_POLICY_VIOLATION, False),
        ("Violates usage guidelines", None, FailureCode.CONTENT_POLICY_VIOLATION, False),
        ("x", "content_policy_violation", FailureCode.CONTENT_POLICY_VIOLATION, False),
        ("CUDA out of memory", None, FailureCode.RESOURCE_EXHAUSTED, True),
        ("RESOURCE_EXHAUSTED", None, FailureCode.RESOURCE_EXHAUSTED, True),
        ("the room was locked", None, FailureCode.SERVICE_ERROR, True),
        ("generation timed out", None, FailureCode.GENERATION_TIMEOUT, True),
        ("no", "request_cancelled", FailureCode.REQUEST_CANCELLED, False),
        ("no", "somebody's own code", FailureCode.SERVICE_ERROR, True),
        (
            {"error": {"message": "m", "code": "image_processing_error"}},
            None,
            FailureCode.SERVICE_ERROR,
            True,
        ),
        ({"message": "m", "code": "image_processing_error"}, None, FailureCode.IMAGE_PROCESSING_ERROR, False),
    ],
)
def test_failures(said: object, code: object, ours: FailureCode, elsewhere: bool) -> None:
    failure = failure_of(UP, said, code=code)
    assert (failure.code, failure.elsewhere) == (ours, elsewhere)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("m", "m"),
        ({"error": "m"}, "m"),
        ({"error": {"message": "m"}}, "m"),
        ({"detail": "m"}, "m"),
        ({"detail": [{"msg": "m", "loc": ["body"]}]}, "m"),
        ({"error": {"error": {"error": {"error": {"error": "too deep"}}}}}, ""),
        ({"error": []}, ""),
        (None, ""),
        (7, ""),
    ],
)
def test_messages(said: object, message: str) -> None:
    assert message_in(said) == message


def test_what_an_upstream_says_is_cleaned() -> None:
    assert UP.clean("key sk-123456\x00 is\n\x1b[31m wrong" + "!" * 400)[:24] == "key [key] is [31m wrong!"
    assert len(UP.clean("x" * 1000)) == 300


@pytest.mark.parametrize(
    ("status", "body", "kind", "more"),
    [
        (400, b'{"error": "blocked by safety"}', EngineFailure, FailureCode.CONTENT_POLICY_VIOLATION),
        (403, b'{"error": "blocked by safety"}', EngineFailure, FailureCode.CONTENT_POLICY_VIOLATION),
        (400, b'{"error": "size"}', EngineFailure, FailureCode.INVALID_PARAMETERS),
        (422, b'{"detail": [{"msg": "size"}]}', EngineFailure, FailureCode.INVALID_PARAMETERS),
        (413, b"<html>", EngineFailure, FailureCode.INVALID_PARAMETERS),
        (401, b"{}", EngineUnavailable, False),
        (402, b"{}", EngineUnavailable, False),
        (403, b"{}", EngineUnavailable, False),
        (404, b"{}", EngineUnavailable, False),
        (409, b"{}", EngineUnavailable, False),
        (429, b"{}", EngineUnavailable, True),
        (500, b"{}", EngineUnavailable, False),
        (502, b"<html>", EngineUnavailable, False),
        (503, b"{}", EngineUnavailable, False),
        (302, b"", EngineUnavailable, False),
        (408, b"", StartUnknown, None),
        (504, b"<html>", StartUnknown, None),
        (524, b"<html>", StartUnknown, None),
    ],
)
def test_refused_orders(status: int, body: bytes, kind: type[Exception], more: object) -> None:
    end = refusal(UP, answer(status, body))
    assert type(end) is kind
    match end:
        case EngineFailure():
            assert end.code is more
        case EngineUnavailable():
            assert end.full is more


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (Unreachable("x"), EngineUnavailable),
        (AddressRefused("x", "private"), EngineUnavailable),
        (TimedOut("x"), StartUnknown),
        (BrokenAnswer("x"), StartUnknown),
        (TooManyBytes(5), StartUnknown),
    ],
)
def test_orders_without_an_answer(problem: NetError, kind: type[Exception]) -> None:
    def send() -> Answer:
        raise problem

    with pytest.raises(kind):
        order(UP, send)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"id"', b"[" * 100_000, b"\xff"])
def test_an_answer_that_cannot_be_read_is_no_refusal(body: bytes) -> None:
    with pytest.raises(StartUnknown):
        order(UP, lambda: answer(200, body))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", None),
        ("5", 5),
        ("1.5", 1.5),
        ("-5", None),
        ("soon", None),
        ("999999", 3600),
        ("Tue, 24 Nov 2026 10:00:30 GMT", 30),
        ("Tue, 24 Nov 2026 09:00:00 GMT", 0),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    ten_o_clock = 1795514400.0
    told = retry_after_seconds(answer(429, retry_after=header), now=lambda: ten_o_clock)
    assert told == (None if seconds is None else pytest.approx(seconds))
