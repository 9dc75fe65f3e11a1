"""`enhance_prompt` through a real server and a real translation endpoint on loopback."""

from __future__ import annotations

import json
from typing import Any

from end_to_end.server import create, wait_for
from net.loopback import answer, serve

GERMAN = "Bitte scheitere an der Inhaltsrichtlinie"


def test_the_engine_gets_the_translation(make_server: Any) -> None:
    translation = {"choices": [{"message": {"content": "fail content_policy_violation"}}]}
    with serve() as endpoint:
        endpoint.routes["/v1/chat/completions"] = answer(json.dumps(translation).encode())
        server = make_server(translator={"base_url": endpoint.url("/v1"), "model": "m"})
        with server.client(server.customer().key) as client:
            task = wait_for(client, create(client, GERMAN)["id"])
            assert task["error"]["code"] == "content_policy_violation", "the engine was told the translation"
            assert task["task_info"]["notes"] == [
                "The prompt was translated from German: fail content_policy_violation"
            ]
            assert len(endpoint.asked) == 1
            unchanged = wait_for(client, create(client, GERMAN, enhance_prompt=False)["id"])
            assert unchanged["status"] == "completed"
            assert unchanged["task_info"]["notes"] == []
            assert len(endpoint.asked) == 1


def test_a_broken_translator_fails_no_task(make_server: Any) -> None:
    with serve() as endpoint:
        endpoint.routes["/v1/chat/completions"] = answer(status="500 Internal Server Error")
        server = make_server(translator={"base_url": endpoint.url("/v1"), "model": "m"})
        with server.client(server.customer().key) as client:
            task = wait_for(client, create(client, GERMAN)["id"])
    assert task["status"] == "completed"
    assert "the translator failed" in task["task_info"]["notes"][0]


def test_without_a_translator_the_task_says_so(client: Any) -> None:
    task = wait_for(client, create(client, GERMAN)["id"])
    assert task["status"] == "completed"
    assert "no translator" in task["task_info"]["notes"][0]


def test_auto_follows_the_words(client: Any) -> None:
    task = wait_for(client, create(client, "film of a cat, vertical")["id"])
    assert task["task_info"]["aspect_ratio"] == "9:16"
    task = wait_for(client, create(client, "film of a cat, vertical", aspect_ratio="16:9")["id"])
    assert task["task_info"]["aspect_ratio"] == "16:9"
