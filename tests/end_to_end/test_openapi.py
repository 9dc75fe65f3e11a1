"""Schemathesis sends whatever the OpenAPI document allows, and more; every answer must be one that it declares."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from end_to_end.server import Server

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = [
    ("post", "/v1/videos/generations"),
    ("get", "/v1/tasks"),
    ("get", "/v1/tasks/{task_id}"),
    ("post", "/v1/tasks/{task_id}/cancel"),
    ("get", "/v1/models"),
    ("get", "/v1/credits"),
    ("post", "/v1/files"),
]
STREAM = ("get", "/v1/tasks/{task_id}/events")
"""It does not end by itself, so it is read in `test_tasks.py`."""


@pytest.fixture(scope="module")
def document(server: Server) -> dict[str, Any]:
    with server.client() as client:
        described: dict[str, Any] = client.get("/openapi.json").json()
    return described


@pytest.fixture(scope="module")
def key(server: Server) -> str:
    return server.customer(10_000_000, requests_per_minute=1_000_000).key


def test_every_operation_is_tried(document: dict[str, Any]) -> None:
    described = {(method, path) for path, methods in document["paths"].items() for method in methods}
    assert described == {*OPERATIONS, STREAM}
    assert document["openapi"].startswith("3.1")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_a_declared_one(
    server: Server, document: dict[str, Any], key: str, method: str, path: str
) -> None:
    operation = schemathesis.openapi.from_dict(document)[path][method]

    @given(case=operation.as_strategy())
    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def try_it(case: schemathesis.Case) -> None:
        case.call_and_validate(
            base_url=server.base_url, headers={"Authorization": f"Bearer {key}"}, checks=CHECKS, timeout=30
        )

    try_it()


def test_answers_lead_on_and_every_answer_is_a_declared_one(
    server: Server, document: dict[str, Any], key: str, upload_png: bytes
) -> None:
    """Stateful: tasks that were created are queried, watched and cancelled, pictures that went up are used."""
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=server.base_url)
    followed: Counter[tuple[str, int]] = Counter()

    class Workflow(schema.as_state_machine()):  # type: ignore[misc]
        def before_call(self, case: schemathesis.Case) -> None:
            path, positive = (
                case.operation.path,
                case.meta is not None and case.meta.generation.mode.is_positive,
            )
            if path == "/v1/files" and positive:
                case.body = {"file": upload_png}  # random bytes are no picture, and would lead nowhere
            if path == STREAM[1]:  # it ends with its task, for which a busy machine may take long
                with server.client(key) as client:
                    client.post(
                        "/v1/tasks/" + quote(str(case.path_parameters["task_id"]), safe="") + "/cancel"
                    )

        def get_call_kwargs(self, case: schemathesis.Case) -> dict[str, Any]:
            return {"headers": {"Authorization": f"Bearer {key}"}, "timeout": 30}

        def validate_response(self, response: Any, case: schemathesis.Case, **_: Any) -> None:
            case.validate_response(response, checks=CHECKS)
            followed[case.operation.definition.raw["operationId"], response.status_code] += 1

    Workflow.run(
        settings=settings(
            max_examples=25,
            stateful_step_count=8,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
    )
    # Only who follows a link gets these.
    for operation in ("getTask", "watchTask", "cancelTask", "createVideoGeneration", "uploadFile"):
        assert followed[operation, 200], followed


def test_every_link_leads_to_an_operation(document: dict[str, Any]) -> None:
    operations = {
        operation["operationId"]: operation
        for path in document["paths"].values()
        for operation in path.values()
    }
    links = [
        link
        for operation in operations.values()
        for answer in operation["responses"].values()
        for link in answer.get("links", {}).values()
    ]
    assert len(links) >= 6
    for link in links:
        parameters = {
            parameter["name"] for parameter in operations[link["operationId"]].get("parameters", [])
        }
        assert set(link.get("parameters", {})) <= parameters


def test_without_a_key_every_operation_is_a_401(server: Server, document: dict[str, Any]) -> None:
    with server.client() as client:
        for method, path in (*OPERATIONS, STREAM):
            answer: httpx2.Response = client.request(method, path.replace("{task_id}", "x"))
            assert answer.status_code == 401, (method, path)
            assert "bearerAuth" in document["paths"][path][method]["security"][0]
