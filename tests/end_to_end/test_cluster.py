"""Several API processes and workers on Postgres: any may die or stand still, and every task ends once all the same."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from doubles.unified import UnifiedDouble
from doubles.upstream import wait_until
from end_to_end.cluster import Cluster
from end_to_end.contracts import CONTRACTS, engine_settings
from end_to_end.receiver import open_receiver
from end_to_end.server import Server, create, get, wait_for
from postgres import PostgresServer

PRICE = 25.7
QUICK = {"worker": {"slots": 2, "heartbeat_seconds": 0.3, "silent_seconds": 1.5}}


@pytest.fixture
def make_cluster(tmp_path: Path, film: Path, postgres: PostgresServer) -> Iterator[Callable[..., Cluster]]:
    """Start two API processes and two workers; they are stopped, and books and files looked at, at the end."""
    started: list[Cluster] = []

    def start(*, apis: int = 2, workers: int = 2, **settings: Any) -> Cluster:
        folder = tmp_path / f"cluster{len(started)}"
        folder.mkdir()
        cluster = Cluster(folder, film, postgres.new_database(), {**QUICK, **settings})
        started.append(cluster)
        for _ in range(apis):
            cluster.add_api()
        for _ in range(workers):
            cluster.add_worker()
        return cluster

    yield start
    for cluster in started:
        cluster.stop()
        assert cluster.apis[0].verify() == []
        assert cluster.files() == cluster.expected_files()


def test_whichever_process_is_asked(make_cluster: Any) -> None:
    cluster = make_cluster()
    first, second = cluster.apis
    customer = first.customer()
    with first.client(customer.key) as one, second.client(customer.key) as other:
        ids = [create(one, "wait 1")["id"] for _ in range(4)]
        events = other.get(f"/v1/tasks/{ids[0]}/events").text
        assert "event: done" in events
        tasks = [wait_for(other, task_id) for task_id in ids]
        assert {task["status"] for task in tasks} == {"completed"}
        for base_url in (first.base_url, second.base_url):
            link = tasks[0]["results"][0].replace(first.base_url, base_url)
            assert httpx2.get(link, trust_env=False).status_code == 200
        assert one.get("/v1/credits").json() == other.get("/v1/credits").json()
    assert len(cluster.query("SELECT DISTINCT worker_id FROM tasks")) == 2, "both workers had their share"


def test_two_hundred_creates_at_once_against_credit_for_ten(make_cluster: Any) -> None:
    cluster = make_cluster(workers=0)
    customer = cluster.apis[0].customer(credits=0)
    cluster.execute(  # 10 films and not quite an eleventh
        "INSERT INTO ledger_entries (account_id, kind, balance_change, reserved_change, spent_change, created_at_ms)"
        " VALUES (%s, 'grant', 282000000, 0, 0, 0)",
        customer.account_id,
    )
    cluster.execute("UPDATE accounts SET balance_microcredits = 282000000")
    accepted = race_creates(cluster.apis, customer.key, 200)
    assert accepted.count(200) == 10
    assert accepted.count(402) == 190
    ((balance, reserved),) = cluster.query("SELECT balance_microcredits, reserved_microcredits FROM accounts")
    assert (balance, reserved) == (25_000_000, 257_000_000)


def race_creates(servers: list[Server], key: str, count: int, **headers: str) -> list[int]:
    def ask(number: int) -> int:
        with servers[number % len(servers)].client(key) as client:
            wanted = {"model": "veo3.1-pro", "prompt": "film"}
            return client.post("/v1/videos/generations", json=wanted, headers=headers).status_code

    with ThreadPoolExecutor(40) as threads:
        return list(threads.map(ask, range(count)))


def test_two_requests_with_one_idempotency_key_are_one_task(make_cluster: Any) -> None:
    cluster = make_cluster(workers=0)
    customer = cluster.apis[0].customer()
    assert set(race_creates(cluster.apis, customer.key, 40, **{"idempotency-key": "once"})) == {200}
    assert cluster.query("SELECT count(*) FROM tasks") == [(1,)]


def test_a_keys_limit_of_tasks_at_once_holds_across_processes(make_cluster: Any) -> None:
    cluster = make_cluster(workers=0)
    customer = cluster.apis[0].customer(tasks_at_once=3)
    answers = race_creates(cluster.apis, customer.key, 40)
    assert (answers.count(200), answers.count(429)) == (3, 37)


def test_cancel_against_completion(make_cluster: Any) -> None:
    cluster = make_cluster()
    customer = cluster.apis[0].customer(2000)
    with cluster.apis[0].client(customer.key) as one, cluster.apis[1].client(customer.key) as other:
        ids = [create(one, f"wait 0.{number % 5}")["id"] for number in range(30)]

        def cancel(task_id: str) -> None:
            time.sleep(0.15)
            for client in (one, other):
                assert client.post(f"/v1/tasks/{task_id}/cancel").status_code in (200, 400, 404, 409)

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(cancel, ids))
        ended = [wait_for(one, task_id) for task_id in ids]
        spent = sum(task["status"] == "completed" for task in ended) * PRICE
        assert one.get("/v1/credits").json()["spent"] == pytest.approx(spent)
        assert one.get("/v1/credits").json()["reserved"] == 0


def test_a_killed_workers_film_is_made_by_another_within_15_seconds(make_cluster: Any) -> None:
    defaults = {"slots": 2}
    cluster = make_cluster(worker=defaults, callbacks={"allow_hosts": ["localhost"]})
    customer = cluster.apis[0].customer()
    with cluster.apis[0].client(customer.key) as client, open_receiver() as receiver:
        task_id = create(client, "wait 3", callback_url=receiver.url)["id"]
        wait_for(client, task_id, "processing")
        victim = cluster.worker_of(task_id)
        time.sleep(0.5)
        victim.kill()
        died = time.monotonic()
        while cluster.query("SELECT attempts FROM tasks") != [(2,)]:
            assert time.monotonic() - died < 15, "nobody took it over"
            time.sleep(0.1)
        assert wait_for(client, task_id)["status"] == "completed"
        (call,) = receiver.wait(1)
        time.sleep(1)
        assert [each.headers["webhook-id"] for each in receiver.received] == [call.headers["webhook-id"]]


def test_a_frozen_worker_that_wakes_up_can_write_nothing(make_cluster: Any) -> None:
    cluster = make_cluster()
    customer = cluster.apis[0].customer()
    with cluster.apis[0].client(customer.key) as client:
        task_id = create(client, "wait 2")["id"]
        wait_for(client, task_id, "processing")
        frozen = cluster.worker_of(task_id)
        time.sleep(0.3)
        frozen.process.send_signal(signal.SIGSTOP)
        done = wait_for(client, task_id)
        assert done["status"] == "completed"
        frozen.process.send_signal(signal.SIGCONT)
        until = time.monotonic() + 10
        while "taken for dead" not in frozen.log():
            assert time.monotonic() < until, frozen.log()
            time.sleep(0.1)
        time.sleep(2.5)  # its own film of that task would be ready by now
        assert get(client, task_id) == done
        assert cluster.query("SELECT fence, attempts FROM tasks") == [(2, 2)]
        again = [create(client, "wait 0.5")["id"] for _ in range(4)]
        assert {wait_for(client, each)["status"] for each in again} == {"completed"}
        assert cluster.query("SELECT count(*) FROM workers") == [(2,)], "it is one of us again"


def test_postgres_stops_and_starts_while_films_are_made(make_cluster: Any, postgres: PostgresServer) -> None:
    cluster = make_cluster()
    customer = cluster.apis[0].customer()
    with cluster.apis[0].client(customer.key) as client:
        ids = [create(client, f"wait {seconds}")["id"] for seconds in (1, 3, 0.2)]
        wait_for(client, ids[1], "processing")
        postgres.stop(signal.SIGQUIT)
        try:
            answer = client.get(f"/v1/tasks/{ids[0]}")
            assert answer.status_code == 503
            assert "retry-after" in answer.headers
            refused = client.post("/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"})
            assert refused.status_code == 503
            assert "may have been done" in refused.json()["error"]["message"], (
                "it might have been in its commit"
            )
            assert client.get("/readyz").status_code == 503
            assert client.get("/healthz").status_code == 200, "a restart of the process would not help"
            time.sleep(3)  # the first two films are ready, and cannot be settled
        finally:
            postgres.start()
        assert [wait_for(client, task_id)["status"] for task_id in ids] == ["completed"] * 3
        assert cluster.query("SELECT count(*) FROM tasks WHERE attempts > 1") == [(0,)], (
            "nobody was taken for dead"
        )
        assert wait_for(client, create(client)["id"])["status"] == "completed"


def test_an_api_process_that_stands_still_in_a_transaction_holds_up_nobody_for_long(
    make_cluster: Any,
) -> None:
    cluster = make_cluster()
    customer = cluster.apis[0].customer(100_000)
    frozen, alive = cluster.apis
    stop = threading.Event()

    def keep_asking() -> None:
        with frozen.client(customer.key) as client:
            while not stop.is_set():
                try:
                    client.post(
                        "/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"}, timeout=1
                    )
                except httpx2.HTTPError:
                    return

    with ThreadPoolExecutor(8) as threads:
        for _ in range(8):
            threads.submit(keep_asking)
        time.sleep(0.7)
        frozen.process.send_signal(signal.SIGSTOP)
        with alive.client(customer.key) as client:
            for _ in range(10):
                task_id = create(client)["id"]
            assert wait_for(client, task_id, seconds=60)["status"] == "completed"
        stop.set()
        frozen.process.send_signal(signal.SIGCONT)
    with alive.client(customer.key) as client:
        for (task_id,) in cluster.query("SELECT id FROM tasks"):
            assert wait_for(client, task_id, seconds=60)["status"] == "completed"


def test_of_two_sweepers_each_round_is_one_of_theirs(make_cluster: Any) -> None:
    sweeping = {**QUICK["worker"], "sweep_seconds": 0.5}
    cluster = make_cluster(worker=sweeping, storage={"link_hours": 0.001})
    customer = cluster.apis[0].customer()
    with cluster.apis[0].client(customer.key) as client:
        ids = [create(client)["id"] for _ in range(6)]
        for task_id in ids:
            wait_for(client, task_id)
    until = time.monotonic() + 20
    while cluster.query("SELECT count(*) FROM tasks WHERE files_deleted_at_ms IS NULL") != [(0,)]:
        assert time.monotonic() < until
        time.sleep(0.2)
    assert cluster.files() == set()
    cluster.execute("UPDATE tasks SET result = NULL")  # for the look at the end: nothing is kept of them
    assert "a sweep failed" not in "".join(worker.log() for worker in cluster.workers)


def test_an_upstream_s_call_reaches_the_worker_that_waits(
    make_cluster: Any, film: Path, tmp_path: Path
) -> None:
    """The API process takes the call, another process has the film; and then one more, since the first one dies."""
    double = UnifiedDouble(film.read_bytes())
    engine = engine_settings(CONTRACTS["unified"], double, "late", tmp_path)
    engine["options"] |= {"poll_seconds": 3600.0, "callback_poll_seconds": 3600.0}
    cluster = make_cluster(apis=1, engines={"far": engine}, models={"m": {"engine": "far"}})
    api = cluster.apis[0]
    with api.client(api.customer().key) as client:
        for dies in (False, True):
            double.works.clear()
            double.release.clear()
            task_id = create(client, "a film", model="m")["id"]
            wait_until(lambda: any(work.looks for work in double.works.values()))
            if dies:
                worker = cluster.worker_of(task_id)
                worker.kill()
                cluster.workers.remove(worker)
                wait_until(lambda: double.work_of("late").looks == 2)
            double.release.set()
            address = double.work_of("late").wanted["callback_url"]
            assert httpx2.post(address, json={}, trust_env=False).status_code == 204
            assert wait_for(client, task_id)["status"] == "completed"
    assert double.starts["late"] == 2
    double.stop()
