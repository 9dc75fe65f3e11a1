"""What is not about films: health, ids, prefix, models and credits."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from pydantic import ValidationError

from end_to_end.server import Server, create, wait_for
from filmgate.settings import FilmgateSettings


def test_health(server: Server) -> None:
    with server.client() as anyone:
        assert anyone.get("/healthz").json() == {"status": "ok"}
        assert anyone.get("/readyz").json() == {"status": "ready"}


def test_every_answer_has_a_request_id_and_takes_over_a_good_one(client: httpx2.Client) -> None:
    assert client.get("/healthz").headers["x-request-id"].startswith("req_")
    assert client.get("/healthz", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert client.get("/healthz", headers={"x-request-id": "a b"}).headers["x-request-id"].startswith("req_")


def test_models_say_what_they_can_do_and_cost(client: httpx2.Client) -> None:
    models = client.get("/v1/models").json()
    assert models["object"] == "list"
    pro = next(model for model in models["data"] if model["id"] == "veo3.1-pro")
    assert pro["capabilities"] == {
        "aspect_ratios": ["16:9", "9:16"],
        "durations": list(range(1, 13)),
        "max_images": 2,
        "audio": True,
        "seed": True,
        "negative_prompt": True,
        "cancel_while_running": True,
        "resolution": "720p",
        "fps": 24,
    }
    assert pro["pricing"] == {"billing_rule": "per_call", "credits": 25.7, "user_group": "default"}


def test_credits_move_with_the_task(client: httpx2.Client) -> None:
    task_id = create(client, "wait 1")["id"]
    during = client.get("/v1/credits").json()
    assert (during["balance"], during["reserved"], during["spent"]) == (974.3, 25.7, 0)
    wait_for(client, task_id)
    after = client.get("/v1/credits").json()
    assert (after["balance"], after["reserved"], after["spent"]) == (974.3, 0, 25.7)


def test_a_prefix_and_a_public_address_stand_in_every_link(make_server: Any) -> None:
    server = make_server(server={"root_path": "/apiv1", "public_url": "https://video.example.com"})
    key = server.customer(credits=30).key
    # The process listens on a free port that only its log of the operating system knows.
    port = next(c.laddr.port for c in _connections(server) if c.status == "LISTEN")
    with httpx2.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"authorization": f"Bearer {key}"}
    ) as client:
        for prefix in ("", "/apiv1"):
            assert client.get(f"{prefix}/v1/models").status_code == 200
        task_id = client.post(
            "/apiv1/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"}
        ).json()["id"]
        done = wait_for(client, task_id)
        assert done["results"][0].startswith("https://video.example.com/apiv1/files/films/")
        local = done["results"][0].removeprefix("https://video.example.com")
        assert client.get(local).status_code == 200
        refused = client.post("/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"})
        suggestion = refused.json()["error"]["fallback_suggestion"]
        assert suggestion == "https://video.example.com/apiv1/dashboard/billing"


def _connections(server: Server) -> Any:
    import psutil

    assert server.process is not None
    return psutil.Process(server.process.pid).net_connections("tcp")


@pytest.mark.parametrize("address", ["/dashboard/billing", "/dashboard/keys"])
def test_the_addresses_that_errors_point_to_say_what_to_do(server: Server, address: str) -> None:
    with server.client() as anyone:
        answer = anyone.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
        assert "filmgate" in answer.text


def test_the_operator_may_name_another_place_for_more_credits(make_server: Any) -> None:
    server = make_server(server={"billing_url": "https://pay.example.com/credits"})
    with server.client(server.customer(credits=0).key) as poor:
        answer = poor.post("/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"})
        assert answer.json()["error"]["fallback_suggestion"] == "https://pay.example.com/credits"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("root_path", "apiv1"),
        ("root_path", "/apiv1/"),
        ("public_url", "video.example.com"),
        ("public_url", "https://"),
    ],
)
def test_addresses_that_would_break_links_are_refused_at_the_start(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match=name):
        FilmgateSettings.model_validate({"server": {name: value}})
