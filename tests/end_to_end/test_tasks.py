"""Asking for, listing, watching and cancelling tasks."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx2
import pytest

from end_to_end.server import Server, assert_error, create, get, wait_for


def events_of(client: httpx2.Client, task_id: str, **headers: str) -> list[tuple[str, int, Any]]:
    """All events of a stream: name, id and data."""
    seen: list[tuple[str, int, Any]] = []
    with client.stream("GET", f"/v1/tasks/{task_id}/events", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for block in "".join(stream.iter_text()).split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
            if fields:
                seen.append((fields["event"], int(fields["id"]), json.loads(fields["data"])))
    return seen


@pytest.mark.parametrize("task_id", ["nope", "task-unified-1-a", "task-unified-1757169743-ABCDEFGH"])
def test_an_id_of_the_wrong_form_is_a_400(client: httpx2.Client, task_id: str) -> None:
    assert_error(client.get(f"/v1/tasks/{task_id}"), 400, "invalid_request_error", "task_id")
    assert_error(client.post(f"/v1/tasks/{task_id}/cancel"), 400, "invalid_request_error", "task_id")
    assert_error(client.get(f"/v1/tasks/{task_id}/events"), 400, "invalid_request_error", "task_id")


def test_an_id_with_a_slash_in_it_is_no_route(client: httpx2.Client) -> None:
    assert_error(client.get("/v1/tasks/..%2F..%2Fetc"), 404, "not_found_error")


def test_another_accounts_task_is_a_404_everywhere(server: Server, client: httpx2.Client) -> None:
    task_id = create(client)["id"]
    unknown = "task-unified-1757169743-aaaaaaaa"
    with server.client(server.customer().key) as other:
        for path in ("", "/events"):
            theirs, none = (other.get(f"/v1/tasks/{each}{path}") for each in (task_id, unknown))
            assert_error(theirs, 404, "not_found_error", "task_id")
            assert theirs.json() == none.json()
        assert_error(other.post(f"/v1/tasks/{task_id}/cancel"), 404, "not_found_error", "task_id")
        assert other.get("/v1/tasks").json()["data"] == []


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("fail content_policy_violation", "content_policy_violation"),
        ("fail resource_exhausted", "resource_exhausted"),
        ("crash", "service_error"),
        ("nothing", "generation_failed_no_content"),
    ],
)
def test_a_failed_task_says_why_and_costs_nothing(client: httpx2.Client, prompt: str, code: str) -> None:
    task = wait_for(client, create(client, prompt)["id"])
    assert task["status"] == "failed"
    assert task["error"]["code"] == code
    assert task["error"]["type"] == "task_error"
    assert task["usage"]["credits_charged"] == 0
    assert "results" not in task
    credits = client.get("/v1/credits").json()
    assert (credits["balance"], credits["reserved"], credits["spent"]) == (1000, 0, 0)


def test_a_task_that_takes_too_long_fails_with_generation_timeout(make_server: Any) -> None:
    server = make_server(worker={"task_timeout_seconds": 1})
    with server.client(server.customer().key) as client:
        task = wait_for(client, create(client, "hang")["id"])
        assert task["error"]["code"] == "generation_timeout"
        assert client.get("/v1/credits").json()["reserved"] == 0


def test_progress_is_real_and_never_goes_down(client: httpx2.Client) -> None:
    events = events_of(client, create(client, "wait 2")["id"])
    names, ids, tasks = zip(*events, strict=True)
    assert names[-1] == "done"
    progress = [task["progress"] for name, task in zip(names, tasks, strict=True) if name == "task"]
    assert progress == sorted(progress)
    assert progress[-1] == 100
    assert len(set(progress)) >= 4
    assert list(ids) == sorted(ids)


def test_a_stream_resumes_behind_the_last_event(client: httpx2.Client) -> None:
    task_id = create(client)["id"]
    done = wait_for(client, task_id)
    whole = events_of(client, task_id)
    assert [name for name, _, _ in whole] == ["task", "done"]
    assert whole[0][2] == done
    assert [name for name, _, _ in events_of(client, task_id, **{"last-event-id": str(whole[0][1])})] == [
        "done"
    ]
    assert len(events_of(client, task_id, **{"last-event-id": "rubbish"})) == 2


def test_cancelling_a_running_task_stops_the_engine_and_refunds(
    server: Server, client: httpx2.Client
) -> None:
    task_id = create(client, "hang")["id"]
    wait_for(client, task_id, "processing")
    answer = client.post(f"/v1/tasks/{task_id}/cancel")
    assert answer.status_code == 200
    task = answer.json()
    assert (task["status"], task["error"]["code"]) == ("failed", "request_cancelled")
    assert task["task_info"]["can_cancel"] is False
    assert client.get("/v1/credits").json()["balance"] == 1000
    assert client.post(f"/v1/tasks/{task_id}/cancel").json() == task, "cancelling again answers the same"
    until = time.monotonic() + 10
    while list((server.folder / "work").glob(f"*/{task_id}.*")):
        assert time.monotonic() < until, "the engine still works"
        time.sleep(0.1)
    assert wait_for(client, create(client)["id"])["status"] == "completed", "its slot is free again"


def test_cancelling_a_pending_task_refunds_at_once(make_server: Any) -> None:
    server = make_server(worker={"slots": 1})
    with server.client(server.customer().key) as client:
        running = create(client, "hang")["id"]
        wait_for(client, running, "processing")
        pending = create(client)["id"]
        assert client.post(f"/v1/tasks/{pending}/cancel").json()["error"]["code"] == "request_cancelled"
        assert client.get("/v1/credits").json()["reserved"] == 25.7
        client.post(f"/v1/tasks/{running}/cancel")


def test_a_finished_task_cannot_be_cancelled(client: httpx2.Client) -> None:
    task_id = create(client)["id"]
    wait_for(client, task_id)
    error = assert_error(client.post(f"/v1/tasks/{task_id}/cancel"), 400, "invalid_request_error", "task_id")
    assert "completed" in error["message"]


def test_a_model_that_cannot_stop_says_so(make_server: Any) -> None:
    server = make_server(models={"stubborn": {"engine": "doubles.actor:UNSTOPPABLE"}}, worker={"slots": 1})
    with server.client(server.customer().key) as client:
        task_id = create(client, "wait 1", model="stubborn")["id"]
        running = wait_for(client, task_id, "processing")
        assert running["task_info"]["can_cancel"] is False
        assert_error(client.post(f"/v1/tasks/{task_id}/cancel"), 400, "invalid_request_error", "task_id")
        assert wait_for(client, task_id)["status"] == "completed"
        refused = client.post(
            "/v1/videos/generations", json={"model": "stubborn", "prompt": "x", "aspect_ratio": "9:16"}
        )
        assert (
            "16:9"
            in assert_error(refused, 400, "invalid_request_error", "aspect_ratio")["fallback_suggestion"]
        )


def test_the_list_is_newest_first_in_pages_and_can_be_filtered(client: httpx2.Client) -> None:
    ids = [create(client, "film" if number else "fail service_error")["id"] for number in range(5)]
    ids.append(create(client, model="veo3.1-fast")["id"])
    for task_id in ids:
        wait_for(client, task_id)
    seen, cursor = [], None
    while True:
        page = client.get("/v1/tasks", params={"limit": 4, **({"cursor": cursor} if cursor else {})}).json()
        assert page["object"] == "list"
        seen += [task["id"] for task in page["data"]]
        cursor = page["next_cursor"]
        assert page["has_more"] is (cursor is not None)
        if cursor is None:
            break
    assert sorted(seen) == sorted(ids)
    assert seen[0] == ids[-1]
    assert [t["id"] for t in client.get("/v1/tasks?status=failed").json()["data"]] == [ids[0]]
    assert [t["id"] for t in client.get("/v1/tasks?model=veo3.1-fast").json()["data"]] == [ids[-1]]
    assert client.get("/v1/tasks?limit=1").json()["data"] == [get(client, ids[-1])]


def test_estimates_are_learned(make_server: Any) -> None:
    server = make_server()
    with server.client(server.customer().key) as client:
        first = create(client, "wait 1.5")
        assert first["task_info"]["estimated_time"] == 20
        wait_for(client, first["id"])
        time.sleep(2.1)
        assert client.get("/v1/models").json()["data"][0]["median_seconds"] < 10
        assert 1 <= create(client)["task_info"]["estimated_time"] < 10
