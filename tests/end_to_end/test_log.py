"""What a real server logs, and what it never does: secrets and users' words."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from end_to_end.receiver import open_receiver
from end_to_end.server import Server, create, wait_for

WORDS = "a-very-private-wish"
NEGATIVE = "no-private-spiders"
CALLBACK_TOKEN = "callback-token-in-the-address"
METRICS_TOKEN = "metrics-token-of-the-operator"
TRANSLATOR_KEY = "key-of-the-translator"


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_and_no_prompt_is_logged(make_server: Callable[..., Server], form: str) -> None:
    server = make_server(
        log_level="debug",
        log_format=form,
        callbacks={"allow_hosts": ["localhost"], "retry_seconds": [0.1]},
        telemetry={"metrics_token": METRICS_TOKEN},
        translator={"base_url": "http://127.0.0.1:9/v1", "model": "m", "api_key": TRANSLATOR_KEY},
    )
    customer = server.customer()
    with open_receiver() as receiver, server.client(customer.key) as client:
        receiver.statuses = [500]
        callback = f"{receiver.url}?token={CALLBACK_TOKEN}"
        fields = {"negative_prompt": NEGATIVE, "callback_url": callback}
        for verb in (
            "film",
            "fail service_error",
            "crash",
            "nothing",
            "un film très privé pour maman et papa",
        ):
            task = create(client, f"{verb} {WORDS}" if verb != "fail service_error" else verb, **fields)
            ended = wait_for(client, task["id"])
            for link in ended.get("results", []):
                assert client.get(link, headers={"authorization": ""}).status_code == 200
        receiver.wait(2)
        client.post("/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": WORDS, "seed": WORDS})
        client.post("/v1/videos/generations", content=f'{{"prompt": "{WORDS}')
        client.get("/v1/tasks", headers={"authorization": f"Bearer {customer.key}x"})
        client.get("/metrics", headers={"authorization": f"Bearer {METRICS_TOKEN}"})
        client.get(f"/nowhere?key={customer.key}")
        signature = ended["results"][0].partition("sig=")[2]
        assert signature
    server.stop()
    log = server.log()
    assert "completed" in log
    for secret in (
        WORDS,
        NEGATIVE,
        CALLBACK_TOKEN,
        METRICS_TOKEN,
        TRANSLATOR_KEY,
        customer.key,
        customer.callback_secret,
        signature,
    ):
        assert secret not in log, [line for line in log.splitlines() if secret in line]


def test_json_lines_name_request_task_and_account(make_server: Callable[..., Server]) -> None:
    server = make_server(log_format="json")
    customer = server.customer()
    with server.client(customer.key) as client:
        client.headers["x-request-id"] = "from-the-caller"
        task = create(client, "crash")
        wait_for(client, task["id"])
    server.stop()
    lines = [json.loads(line) for line in server.log().splitlines()]
    (accepted,) = (line for line in lines if "accepted" in line["message"])
    assert accepted["request_id"] == "from-the-caller"
    crashed = next(line for line in lines if "output" in line)
    assert "cannot act" in crashed["output"]
    for line in (accepted, crashed, next(line for line in lines if "failed:" in line["message"])):
        assert (line["task_id"], line["account_id"]) == (task["id"], customer.account_id)
