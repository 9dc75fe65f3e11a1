"""A callback of a real server is believed; anything else is not."""

from __future__ import annotations

import datetime
import time

import pytest
from standardwebhooks.webhooks import Webhook

from end_to_end.receiver import Received, open_receiver
from end_to_end.server import Customer, Server
from filmgate.client import Client, ClientError, InvalidCallback, verify_callback


@pytest.fixture(scope="module")
def customer(server: Server) -> Customer:
    return server.customer()


@pytest.fixture(scope="module")
def call(server: Server, customer: Customer) -> Received:
    """What a real server sent."""
    with open_receiver() as receiver, Client(customer.key, server.base_url) as client:
        client.videos.generate("film", callback_url=receiver.url)
        return receiver.wait(1)[0]


def test_a_servers_callback_is_the_task(call: Received, customer: Customer) -> None:
    task = verify_callback(call.body, call.headers, customer.callback_secret)
    assert task.status == "completed"
    assert task.credits_charged == 25.7
    assert task.results
    assert verify_callback(call.body.decode(), call.headers, customer.callback_secret) == task


def test_the_case_of_header_names_does_not_matter(call: Received, customer: Customer) -> None:
    headers = {name.title(): value for name, value in call.headers.items()}
    assert verify_callback(call.body, headers, customer.callback_secret).ended


@pytest.mark.parametrize(
    "change",
    [
        {"body": b"{}"},
        {"body": b"\xff"},
        {"headers": {}},
        {"headers": {"webhook-signature": ""}},
        {"headers": {"webhook-timestamp": "yesterday"}},
        {"headers": {"webhook-id": "another"}},
        {"secret": "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
    ],
    ids=str,
)
def test_what_was_changed_is_refused(call: Received, customer: Customer, change: dict[str, object]) -> None:
    headers = change.get("headers")
    given = {
        "body": change.get("body", call.body),
        "headers": {} if headers == {} else {**call.headers, **(headers or {})},  # type: ignore[dict-item]
        "secret": change.get("secret", customer.callback_secret),
    }
    with pytest.raises(InvalidCallback) as caught:
        verify_callback(**given)  # type: ignore[arg-type]
    assert "4xx" in caught.value.suggestion


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_ä"])
def test_a_secret_that_is_none_is_the_callers_fault(call: Received, secret: str) -> None:
    with pytest.raises(ClientError, match="no callback secret") as caught:
        verify_callback(call.body, call.headers, secret)
    assert "whsec_" in caught.value.suggestion


@pytest.mark.parametrize("age_seconds", [-3600, 3600])
def test_an_old_or_future_one_is_refused(call: Received, customer: Customer, age_seconds: int) -> None:
    when = int(time.time()) - age_seconds
    headers = {"webhook-id": "one", "webhook-timestamp": str(when)}
    with pytest.raises(InvalidCallback):
        verify_callback(call.body, _signed(headers, call.body, customer), customer.callback_secret)


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b"{}", b'{"id": null, "progress": "x"}'])
def test_a_signed_body_that_is_no_task_is_refused(customer: Customer, body: bytes) -> None:
    headers = {"webhook-id": "one", "webhook-timestamp": str(int(time.time()))}
    with pytest.raises(InvalidCallback):
        verify_callback(body, _signed(headers, body, customer), customer.callback_secret)


def _signed(headers: dict[str, str], body: bytes, customer: Customer) -> dict[str, str]:
    when = datetime.datetime.fromtimestamp(int(headers["webhook-timestamp"]), tz=datetime.UTC)
    signature = Webhook(customer.callback_secret).sign(headers["webhook-id"], when, body.decode())
    return {**headers, "webhook-signature": signature}
