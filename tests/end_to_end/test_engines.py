"""Every remote engine against its double, through the real server: what the upstream does, and how our task ends.

One server has a model for every engine and every mishap; all tasks run at once. The table is printed (`pytest -s`).
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from doubles.google import OmniDouble, VertexDouble, VertexKeyDouble
from doubles.lightx2v import LightX2VDouble
from doubles.openai_videos import (
    FastVideoDouble,
    LitellmDouble,
    SglangDouble,
    VideosDouble,
    VllmOmniDouble,
)
from doubles.unified import SeedDouble, UnifiedDouble
from doubles.upstream import SECRET, Double
from doubles.xai import XaiDouble
from doubles.xinference import XinferenceDouble
from end_to_end.server import Server, create, wait_for

DONE = ("completed", None)


def failed(code: str) -> tuple[str, str]:
    return ("failed", code)


BEHAVIOURS: dict[str, tuple[str, str | None]] = {
    # before anything was started
    "away": failed("service_unavailable"),
    "broken": failed("service_unavailable"),
    "unpaid": failed("service_unavailable"),
    "badkey": failed("service_unavailable"),
    "redirect": failed("service_unavailable"),
    "banned": failed("content_policy_violation"),
    "full": DONE,
    # nobody knows whether it was started
    "gateway": failed("service_error"),
    "garbage": failed("service_error"),
    "silent": failed("service_error"),
    "cut": failed("service_error"),
    "huge-order": failed("service_error"),
    # while it is made
    "film": DONE,
    "slow": DONE,
    "queued": DONE,
    "odd-words": DONE,
    "stumble": DONE,
    "failed": failed("service_error"),
    "exhausted": failed("resource_exhausted"),
    "filtered": failed("content_policy_violation"),
    "empty": failed("generation_failed_no_content"),
    "lost": failed("service_unavailable"),
    "gone": failed("service_error"),
    "huge-look": failed("service_unavailable"),
    "drift": failed("service_unavailable"),
    # the film itself
    "expired": failed("service_error"),
    "internal": failed("service_error"),
    "hop": failed("service_error"),
    "text": failed("generation_failed_no_content"),
    "bigfilm": failed("service_error"),
    "torn": DONE,
}
STARTED = {
    **dict.fromkeys(("away", "broken", "unpaid", "badkey", "redirect", "banned", "gateway", "silent"), 0),
}

SMALL = {"poll_seconds": 0.05, "poll_max_seconds": 0.2, "call_seconds": 20.0, "lost_after_seconds": 2.0}
SMALL |= {"download_seconds": 20.0, "max_film_bytes": 4 * 1024 * 1024}


@dataclass(frozen=True)
class Contract:
    """An engine, its double, and where its rows differ from the common ones (None: the row does not apply)."""

    kind: str
    double: type[Double]
    options: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, tuple[str, str | None] | None] = field(default_factory=dict)
    model: dict[str, Any] = field(default_factory=dict)


NO_LINK = {"expired": failed("generation_failed_no_content"), "internal": None}
"""The film lies on the server itself, under a path of the contract."""
FOUND = {"cut": DONE}
SYNCHRONOUS = {
    **dict.fromkeys(("odd-words", "stumble", "lost", "gone", "huge-look", "drift", "silent"), None),
    **dict.fromkeys(("expired", "internal", "hop", "cut", "huge-order"), None),
    "broken": failed("service_error"),  # a 500 is the end of a film that was begun
    "torn": failed("service_error"),
    "bigfilm": failed("service_error"),
}
INSIDE = dict.fromkeys(("expired", "internal", "hop", "bigfilm", "torn"))

CONTRACTS = {
    "vllm-omni": Contract("openai_videos", VllmOmniDouble, {"profile": "vllm-omni"}, {**NO_LINK, "empty": failed("service_error")}),
    "sglang": Contract("openai_videos", SglangDouble, {"profile": "sglang"}, {**NO_LINK, "empty": failed("service_error")}),
    "fastvideo": Contract("openai_videos", FastVideoDouble, {"profile": "fastvideo"}, {**NO_LINK, "empty": failed("service_error")}),
    "litellm": Contract("openai_videos", LitellmDouble, {"profile": "litellm"}, NO_LINK),
    "openai": Contract("openai_videos", VideosDouble, {"profile": "openai"}, {**NO_LINK, "empty": failed("service_error")}),
    "unified": Contract("unified", UnifiedDouble, {}, FOUND | {"renewed": DONE}),
    "seed": Contract("unified", SeedDouble, {"dialect": "seed"}, {"renewed": DONE}),
    "xai": Contract("xai", XaiDouble),
    "lightx2v": Contract("lightx2v", LightX2VDouble, {}, {
        **NO_LINK, **FOUND, "empty": failed("service_error"),
        # Its orders carry our id: it is asked, and knows nothing of them.
        "gateway": failed("service_unavailable"), "garbage": None, "silent": failed("service_unavailable"),
        "huge-order": None,
    }),
    "xinference": Contract("xinference", XinferenceDouble, {"refusal_seconds": 4.0, "order_seconds": 20.0}, SYNCHRONOUS),
    "vertex-key": Contract("google", VertexKeyDouble, {"vertex": True, "max_answer_bytes": 8 * 1024 * 1024}, {**INSIDE, "huge-look": None}),
    "vertex": Contract("google", VertexDouble, {"wire": "predict", "project": "my-project", "max_answer_bytes": 8 * 1024 * 1024},
                       {**INSIDE, "huge-look": None, "badkey": None}),
    "omni": Contract("google", OmniDouble, {"wire": "interactions", "max_answer_bytes": 8 * 1024 * 1024}, {"huge-look": None}),
}  # fmt: skip


def rows_of(contract: Contract) -> dict[str, tuple[str, str | None]]:
    return {name: end for name, end in (BEHAVIOURS | contract.rows).items() if end is not None}


ROWS = [(name, behaviour) for name, contract in CONTRACTS.items() for behaviour in rows_of(contract)]


def engine_settings(contract: Contract, double: Double, behaviour: str, folder: Path) -> dict[str, Any]:
    options = {**SMALL, **contract.options}
    if behaviour in ("silent", "lost"):
        options["call_seconds"] = 1.0
    settings: dict[str, Any] = {"kind": contract.kind, "base_url": double.url(behaviour), "options": options}
    if isinstance(double, VertexDouble):
        options["credentials_file"] = str(write_account(folder, double))
    else:
        settings["api_key"] = SECRET
    return settings


def write_account(folder: Path, double: Double) -> Path:
    """The key file of a service account whose tokens the double gives out."""
    file = folder / "account.json"
    if not file.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        account = {
            "type": "service_account",
            "project_id": "my-project",
            "private_key_id": "1",
            "private_key": pem.decode(),
            "client_email": "me@my-project.iam.gserviceaccount.com",
            "token_uri": f"{double.url('film')}/token",
        }
        file.write_text(json.dumps(account))
    return file


@contextlib.contextmanager
def doubles(film: Path) -> Iterator[dict[str, Double]]:
    running = {name: contract.double(film.read_bytes()) for name, contract in CONTRACTS.items()}
    try:
        yield running
    finally:
        for double in running.values():
            double.stop()


@dataclass
class World:
    """The server, the doubles, and every task's end."""

    server: Server
    running: dict[str, Double]
    ends: dict[tuple[str, str], dict[str, Any]]
    client: httpx2.Client


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, film: Path) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("engines")
    with doubles(film) as running:
        engines, models = {}, {}
        for name, behaviour in [*ROWS, *((name, "cancel") for name in CONTRACTS)]:
            contract = CONTRACTS[name]
            engines[f"{name}-{behaviour}"] = engine_settings(contract, running[name], behaviour, folder)
            models[f"{name}-{behaviour}"] = {
                "engine": f"{name}-{behaviour}",
                "engine_model": "m",
            } | contract.model
        worker = {"slots": 60, "start_patience_seconds": 1.5, "task_timeout_seconds": 60}
        server = Server(folder / "server", film, {"engines": engines, "models": models, "worker": worker})
        server.start()
        with server.client(server.customer(credits=100_000).key) as client:
            ids = {row: create(client, f"a film of {row}", model="-".join(row))["id"] for row in ROWS}
            ends = {row: wait_for(client, task_id, seconds=100) for row, task_id in ids.items()}
            yield World(server, running, ends, client)
        server.stop()
        assert server.verify() == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "behaviour"), ROWS, ids=lambda word: word)
def test_how_the_task_ends(world: World, name: str, behaviour: str) -> None:
    status, code = rows_of(CONTRACTS[name])[behaviour]
    task = world.ends[name, behaviour]
    error = task.get("error", {})
    charged = task["usage"]["credits_charged"]
    starts = world.running[name].starts[behaviour]
    print(f"{name:12} {behaviour:12} -> {task['status']:10} {error.get('code', ''):28} {charged:6} {starts}")
    assert (task["status"], error.get("code")) == (status, code), task
    assert charged == (25.7 if status == "completed" else 0)
    assert starts == STARTED.get(behaviour, 1), "an upstream film was ordered more or less than once"
    if status == "completed":
        assert task["task_info"]["served_by"] == {"engine": f"{name}-{behaviour}", "model": "m"}
        assert world.client.get(task["results"][0]).content == world.running[name].film


def test_the_doubles_saw_nothing_but_their_contracts(world: World) -> None:
    assert {name: double.problems for name, double in world.running.items() if double.problems} == {}


def test_no_key_is_told(world: World) -> None:
    said = json.dumps(list(world.ends.values())) + world.server.log()
    for secret in (SECRET, "token-of-the-account", "PRIVATE KEY"):
        assert secret not in said
    database = b"".join(file.read_bytes() for file in world.server.folder.glob("*.db*"))
    assert SECRET.encode() not in database


def test_internal_addresses_are_not_told(world: World) -> None:
    told = json.dumps([task.get("error") for task in world.ends.values()])
    assert "169.254" not in told
    assert "127.0.0.1" not in told


def test_the_log_says_where_an_upstream_may_charge(world: World) -> None:
    task = world.ends["xai", "cut"]
    assert "it was not ordered again" in task["error"]["message"]
    assert any(task["id"] in line and "may charge" in line for line in world.server.log().splitlines())


CANCELS = {"vllm-omni", "unified", "lightx2v", "xinference", "omni"}


@pytest.mark.parametrize("name", CONTRACTS)
def test_cancelling_while_it_is_made(world: World, name: str) -> None:
    double = world.running[name]
    task = create(world.client, "for ever", model=f"{name}-cancel")
    until = time.monotonic() + 20
    while not double.starts["cancel"]:
        assert time.monotonic() < until
        time.sleep(0.02)
    wait_for(world.client, task["id"], "processing")
    answer = world.client.post(f"/v1/tasks/{task['id']}/cancel")
    if name not in CANCELS:
        assert answer.status_code == 400, answer.text
        assert not wait_for(world.client, task["id"], "processing")["task_info"]["can_cancel"]
        return
    assert answer.json()["error"]["code"] == "request_cancelled"
    while not double.work_of("cancel").cancelled:
        assert time.monotonic() < until, "the upstream was not told"
        time.sleep(0.02)
    assert double.starts["cancel"] == 1
