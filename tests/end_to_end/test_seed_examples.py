"""The seed's own examples, replayed as they stand there."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx2
import jsonschema
import pytest

from end_to_end.server import TESTS, Server, assert_error, wait_for

SCHEMAS = json.loads((TESTS / "data" / "seed_schemas.json").read_text())


def check(schema: str, body: Any) -> None:
    jsonschema.validate(body, SCHEMAS[schema])


def test_text_to_video(client: httpx2.Client) -> None:
    answer = client.post(
        "/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "A cat playing piano"}
    )
    assert answer.status_code == 200
    task = answer.json()
    check("VideoGenerationResponse", task)
    assert set(task) == set(SCHEMAS["VideoGenerationResponse"]["required"])
    assert set(task["task_info"]) == {"can_cancel", "estimated_time", "video_duration"}
    assert task["usage"] == {"billing_rule": "per_call", "credits_reserved": 25.7, "user_group": "default"}
    assert (task["status"], task["progress"], task["model"]) == ("pending", 0, "veo3.1-pro")
    assert re.fullmatch(rf"task-unified-{task['created']}-[a-z0-9]{{8}}", task["id"])

    done = wait_for(client, task["id"])
    check("VideoGenerationResponse", done)
    assert done["status"] == "completed"
    assert done["progress"] == 100
    assert done["usage"]["credits_charged"] == 25.7
    assert done["task_info"]["storyboard"] == {"acted": "A"}
    poster = httpx2.get(done["task_info"]["poster"], trust_env=False)
    assert poster.headers["content-type"] == "image/jpeg"
    assert poster.content[:2] == b"\xff\xd8"
    film = httpx2.get(done["results"][0], trust_env=False)
    assert film.headers["content-type"] == "video/mp4"
    assert film.content[4:8] == b"ftyp"


def test_400_invalid_duration(client: httpx2.Client) -> None:
    answer = client.post(
        "/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film", "duration": 99}
    )
    check("ErrorResponse", answer.json())
    assert answer.json()["error"] == {
        "code": 400,
        "message": "Invalid duration parameter",
        "type": "invalid_request_error",
        "param": "duration",
        "fallback_suggestion": "use duration between 1-12 seconds",
    }


@pytest.mark.parametrize(
    "authorization", [None, "Bearer", "Bearer nope", "Basic abc", "Bearer fg_live_" + "0" * 44]
)
def test_401_invalid_or_expired_token(server: Server, authorization: str | None) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    with server.client() as client:
        answer = client.post(
            "/v1/videos/generations", headers=headers, json={"model": "veo3.1-pro", "prompt": "x"}
        )
    check("ErrorResponse", answer.json())
    assert_error(answer, 401, "authentication_error")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_402_insufficient_quota(server: Server) -> None:
    poor = server.customer(credits=25)
    with server.client(poor.key) as client:
        answer = client.post("/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"})
        check("ErrorResponse", answer.json())
        error = assert_error(answer, 402, "insufficient_quota_error")
        assert error["fallback_suggestion"] == f"{server.base_url}/dashboard/billing"
        assert client.get("/v1/tasks").json()["data"] == []
        assert client.get("/v1/credits").json()["balance"] == 25


def test_403_access_denied_for_this_model(server: Server) -> None:
    limited = server.customer(models=["veo3.1-fast"])
    with server.client(limited.key) as client:
        answer = client.post("/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"})
        check("ErrorResponse", answer.json())
        error = assert_error(answer, 403, "permission_error", "model")
        assert error["message"] == "Access denied for this model"
        assert "veo3.1-fast" in error["fallback_suggestion"]
        assert [model["id"] for model in client.get("/v1/models").json()["data"]] == ["veo3.1-fast"]


def test_404_specified_model_not_found(client: httpx2.Client) -> None:
    answer = client.post("/v1/videos/generations", json={"model": "veo3.1-por", "prompt": "film"})
    check("ErrorResponse", answer.json())
    assert answer.json()["error"] == {
        "code": 404,
        "message": "Specified model not found",
        "type": "not_found_error",
        "param": "model",
        "fallback_suggestion": "veo3.1-pro",
    }


def test_429_rate_limit_exceeded(server: Server) -> None:
    hasty = server.customer(requests_per_minute=3)
    with server.client(hasty.key) as client:
        answers = [client.get("/v1/credits") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    check("ErrorResponse", answers[-1].json())
    error = assert_error(answers[-1], 429, "rate_limit_error")
    assert error["fallback_suggestion"] == f"retry after {answers[-1].headers['retry-after']} seconds"


def test_openapi_holds_the_seeds_operation_schemas_and_examples(client: httpx2.Client) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operation = document["paths"]["/v1/videos/generations"]["post"]
    assert operation["operationId"] == "createVideoGeneration"
    assert set(operation["responses"]) == {
        "200",
        "400",
        "401",
        "402",
        "403",
        "404",
        "413",
        "429",
        "500",
        "502",
        "503",
    }
    body = operation["requestBody"]["content"]["application/json"]
    assert body["examples"]["text_to_video"]["value"] == {
        "model": "veo3.1-pro",
        "prompt": "A cat playing piano",
    }
    for status, answer in operation["responses"].items():
        if status != "200":
            check("ErrorResponse", answer["content"]["application/json"]["example"])
            assert answer["content"]["application/json"]["example"]["error"]["code"] == int(status)
    assert operation["callbacks"]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_openapi_holds_the_seeds_schemas(client: httpx2.Client, name: str) -> None:
    document = client.get("/openapi.json").json()
    holds(SCHEMAS[name], document["components"]["schemas"][name], document)


def holds(seeds: dict[str, Any], ours: dict[str, Any], document: dict[str, Any]) -> None:
    """Whatever the seed says of a schema, ours says too; it may say more."""
    if "$ref" in ours:
        ours = document["components"]["schemas"][ours["$ref"].rpartition("/")[2]]
    if "const" in ours:
        ours = ours | {"enum": [ours["const"]]}
    for keyword, value in seeds.items():
        match keyword:
            case "properties":
                for name, schema in value.items():
                    holds(schema, ours["properties"][name], document)
            case "items":
                holds(value, ours["items"], document)
            case "required":
                assert set(value) <= set(ours["required"])
            case "pattern":
                continue  # the seed shows it by example only
            case _:
                assert ours[keyword] == value, (keyword, ours)
