"""Several engines behind one name: who serves, and when the next one is tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from doubles.xai import XaiDouble
from end_to_end.contracts import CONTRACTS, engine_settings
from end_to_end.server import assert_error, create, wait_for

XAI = CONTRACTS["xai"]


@pytest.fixture
def xai(film: Path) -> Iterator[XaiDouble]:
    double = XaiDouble(film.read_bytes())
    yield double
    double.stop()


@pytest.fixture
def make_routed(make_server: Any, xai: XaiDouble, tmp_path: Path) -> Any:
    """A server whose model `m` has routes to engines that behave as they are called."""

    def make(*behaviours: str, patience: float = 1.0, **of_model: Any) -> Any:
        engines = {name: engine_settings(XAI, xai, name, tmp_path) for name in behaviours if name != "actor"}
        engines["actor"] = {"kind": "doubles.actor:ENGINE"}
        routes = [{"engine": name, "engine_model": f"model-of-{name}"} for name in behaviours]
        model = {"routes": routes, **of_model}
        return make_server(engines=engines, models={"m": model}, worker={"start_patience_seconds": patience})

    return make


STANDS_IN = ("away", "broken", "badkey", "unpaid", "redirect", "failed", "empty", "exhausted")
"""Nothing was started, or it has certainly failed."""

STANDS_BACK = {
    "cut": "service_error",
    "garbage": "service_error",
    "gateway": "service_error",
    "lost": "service_unavailable",
    "gone": "service_error",
    "filtered": "content_policy_violation",
    "banned": "content_policy_violation",
    "expired": "service_error",
}
"""A film may have been made and paid, or the content was refused."""


def test_when_the_next_engine_stands_in(make_server: Any, xai: XaiDouble, tmp_path: Path) -> None:
    behaviours = [*STANDS_IN, *STANDS_BACK]
    engines = {name: engine_settings(XAI, xai, name, tmp_path) for name in behaviours}
    engines["actor"] = {"kind": "doubles.actor:ENGINE"}
    actor = {"engine": "actor", "engine_model": "theirs"}
    models = {name: {"routes": [{"engine": name}, actor]} for name in behaviours}
    worker = {"slots": 20, "start_patience_seconds": 1}
    server = make_server(engines=engines, models=models, worker=worker)
    with server.client(server.customer().key) as client:
        ids = {name: create(client, "film", model=name)["id"] for name in behaviours}
        tasks = {name: wait_for(client, task_id, seconds=60) for name, task_id in ids.items()}
        balance = client.get("/v1/credits").json()["balance"]
    for name in STANDS_IN:
        assert tasks[name]["status"] == "completed", tasks[name]
        assert tasks[name]["model"] == name, "the model is the one that was asked for"
        assert tasks[name]["task_info"]["served_by"] == {"engine": "actor", "model": "theirs"}
        assert tasks[name]["usage"]["credits_charged"] == 25.7
    for name, code in STANDS_BACK.items():
        assert tasks[name]["error"]["code"] == code, tasks[name]
        assert tasks[name]["task_info"].get("served_by", {}).get("engine") != "actor"
    assert balance == pytest.approx(1000 - 25.7 * len(STANDS_IN))


def test_a_task_goes_to_an_engine_that_can_do_it(make_routed: Any, xai: XaiDouble, film: Path) -> None:
    """xAI takes one picture, the actor two and a seed: each request goes where it can be fulfilled."""
    server = make_routed("film", "actor")
    with server.client(server.customer().key) as client:
        able = client.get("/v1/models").json()["data"][0]["capabilities"]
        assert (able["max_images"], able["seed"], able["cancel_while_running"]) == (2, True, False)
        plain = wait_for(client, create(client, "film", model="m")["id"])
        wish = wait_for(client, create(client, "film", model="m", negative_prompt="rain")["id"])
    assert plain["task_info"]["served_by"]["engine"] == "film"
    assert wish["task_info"]["served_by"]["engine"] == "actor"


def test_an_engine_that_fails_again_and_again_is_left_alone(make_routed: Any, xai: XaiDouble) -> None:
    server = make_routed("away", patience=0.0)
    with server.client(server.customer().key) as client:
        for _ in range(3):
            assert (
                wait_for(client, create(client, "film", model="m")["id"])["error"]["code"]
                == "service_unavailable"
            )
        refused = client.post("/v1/videos/generations", json={"model": "m", "prompt": "film"})
        error = assert_error(refused, 503, "service_unavailable_error")
        seconds = int(refused.headers["retry-after"])
        assert 1 <= seconds <= 10
        assert error["fallback_suggestion"] == f"retry after {seconds} seconds"
        assert xai.orders["away"] == 3
        assert client.get("/v1/credits").json()["balance"] == 1000


def test_one_film_at_once(make_server: Any, xai: XaiDouble, tmp_path: Path) -> None:
    engine = engine_settings(XAI, xai, "slow", tmp_path) | {"at_once": 1}
    server = make_server(engines={"x": engine}, models={"m": {"engine": "x"}}, worker={"slots": 4})
    with server.client(server.customer().key) as client:
        ids = [create(client, "film", model="m")["id"] for _ in range(3)]
        assert [wait_for(client, task_id)["status"] for task_id in ids] == ["completed"] * 3
    works = list(xai.works.values())
    assert len(works) == 3
    for earlier, later in pairwise(works):
        assert earlier.fetches == 1
        assert earlier.fetched_at <= later.ordered_at


def test_weights_share_the_tasks(make_server: Any, xai: XaiDouble, tmp_path: Path) -> None:
    engines = {name: engine_settings(XAI, xai, name, tmp_path) for name in ("film", "slow")}
    routes = [{"engine": "film", "weight": 1}, {"engine": "slow", "weight": 1}]
    server = make_server(engines=engines, models={"m": {"routes": routes}}, worker={"slots": 20})
    with server.client(server.customer().key) as client:
        ids = [create(client, "film", model="m")["id"] for _ in range(20)]
        served = [wait_for(client, task_id)["task_info"]["served_by"]["engine"] for task_id in ids]
    assert set(served) == {"film", "slow"}, (
        "20 draws of one half each; both fail to come once in 500,000 runs"
    )
