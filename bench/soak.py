"""A cluster under load in which a random process is killed every few seconds, and what became of every task.

    .venv/bin/python bench/soak.py [--seconds 600] [--kill-every 5] [--rate 4] [--seed 1]

Two API processes and two workers share a Postgres and an S3 double (moto). Tasks of every kind come in at a steady rate,
some are cancelled, all have a callback. Every few seconds one of the four processes gets SIGKILL, or stands still for a
while (SIGSTOP), and is started again. At the end nothing is killed any more, all tasks end, and the books are read. A
client whose request broke off asks again with the same Idempotency-Key, as clients should.

Exit status 1 if a task was lost, failed though its engine would have made a film, ended twice or was charged twice, a callback is missing, or the books are wrong.
"""

from __future__ import annotations

import argparse
import random
import secrets
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import httpx2
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from doubles.object_store import Moto, run_moto
from end_to_end.cluster import Cluster
from end_to_end.receiver import Receiver, open_receiver
from end_to_end.server import Server
from postgres import PostgresServer

PROMPTS = {"film": 6, "wait 0.5": 4, "wait 2": 2, "fail service_error": 1, "crash": 1, "nothing": 1}
DOWN_SECONDS = (0.2, 2.0)
FROZEN_SECONDS = (3.0, 12.0)
DRAIN_SECONDS = 120.0
CALLBACK_SECONDS = 60.0


@dataclass
class Story:
    """What the clients and the killer did."""

    accepted: dict[str, str] = field(default_factory=dict)
    """Task by Idempotency-Key."""
    refused: Counter[str] = field(default_factory=Counter)
    blows: Counter[str] = field(default_factory=Counter)
    orphaned: dict[str, tuple[float, int]] = field(default_factory=dict)
    """Tasks whose worker was struck: when, and their fencing token then."""
    takeovers: list[float] = field(default_factory=list)


def main() -> int:
    """Run it and print what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--kill-every", type=float, default=5)
    parser.add_argument("--rate", type=float, default=4, help="tasks a second")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    postgres = PostgresServer()
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            run_moto(Path(folder)) as moto,
            open_receiver() as receiver,
        ):
            cluster = make_cluster(Path(folder), postgres, moto)
            try:
                return soak(cluster, moto, receiver, wanted)
            finally:
                cluster.stop()
    finally:
        postgres.close()


def make_cluster(folder: Path, postgres: PostgresServer, moto: Moto) -> Cluster:
    """Two API processes and two workers."""
    settings = {
        "worker": {"slots": 3, "max_attempts": 1000},
        "limits": {"requests_per_minute": 1_000_000},
        "callbacks": {"allow_hosts": ["localhost"]},
        "storage": {**moto.make_bucket("soak"), "link_keys": [secrets.token_urlsafe(32)]},
    }
    cluster = Cluster(folder, write_film(folder / "film.mp4"), postgres.new_database(), settings)
    for _ in range(2):
        cluster.add_api()
    for _ in range(2):
        cluster.add_worker()
    return cluster


def write_film(path: Path) -> Path:
    """A second of film, which the engine double hands out."""
    with av.open(path, "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for number in range(24):
            picture = np.full((180, 320, 3), number * 10, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


def soak(cluster: Cluster, moto: Moto, receiver: Receiver, wanted: argparse.Namespace) -> int:
    """Load, blows, calm, books."""
    story, chance = Story(), random.Random(wanted.seed)
    customer = cluster.apis[0].customer(10_000_000)
    over = threading.Event()
    with ThreadPoolExecutor(2) as threads:
        watching = threads.submit(watch_takeovers, cluster, story, over)
        striking = threads.submit(strike, cluster, story, chance, wanted)
        try:
            load(cluster, customer.key, receiver.url, story, wanted)
            striking.result()  # raises what it raised: a soak without blows proves nothing
            drained = wait_until_ended(cluster)
        finally:
            over.set()
        watching.result()
    wait_for_callbacks(cluster, receiver)
    return report(cluster, moto, receiver, story, drained=drained, seconds=wanted.seconds)


def load(cluster: Cluster, key: str, callback_url: str, story: Story, wanted: argparse.Namespace) -> None:
    """Create tasks at a steady rate; one in eight is cancelled soon after."""
    chance = random.Random(wanted.seed + 1)
    until = time.monotonic() + wanted.seconds
    clients = []
    with ThreadPoolExecutor(32) as threads:
        next_at = time.monotonic()
        while (now := time.monotonic()) < until:
            prompt = chance.choices(list(PROMPTS), list(PROMPTS.values()))[0]
            cancels = chance.random() < 0.125
            clients.append(threads.submit(one_client, cluster, key, callback_url, story, prompt, cancels))
            next_at += 1 / wanted.rate
            time.sleep(max(0.0, next_at - now))
    for client in clients:
        client.result()


def one_client(
    cluster: Cluster, key: str, callback_url: str, story: Story, prompt: str, cancels: bool
) -> None:
    """Ask until the task is accepted, whichever process answers."""
    mine = secrets.token_hex(8)
    body = {"model": "veo3.1-pro", "prompt": prompt, "callback_url": callback_url}
    headers = {"authorization": f"Bearer {key}"}
    with httpx2.Client(headers=headers, timeout=20, trust_env=False) as client:
        while mine not in story.accepted:
            api = random.choice(cluster.apis)
            url = f"{api.base_url}/v1/videos/generations"
            try:
                answer = client.post(url, json=body, headers={"idempotency-key": mine})
            except httpx2.HTTPError as error:
                story.refused[type(error).__name__] += 1
                time.sleep(0.3)
                continue
            if answer.status_code == 200:
                story.accepted[mine] = answer.json()["id"]
            else:
                story.refused[str(answer.status_code)] += 1
                time.sleep(0.3)
        if cancels:
            time.sleep(random.uniform(0, 1.5))
            try:
                client.post(f"{random.choice(cluster.apis).base_url}/v1/tasks/{story.accepted[mine]}/cancel")
            except httpx2.HTTPError:
                story.refused["cancel"] += 1


def strike(cluster: Cluster, story: Story, chance: random.Random, wanted: argparse.Namespace) -> None:
    """Kill or freeze a process every few seconds, and bring it back."""
    until = time.monotonic() + wanted.seconds
    while time.monotonic() + wanted.kill_every < until:
        time.sleep(wanted.kill_every * chance.uniform(0.7, 1.3))
        victim = chance.choice([*cluster.apis, *cluster.workers])
        frozen = chance.random() < 0.25
        story.blows[f"{victim.role} {'frozen' if frozen else 'killed'}"] += 1
        if victim.role == "worker":
            note_orphans(cluster, story, victim)
        if frozen:
            assert victim.process is not None
            victim.process.send_signal(signal.SIGSTOP)
            time.sleep(chance.uniform(*FROZEN_SECONDS))
            victim.process.send_signal(signal.SIGCONT)
        else:
            victim.kill()
            time.sleep(chance.uniform(*DOWN_SECONDS))
            base_url = victim.base_url
            victim.start()
            victim.base_url = base_url


def note_orphans(cluster: Cluster, story: Story, victim: Server) -> None:
    """Remember which films the worker was making when it was struck."""
    worker_id = cluster.id_of(victim)
    rows = cluster.query(
        "SELECT id, fence FROM tasks WHERE state = 'processing' AND worker_id = %s", worker_id
    )
    now = time.monotonic()
    story.orphaned.update({task_id: (now, fence) for task_id, fence in rows})


def watch_takeovers(cluster: Cluster, story: Story, over: threading.Event) -> None:
    """Note when another attempt begins on a film whose worker was struck."""
    while not over.wait(0.1):
        waiting = dict(story.orphaned)
        if not waiting:
            continue
        rows = cluster.query("SELECT id, fence, ended_at_ms FROM tasks WHERE id = ANY(%s)", list(waiting))
        now = time.monotonic()
        for task_id, fence, ended_at_ms in rows:
            struck_at, fence_then = waiting[task_id]
            if fence > fence_then:
                story.takeovers.append(now - struck_at)
            if fence > fence_then or ended_at_ms is not None:
                story.orphaned.pop(task_id, None)


def wait_until_ended(cluster: Cluster) -> bool:
    """Wait until no task is unfinished; False if some never end."""
    until = time.monotonic() + DRAIN_SECONDS
    while cluster.query("SELECT count(*) FROM tasks WHERE ended_at_ms IS NULL") != [(0,)]:
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def wait_for_callbacks(cluster: Cluster, receiver: Receiver) -> None:
    """Wait until no delivery is due any more: what a killed sender held comes when its lease has run out."""
    until = time.monotonic() + CALLBACK_SECONDS
    while cluster.query("SELECT count(*) FROM deliveries WHERE state = 'due'") != [(0,)]:
        if time.monotonic() > until:
            return
        time.sleep(0.2)


def report(
    cluster: Cluster, moto: Moto, receiver: Receiver, story: Story, *, drained: bool, seconds: float
) -> int:
    """Print the figures; returns the exit status."""
    rows = cluster.query("SELECT id, state, attempts FROM tasks")
    states = {task_id: state for task_id, state, _ in rows}
    accepted = set(story.accepted.values())
    lost = [task_id for task_id in accepted if states.get(task_id) in (None, "pending", "processing")]
    twice = cluster.query(
        "SELECT task_id FROM ledger_entries WHERE kind IN ('settle', 'refund') GROUP BY task_id HAVING count(*) > 1"
    )
    spoilt = cluster.query(  # the engine would have made a film
        "SELECT id, error_code, error_message FROM tasks WHERE state = 'failed' AND prompt = ANY(%s)",
        [prompt for prompt in PROMPTS if prompt.startswith(("film", "wait"))],
    )
    calls: dict[str, set[str]] = defaultdict(set)
    for call in receiver.received:
        if len(call.body) < int(call.headers["content-length"]):
            continue  # its sender died in the middle: no receiver takes that for a callback
        calls[task_of(call.body)].add(call.headers["webhook-id"])
    missing = [task_id for task_id in states if task_id not in calls]
    many_ids = [task_id for task_id, ids in calls.items() if len(ids) > 1]
    problems = cluster.apis[0].verify()
    stored = keys_in(moto)
    orphans = stored - cluster.expected_files()
    gone = cluster.expected_files() - stored
    faults: dict[str, Any] = {
        "lost": len(lost),
        "accepted twice": len(states) - len(accepted),
        "failed without cause": len(spoilt),
        "charged twice": len(twice),
        "callbacks missing": len(missing),
        "callbacks with two ids": len(many_ids),
        "films without a file": len(gone),
        "files of no film": len(orphans),
        "wrong in the books": len(problems),
    }
    print(f"{seconds:.0f} s; {sum(story.blows.values())} blows: {as_text(story.blows)}")
    print(f"accepted                {len(accepted)}")
    print(f"ended                   {as_text(Counter(states.values()))}")
    print(f"begun again             {sum(attempts > 1 for _, _, attempts in rows)} tasks")
    print(f"asked again             {as_text(story.refused) or 'never'}")
    print(f"callbacks               {len(receiver.received)} received of {len(states)}")
    if story.takeovers:
        median, worst = statistics.median(story.takeovers), max(story.takeovers)
        print(f"takeovers               {len(story.takeovers)}, median {median:.1f} s, worst {worst:.1f} s")
    for name, count in faults.items():
        print(f"{name:24}{count}")
    for problem in [*problems[:10], *spoilt[:10]]:
        print(f"  {problem}")
    return 0 if drained and not any(faults.values()) else 1


def keys_in(moto: Moto) -> set[str]:
    """The films and posters that are stored."""
    pages = moto.client().get_paginator("list_objects_v2").paginate(Bucket="soak", Prefix="house/films/")
    return {each["Key"].removeprefix("house/") for page in pages for each in page.get("Contents", [])}


def task_of(body: bytes) -> str:
    """The id in a callback."""
    return body.split(b'"id":"')[1].split(b'"')[0].decode()


def as_text(counts: Counter[str]) -> str:
    """`3 a, 2 b`."""
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main())
