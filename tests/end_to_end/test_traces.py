"""One task is one trace, from the request to the callback, in whichever process."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from end_to_end.receiver import open_receiver
from end_to_end.server import Server, create, wait_for
from postgres import PostgresServer
from telemetry.otlp import open_collector

CALLERS_TRACE, CALLERS_SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
STAGES = ("prepare", "start", "render", "store", "settle")
REQUEST = "POST /v1/videos/generations"


def environment(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "100")


def test_a_task_is_one_trace_with_its_callers_as_parent(
    make_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_collector() as collector, open_receiver() as receiver:
        receiver.statuses = [500, 200]
        environment(monkeypatch, collector.endpoint)
        server = make_server(telemetry={"traces": True}, callbacks={"allow_hosts": ["localhost"]})
        with server.client(server.customer().key) as client:
            client.headers["traceparent"] = f"00-{CALLERS_TRACE}-{CALLERS_SPAN}-01"
            task = create(client, "film of my secret", callback_url=receiver.url)
            del client.headers["traceparent"]
            wait_for(client, task["id"])
            client.get("/healthz")
        receiver.wait(2)
        collector.wait(REQUEST, "make film", *STAGES, "callback")
        server.stop()

    request, film = collector.one(REQUEST), collector.one("make film")
    assert (request.trace_id, request.parent_id) == (CALLERS_TRACE, CALLERS_SPAN)
    assert film.parent_id == request.span_id
    assert film.attributes["task.id"] == task["id"]
    for stage in STAGES:
        assert collector.one(stage).parent_id == film.span_id, stage
    attempts = [span for span in collector.spans if span.name == "callback"]
    assert [span.attributes["callback.attempt"] for span in attempts] == [1, 2]
    assert [span.attributes["http.response.status_code"] for span in attempts] == [500, 200]
    assert {span.parent_id for span in attempts} == {request.span_id}
    chain = [request, film, *(collector.one(stage) for stage in STAGES), *attempts]
    assert {span.trace_id for span in chain} == {CALLERS_TRACE}
    assert {span.service for span in chain} == {"filmgate"}
    assert not any("healthz" in span.name for span in collector.spans)
    assert "secret" not in repr(collector.spans)


def test_another_process_goes_on_with_the_same_trace(
    make_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_collector() as collector:
        environment(monkeypatch, collector.endpoint)
        server = make_server(telemetry={"traces": True})
        with server.client(server.customer().key) as client:
            task = create(client, "wait 2")
            wait_for(client, task["id"], "processing")
            collector.wait(REQUEST)
        server.kill()
        server.start()
        with server.client(None) as client:
            collector.wait("make film", "settle")
        server.stop()
    request = collector.one(REQUEST)
    assert collector.one("make film").parent_id == request.span_id
    assert collector.one("settle").trace_id == request.trace_id


def test_a_collector_that_is_away_costs_no_task(
    make_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment(monkeypatch, "http://127.0.0.1:9")
    server = make_server(telemetry={"traces": True})
    with server.client(server.customer().key) as client:
        assert wait_for(client, create(client)["id"])["status"] == "completed"


def test_without_the_setting_nothing_is_kept_or_sent(
    make_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with open_collector() as collector:
        environment(monkeypatch, collector.endpoint)
        server = make_server()
        with server.client(server.customer().key) as client:
            client.headers["traceparent"] = f"00-{CALLERS_TRACE}-{CALLERS_SPAN}-01"
            wait_for(client, create(client)["id"])
        server.stop()
    assert collector.spans == []


def test_api_and_worker_of_a_cluster_share_the_trace_and_have_metrics_each(
    postgres: PostgresServer, film: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    shared = {
        "database": {"url": postgres.new_database()},
        "storage": {"folder": str(tmp_path / "files")},
        "telemetry": {"traces": True},
    }
    with open_collector() as collector:
        environment(monkeypatch, collector.endpoint)
        api = Server(tmp_path / "api", film, shared, role="api")
        worker_only = {
            "telemetry": {"traces": True, "metrics_port": port, "metrics_token": "t"},
            "server": {"public_url": "http://127.0.0.1:1"},
        }
        worker = Server(tmp_path / "worker", film, shared | worker_only, role="worker")
        api.start()
        worker.start()
        try:
            with api.client(api.customer().key) as client:
                task = create(client)
                assert wait_for(client, task["id"])["status"] == "completed"
            collector.wait(REQUEST, "settle")
            answered = httpx2.get(f"{api.base_url}/metrics", trust_env=False).text
            worked = httpx2.get(
                f"http://127.0.0.1:{port}/metrics", headers={"authorization": "Bearer t"}, trust_env=False
            ).text
        finally:
            api.stop()
            worker.stop()
    assert collector.one("make film").parent_id == collector.one(REQUEST).span_id
    assert len({collector.one(name).trace_id for name in (REQUEST, "make film", *STAGES)}) == 1
    ended = 'filmgate_tasks_ended_total{model="veo3.1-pro",state="completed"} 1.0'
    accepted = 'filmgate_tasks_accepted_total{model="veo3.1-pro"} 1.0'
    assert accepted in answered
    assert ended not in answered
    assert ended in worked
    assert accepted not in worked
    assert 'filmgate_queue_tasks{model="veo3.1-pro"} 0.0' in worked
