"""What is sent again does no harm, and a server that goes away and comes back is waited for."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from client.proxy import Harm, Proxy, Reply
from end_to_end.server import Customer, Server
from filmgate.client import Client, ClientError, InvalidRequestError, ServiceUnavailableError
from filmgate.client.errors import ConnectionFailed, RateLimitError
from filmgate.client.retry import RetryPolicy, parse_retry_after


@pytest.mark.parametrize("harm", [Harm.LOSE_ANSWER, Harm.CUT_ANSWER])
def test_an_answer_that_is_lost_makes_no_second_film(customer: Customer, proxy: Proxy, harm: Harm) -> None:
    proxy.once.append(("POST /v1/videos/generations", harm))
    with Client(customer.key, proxy.url) as client:
        task = client.videos.generate("film").wait()
        assert [each.id for each in client.tasks.list()] == [task.id]
        assert client.credits().spent == 25.7
    first, second = proxy.requests("POST /v1/videos/generations")
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]


def test_two_calls_are_two_films_unless_their_key_is_the_same(client: Client) -> None:
    one, two = (client.videos.generate("film") for _ in range(2))
    assert one.id != two.id
    three, four = (client.videos.generate("film", idempotency_key="order 7") for _ in range(2))
    assert three.id == four.id
    with pytest.raises(InvalidRequestError):
        client.videos.generate("another film", idempotency_key="order 7")


def test_a_server_that_is_busy_is_asked_again_when_it_says(customer: Customer, proxy: Proxy) -> None:
    proxy.once += [("GET /v1/credits", Reply(503, {"retry-after": "0"})), ("GET /v1/credits", Reply(502))]
    with Client(customer.key, proxy.url) as client:
        assert client.credits().balance == 1000
    assert len(proxy.seen) == 3


def test_a_refusal_is_not_sent_again(customer: Customer, proxy: Proxy) -> None:
    with Client(customer.key, proxy.url) as client, pytest.raises(InvalidRequestError):
        client.tasks.get("nonsense")
    assert len(proxy.seen) == 1


def test_it_gives_up_after_so_many_retries(customer: Customer, proxy: Proxy) -> None:
    proxy.always.append(("GET ", Reply(503, {"retry-after": "0"})))
    with Client(customer.key, proxy.url, retries=2) as client, pytest.raises(ServiceUnavailableError):
        client.credits()
    assert len(proxy.seen) == 3


def test_a_stream_that_breaks_is_taken_up_behind_the_last_event(customer: Customer, proxy: Proxy) -> None:
    proxy.once.append(("GET /v1/tasks/", Harm.CUT_ANSWER))
    with Client(customer.key, proxy.url) as client:
        assert client.videos.generate("wait 0.5").wait().status == "completed"


def test_a_task_outlives_a_restart_of_the_server_and_so_does_the_wait(
    make_server: Callable[..., Server],
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = make_server(server={"port": port, "drain_seconds": 0})
    troubles: list[ClientError] = []
    with Client(server.customer().key, server.base_url) as client:
        task = client.videos.generate("wait 1")
        waiting = threading.Thread(target=task.wait, kwargs={"on_trouble": troubles.append})
        waiting.start()
        until = time.monotonic() + 20
        while task.status != "processing":
            assert time.monotonic() < until
            time.sleep(0.02)
        server.stop()
        server.start()
        waiting.join(60)
        assert task.status == "completed"
        assert [each.id for each in client.tasks.list()] == [task.id]
    assert any(isinstance(trouble, ConnectionFailed) for trouble in troubles)


def limited(seconds: float | None) -> RateLimitError:
    return RateLimitError("slow", status=429, type="rate_limit_error", retry_after_seconds=seconds)


@pytest.mark.parametrize(
    ("error", "attempt", "least", "most"),
    [
        (ConnectionFailed(), 0, 0.25, 0.5),
        (ConnectionFailed(), 3, 2, 4),
        (ConnectionFailed(), 4, None, None),
        (limited(7), 0, 7, 7),
        (limited(31), 0, None, None),
        (limited(None), 1, 0.5, 1),
        (ClientError(), 0, None, None),
    ],
)
def test_waits_grow_and_end(error: ClientError, attempt: int, least: Any, most: Any) -> None:
    seconds = RetryPolicy(retries=4).wait_seconds(error, attempt)
    assert seconds is least is None or (seconds is not None and least <= seconds <= most)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12", 12),
        (" 3 ", 3),
        (None, None),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ],
)
def test_retry_after_is_read_as_number_or_date(text: str | None, seconds: float | None) -> None:
    assert parse_retry_after(text) == seconds
