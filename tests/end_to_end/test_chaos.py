"""The server is killed at random moments, again and again, while tasks of every kind come, run and are cancelled."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import Any

import httpx2

from end_to_end.server import create, wait_for

ROUNDS = 4
PROMPTS = ["film", "wait 0.4", "wait 1.5", "fail service_error", "crash", "nothing"]
PRICE = 25.7


def test_every_task_ends_once_whenever_the_server_dies(make_server: Any) -> None:
    chance = random.Random(20261124)
    server = make_server(worker={"slots": 3, "max_attempts": 50}, limits={"requests_per_minute": 1_000_000})
    customer = server.customer(100_000)
    ids: list[str] = []
    for _ in range(ROUNDS):
        with server.client(customer.key) as client:
            until = time.monotonic() + chance.uniform(0.3, 1.8)
            while time.monotonic() < until:
                ids.append(create(client, chance.choice(PROMPTS))["id"])
                if chance.random() < 0.3:
                    client.post(f"/v1/tasks/{chance.choice(ids)}/cancel")
                time.sleep(0.04)
        server.kill()
        assert server.verify() == [], "the books are sound at the moment of death"
        server.start()
    with server.client(customer.key) as client:
        ended = {task_id: wait_for(client, task_id, seconds=120) for task_id in ids}
        completed = [task for task in ended.values() if task["status"] == "completed"]
        assert completed
        for task in ended.values():
            assert task["usage"]["credits_charged"] == (PRICE if task in completed else 0)
        credits = client.get("/v1/credits").json()
        assert credits["reserved"] == 0
        assert credits["spent"] == round(PRICE * len(completed), 6)
        assert credits["balance"] == round(100_000 - PRICE * len(completed), 6)
        for task in completed[:5]:
            assert httpx2.get(task["results"][0], trust_env=False).status_code == 200
    assert Counter(task["id"] for task in ended.values()) == Counter(set(ids))
