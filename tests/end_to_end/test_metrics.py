"""`/metrics` of a real server, read as Prometheus reads it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from end_to_end.receiver import open_receiver
from end_to_end.server import Server, assert_error, create, wait_for

Values = dict[tuple[str, tuple[str, ...]], float]


def read(url: str, **headers: str) -> Values:
    """All samples by name and label values, in the order of the labels' names."""
    answer = httpx2.get(f"{url}/metrics", headers=headers, trust_env=False)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_the_life_of_tasks_is_counted(make_server: Callable[..., Server]) -> None:
    server = make_server(callbacks={"allow_hosts": ["localhost"]}, worker={"slots": 1})
    with open_receiver() as receiver, server.client(server.customer().key) as client:
        done = create(client, "film", callback_url=receiver.url)
        wait_for(client, done["id"])
        failed = create(client, "fail content_policy_violation")
        wait_for(client, failed["id"])
        running = create(client, "wait 60")
        wait_for(client, running["id"], "processing")
        waiting = create(client, "film")
        create(client, "film", model="veo3.1-fast")
        client.post(f"/v1/tasks/{waiting['id']}/cancel")
        client.get("/v1/tasks/task-unified-1757169743-aaaaaaaa")
        client.get("/nonsense/with/a/secret")
        client.request("BREW", "/v1/tasks")
        receiver.wait(1)
        time.sleep(0.3)  # until the attempt is noted
        values = read(server.base_url)

    assert values["filmgate_tasks_accepted_total", ("veo3.1-pro",)] == 4
    assert values["filmgate_tasks_ended_total", ("veo3.1-pro", "completed")] == 1
    assert values["filmgate_tasks_ended_total", ("veo3.1-pro", "failed")] == 1
    assert values["filmgate_tasks_ended_total", ("veo3.1-pro", "cancelled")] == 1
    assert values["filmgate_task_seconds_count", ("veo3.1-pro", "completed")] == 1
    for stage, times in {"prepare": 3, "start": 3, "render": 2, "store": 1, "settle": 2}.items():
        assert values["filmgate_stage_seconds_count", ("veo3.1-pro", stage)] == times, stage
    assert values["filmgate_credits_moved_total", ("reserved",)] == pytest.approx(4 * 25.7 + 9.8)
    assert values["filmgate_credits_moved_total", ("charged",)] == 25.7
    assert values["filmgate_credits_moved_total", ("refunded",)] == pytest.approx(2 * 25.7)
    assert values["filmgate_credits", ("granted",)] == 1000
    engine_error = ("content_policy_violation", "doubles.actor:ENGINE")
    assert values["filmgate_engine_errors_total", engine_error] == 1
    assert values["filmgate_callback_attempts_total", ("delivered",)] == 1
    assert values["filmgate_queue_tasks", ("veo3.1-fast",)] == 1
    assert values["filmgate_running_tasks", ("veo3.1-pro",)] == 1
    assert (values["filmgate_worker_slots", ()], values["filmgate_worker_busy", ()]) == (1, 1)
    assert values["filmgate_http_request_seconds_count", ("POST", "/v1/videos/generations", "200")] == 5
    assert values["filmgate_http_request_seconds_count", ("GET", "/v1/tasks/{task_id}", "404")] == 1
    assert values["filmgate_http_request_seconds_count", ("GET", "other", "404")] == 1
    assert values["process_resident_memory_bytes", ()] > 0
    assert not any("nonsense" in value or "BREW" in value for _, labels in values for value in labels)


def test_a_port_of_its_own_leaves_the_api_without_the_page(make_server: Callable[..., Server]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = make_server(telemetry={"metrics_port": port})
    own = f"http://127.0.0.1:{port}"
    assert ("filmgate_queue_tasks", ("veo3.1-pro",)) in read(own)
    with httpx2.Client(base_url=own, trust_env=False) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/v1/models").status_code == 404
        assert client.get("/metrics", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 404
    with server.client() as client:
        assert_error(client.get("/metrics"), 404, "not_found_error")


def test_a_token_opens_it_and_nothing_else_does(make_server: Callable[..., Server]) -> None:
    server = make_server(telemetry={"metrics_token": "a-long-secret-token"})
    assert read(server.base_url, authorization="Bearer a-long-secret-token")
    with server.client() as client:
        assert_error(client.get("/metrics"), 401, "authentication_error")
    with server.client(server.customer().key) as client:
        assert_error(client.get("/metrics"), 401, "authentication_error")


def test_behind_a_proxy_it_is_hidden(make_server: Callable[..., Server]) -> None:
    server = make_server()
    assert read(server.base_url)
    with server.client() as client:
        hidden = client.get("/metrics", headers={"x-forwarded-for": "192.0.2.7"})
        assert_error(hidden, 404, "not_found_error")
        assert hidden.json()["error"]["message"] == "Resource not found: GET /metrics"
