"""Callbacks arrive: signed, after settlement, with the query's body, tried again, and logged."""

from __future__ import annotations

import json
import sqlite3
import ssl
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
import pytest
import trustme
from standardwebhooks.webhooks import Webhook

from end_to_end.receiver import open_receiver
from end_to_end.server import Customer, Server, assert_error, create, wait_for


def deliveries(server: Server, task_id: str) -> list[tuple[Any, ...]]:
    """State and attempts of the task's delivery, then each attempt's status."""
    with sqlite3.connect(server.folder / "filmgate.db") as database:
        return database.execute(
            "SELECT d.state, d.attempts, a.number, a.status, a.latency_ms, a.problem FROM deliveries d"
            " LEFT JOIN delivery_attempts a ON a.delivery_id = d.id WHERE d.task_id = ? ORDER BY a.number",
            (task_id,),
        ).fetchall()


@pytest.mark.parametrize(
    ("prompt", "status"), [("film", "completed"), ("fail service_error", "failed"), ("hang", "cancelled")]
)
def test_every_end_is_called_back_with_the_querys_body(
    client: httpx2.Client, customer: Customer, prompt: str, status: str
) -> None:
    with open_receiver() as receiver:
        task_id = create(client, prompt, callback_url=receiver.url)["id"]
        if status == "cancelled":
            wait_for(client, task_id, "processing")
            client.post(f"/v1/tasks/{task_id}/cancel")
        (call,) = receiver.wait(1)
        assert call.path == "/hook"
        assert call.body == client.get(f"/v1/tasks/{task_id}").content
        task = json.loads(call.body)
        assert "credits_charged" in task["usage"], "it comes after settlement"
        verified = Webhook(customer.callback_secret).verify(call.body, call.headers)
        assert verified == task
        with pytest.raises(Exception, match="signature"):
            Webhook("whsec_" + "A" * 32).verify(call.body, call.headers)
        time.sleep(1.2)
        assert len(receiver.received) == 1


def test_failures_are_tried_again_after_1_2_and_4_seconds_with_one_id(
    server: Server, client: httpx2.Client
) -> None:
    with open_receiver() as receiver:
        receiver.statuses = [500, 302, 404, 204]
        task_id = create(client, callback_url=receiver.url)["id"]
        calls = receiver.wait(4)
        gaps = [later.at - earlier.at for earlier, later in pairwise(calls)]
        assert gaps == [pytest.approx(1, abs=0.9), pytest.approx(2, abs=0.9), pytest.approx(4, abs=0.9)]
        assert {call.path for call in calls} == {"/hook"}, "a redirect is not followed"
        assert len({call.headers["webhook-id"] for call in calls}) == 1
        assert len({call.headers["webhook-timestamp"] for call in calls}) > 1
        time.sleep(0.3)
        rows = deliveries(server, task_id)
        assert [(row[2], row[3]) for row in rows] == [(1, 500), (2, 302), (3, 404), (4, 204)]
        assert rows[0][:2] == ("delivered", 4)
        assert all(row[4] >= 0 for row in rows)


def test_after_the_third_retry_it_is_given_up_and_logged(make_server: Any) -> None:
    server = make_server(callbacks={"allow_hosts": ["localhost"], "retry_seconds": [0.2, 0.2, 0.2]})
    with server.client(server.customer().key) as client, open_receiver() as receiver:
        receiver.statuses = [503]
        task_id = create(client, callback_url=receiver.url)["id"]
        receiver.wait(4)
        time.sleep(1.5)
        assert len(receiver.received) == 4
        assert {row[:2] for row in deliveries(server, task_id)} == {("failed", 4)}
        assert wait_for(client, task_id)["status"] == "completed", "the task does not care"


def test_a_silent_receiver_is_left_after_the_timeout(make_server: Any) -> None:
    settings = {"allow_hosts": ["localhost"], "timeout_seconds": 0.5, "retry_seconds": [0.1]}
    server = make_server(callbacks=settings)
    with server.client(server.customer().key) as client, open_receiver() as receiver:
        receiver.delay_seconds = 3
        task_id = create(client, callback_url=receiver.url)["id"]
        receiver.wait(2)
        time.sleep(1.5)
        rows = deliveries(server, task_id)
        assert rows[0][0] == "failed"
        assert all(row[3] is None and row[5] and row[4] < 2000 for row in rows)


def test_a_callback_that_was_due_when_the_server_died_comes_after_the_restart(make_server: Any) -> None:
    server = make_server(callbacks={"allow_hosts": ["localhost"], "retry_seconds": [2, 2, 2]})
    customer = server.customer()
    with open_receiver() as receiver:
        receiver.statuses = [500, 200]
        with server.client(customer.key) as client:
            create(client, callback_url=receiver.url)
        first = receiver.wait(1)[0]
        time.sleep(0.3)
        server.kill()
        server.start()
        again = receiver.wait(2)[1]
        assert again.headers["webhook-id"] == first.headers["webhook-id"]
        assert json.loads(again.body)["id"] == json.loads(first.body)["id"]


def test_https_with_a_private_authority(make_server: Any, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(tls)
    trusting = {"allow_hosts": ["localhost"], "ca_file": str(tmp_path / "ca.pem"), "retry_seconds": []}
    for settings, state in ((trusting, "delivered"), ({**trusting, "ca_file": None}, "failed")):
        server = make_server(callbacks=settings)
        with server.client(server.customer().key) as client, open_receiver(tls) as receiver:
            task_id = create(client, callback_url=receiver.url)["id"]
            wait_for(client, task_id)
            until = time.monotonic() + 10
            while deliveries(server, task_id)[0][0] == "due":
                assert time.monotonic() < until
                time.sleep(0.1)
            assert deliveries(server, task_id)[0][0] == state, deliveries(server, task_id)


def test_an_internal_address_needs_to_be_named(make_server: Any) -> None:
    server = make_server()
    with server.client(server.customer().key) as client, open_receiver() as receiver:
        request = {"model": "veo3.1-pro", "prompt": "film", "callback_url": receiver.url}
        error = assert_error(
            client.post("/v1/videos/generations", json=request), 400, "invalid_request_error", "callback_url"
        )
        assert "callbacks.allow_hosts" in error["fallback_suggestion"]
        assert receiver.received == []


def test_a_slow_receiver_holds_up_nobody_else(server: Server, client: httpx2.Client) -> None:
    with open_receiver() as slow, open_receiver() as quick:
        slow.delay_seconds = 4
        for _ in range(3):
            create(client, callback_url=slow.url)
        slow.wait(1)
        began = time.monotonic()
        create(client, callback_url=quick.url)
        quick.wait(1)
        assert time.monotonic() - began < 3.5
