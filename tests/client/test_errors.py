"""Every refusal is an exception of its own, with how to mend it."""

from __future__ import annotations

import time

import httpx2
import pytest

from client.proxy import Proxy, Reply
from end_to_end.server import Server
from filmgate.client import (
    ApiError,
    AuthenticationError,
    Client,
    ClientError,
    ConnectionFailed,
    InsufficientQuotaError,
    InternalServerError,
    InvalidRequestError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RequestTooLargeError,
    ServiceUnavailableError,
    UpstreamError,
)


def test_a_wrong_key_is_an_authentication_error(server: Server) -> None:
    with Client("fg_live_nobody", server.base_url) as client, pytest.raises(AuthenticationError) as caught:
        client.credits()
    assert caught.value.status == 401
    assert caught.value.suggestion
    assert caught.value.request_id


def test_too_few_credits_are_named(server: Server) -> None:
    with (
        Client(server.customer(credits=3).key, server.base_url) as client,
        pytest.raises(InsufficientQuotaError) as caught,
    ):
        client.videos.generate("film")
    assert caught.value.status == 402
    assert caught.value.suggestion


def test_a_model_that_is_not_there_names_the_nearest(client: Client) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.videos.generate("film", model="veo3.1-fats")
    assert (caught.value.status, caught.value.param) == (404, "model")
    assert caught.value.suggestion == "veo3.1-fast"


def test_a_model_that_is_not_allowed_is_a_permission_error(server: Server) -> None:
    with (
        Client(server.customer(models=["veo3.1-fast"]).key, server.base_url) as client,
        pytest.raises(PermissionDeniedError) as caught,
    ):
        client.videos.generate("film")
    assert caught.value.param == "model"


@pytest.mark.parametrize("task_id", ["nonsense", "../../credits", "a b?c#d", "task-unified-1-ä"])
def test_a_task_id_of_any_form_is_only_an_id(client: Client, task_id: str) -> None:
    with pytest.raises((InvalidRequestError, NotFoundError)):
        client.tasks.get(task_id)


def test_an_unknown_task_is_not_found(client: Client) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.tasks.get("task-unified-1757169743-aaaaaaaa")
    assert caught.value.param == "task_id"
    with pytest.raises(NotFoundError):
        next(iter(client.tasks.get("task-unified-1757169743-aaaaaaaa").events()))


def test_a_wrong_value_says_what_is_right(client: Client) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        client.videos.generate("film", aspect_ratio="4:3")
    assert caught.value.param == "aspect_ratio"
    assert "16:9" in caught.value.suggestion


def test_a_long_wait_is_left_to_the_caller(server: Server) -> None:
    with Client(server.customer(requests_per_minute=1).key, server.base_url) as client:
        client.credits()
        before = time.monotonic()
        with pytest.raises(RateLimitError) as caught:
            client.credits()
    assert time.monotonic() - before < 5
    assert caught.value.retry_after_seconds is not None
    assert 30 < caught.value.retry_after_seconds <= 60
    assert str(int(caught.value.retry_after_seconds)) in caught.value.suggestion


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, InvalidRequestError),
        (401, AuthenticationError),
        (402, InsufficientQuotaError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (413, RequestTooLargeError),
        (418, InvalidRequestError),
        (429, RateLimitError),
        (500, InternalServerError),
        (502, UpstreamError),
        (503, ServiceUnavailableError),
        (504, ServiceUnavailableError),
        (302, ApiError),
    ],
)
def test_a_proxys_page_is_told_by_its_status(status: int, error: type[ApiError]) -> None:
    page = httpx2.MockTransport(lambda _request: httpx2.Response(status, text="<h1>Sorry</h1>"))
    client = Client("key", "http://example.test", retries=0, transport=page)
    with client, pytest.raises(error, match=f"status {status}") as caught:
        client.credits()
    assert caught.value.status == status


@pytest.mark.parametrize("body", [b"<h1>Hello</h1>", b"[]", b"\xff"])
def test_another_kind_of_server_is_recognised(body: bytes) -> None:
    page = httpx2.MockTransport(lambda _request: httpx2.Response(200, content=body))
    client = Client("key", "http://example.test", transport=page)
    with client, pytest.raises(ClientError, match="no filmgate server") as caught:
        client.credits()
    assert "FILMGATE_BASE_URL" in caught.value.suggestion


def test_a_server_that_is_not_there_is_named_with_its_start() -> None:
    client = Client("key", "http://127.0.0.1:1", retries=0)
    with client, pytest.raises(ConnectionFailed, match=r"http://127\.0\.0\.1:1") as caught:
        client.credits()
    assert "filmgate serve" in caught.value.suggestion


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (httpx2.ReadTimeout, "did not answer in time"),
        (httpx2.ReadError, "broke"),
        (httpx2.ProxyError, "broke"),
    ],
)
def test_a_connection_that_fails_says_how(trouble: type[httpx2.RequestError], says: str) -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        raise trouble("", request=request)

    client = Client("key", "http://example.test", retries=0, transport=httpx2.MockTransport(fail))
    with client, pytest.raises(ConnectionFailed, match=says) as caught:
        client.credits()
    assert caught.value.suggestion.startswith("try again")


def test_a_redirect_does_not_carry_the_key_away(server: Server, proxy: Proxy) -> None:
    key = server.customer().key
    proxy.always.append(("GET ", Reply(307, {"location": f"{server.base_url}/v1/credits"})))
    with Client(key, proxy.url, retries=0) as client, pytest.raises(ApiError, match="307"):
        client.credits()
