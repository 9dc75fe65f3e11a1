"""What really goes over the wire: pictures as vetted bytes, first and last, seed and negative prompt; and what a model
that cannot do something says."""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from doubles.upstream import Double, Work
from end_to_end.contracts import CONTRACTS, doubles, engine_settings
from end_to_end.server import Server, assert_error, create, wait_for

MAX_IMAGES = dict.fromkeys(CONTRACTS, 1) | dict.fromkeys(
    ("unified", "lightx2v", "xinference", "vertex", "vertex-key"), 2
)
MAX_IMAGES["seed"] = 0
TAKES_SEED = set(CONTRACTS) - {"openai", "litellm", "xai", "seed"}
TAKES_NEGATIVE = TAKES_SEED - {"omni"}


@dataclass
class World:
    running: dict[str, Double]
    client: httpx2.Client
    picture: str

    def made(self, name: str, **fields: Any) -> Work:
        """The order that came of a request, whose film must have come."""
        before = set(self.running[name].works)
        task = wait_for(self.client, create(self.client, "a film", model=name, **fields)["id"])
        assert task["status"] == "completed", task
        (new,) = set(self.running[name].works) - before
        return self.running[name].works[new]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, film: Path, upload_png: bytes) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("requests")
    with doubles(film) as running:
        engines = {
            name: engine_settings(each, running[name], "film", folder) for name, each in CONTRACTS.items()
        }
        models = {name: {"engine": name, "durations_seconds": [4, 8]} for name in CONTRACTS}
        server = Server(
            folder / "server", film, {"engines": engines, "models": models, "worker": {"slots": 4}}
        )
        server.start()
        with server.client(server.customer(credits=10_000).key) as client:
            kept = client.post("/v1/files", files={"file": ("a.png", upload_png, "image/png")}).json()
            yield World(running, client, kept["url"])
        assert {name: double.problems for name, double in running.items() if double.problems} == {}
        server.stop()
        assert server.verify() == []


def pictures_of(double: Double, work: Work) -> list[bytes]:
    """Every picture that stands in an order, in whatever form."""
    found = list(work.files.values())
    found += (
        getattr(double, "uploads", [])[-len(work.wanted.get("image_urls") or ()) :]
        if work.wanted.get("image_urls")
        else []
    )

    def look(value: Any) -> None:
        match value:
            case dict():
                for each in value.values():
                    look(each)
            case list():
                for each in value:
                    look(each)
            case str() if value.startswith("[{"):
                look(json.loads(value))
            case str() if len(value) > 100:
                with contextlib.suppress(binascii.Error):
                    data = base64.b64decode(value.partition("base64,")[2] or value)
                    if data.startswith(b"\x89PNG"):
                        found.append(data)

    look({name: value for name, value in work.wanted.items() if name != "image_urls"})
    return found


@pytest.mark.parametrize("name", CONTRACTS)
def test_pictures_go_as_bytes(world: World, name: str) -> None:
    for count in range(1, MAX_IMAGES[name] + 1):
        work = world.made(name, image_urls=[world.picture] * count, duration=8)
        assert len(pictures_of(world.running[name], work)) == count
        assert world.picture not in json.dumps(work.wanted)
    refused = world.client.post(
        "/v1/videos/generations",
        json={"model": name, "prompt": "x", "image_urls": [world.picture] * (MAX_IMAGES[name] + 1)},
    )
    if MAX_IMAGES[name] < 2:
        error = assert_error(refused, 400, "invalid_request_error", "image_urls")
        assert name in error["message"]


@pytest.mark.parametrize("name", CONTRACTS)
def test_seed_and_negative_prompt(world: World, name: str) -> None:
    if name in TAKES_SEED:
        wanted = json.dumps(world.made(name, seed=12345).wanted)
        assert "12345" in wanted
    else:
        body = {"model": name, "prompt": "x", "seed": 12345}
        assert_error(
            world.client.post("/v1/videos/generations", json=body), 400, "invalid_request_error", "seed"
        )
    if name in TAKES_NEGATIVE:
        assert "no rain please" in json.dumps(world.made(name, negative_prompt="no rain please").wanted)
    else:
        body = {"model": name, "prompt": "x", "negative_prompt": "rain"}
        refused = world.client.post("/v1/videos/generations", json=body)
        assert_error(refused, 400, "invalid_request_error", "negative_prompt")


def test_length_between_two_frames(world: World) -> None:
    """Veo makes eight seconds only between a first and a last frame."""
    body = {"model": "vertex", "prompt": "x", "image_urls": [world.picture] * 2, "duration": 4}
    error = assert_error(
        world.client.post("/v1/videos/generations", json=body), 400, "invalid_request_error", "duration"
    )
    assert error["fallback_suggestion"] == "use duration 8 seconds, or send one image"


def test_the_models_list_says_so(world: World) -> None:
    able = {model["id"]: model["capabilities"] for model in world.client.get("/v1/models").json()["data"]}
    assert {name: able[name]["max_images"] for name in CONTRACTS} == MAX_IMAGES
    assert {name for name in CONTRACTS if able[name]["seed"]} == TAKES_SEED
    assert {name for name in CONTRACTS if able[name]["negative_prompt"]} == TAKES_NEGATIVE
    assert able["vertex"]["last_frame_durations"] == [8]
    assert {name for name in CONTRACTS if able[name]["cancel_while_running"]} == {
        "vllm-omni",
        "unified",
        "lightx2v",
        "xinference",
        "omni",
    }


def test_portrait(world: World) -> None:
    assert world.made("sglang", aspect_ratio="9:16").wanted["size"] == "720x1280"
    assert world.made("lightx2v", aspect_ratio="9:16").wanted["size"] == [1280, 720]
    assert world.made("xai", aspect_ratio="9:16").wanted["aspect_ratio"] == "9:16"
