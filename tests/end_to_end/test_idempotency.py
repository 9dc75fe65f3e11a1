"""`Idempotency-Key`: whatever a client repeats, it is one task and one charge."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from end_to_end.server import Server, assert_error

PATH = "/v1/videos/generations"
BODY = {"model": "veo3.1-pro", "prompt": "film"}


def test_the_same_key_and_body_give_the_first_answer(client: httpx2.Client) -> None:
    first = client.post(PATH, json=BODY, headers={"idempotency-key": "a"})
    again = client.post(PATH, json=BODY, headers={"idempotency-key": "a"})
    assert again.content == first.content
    assert client.get("/v1/credits").json()["balance"] == 1000 - 25.7
    assert client.post(PATH, json=BODY, headers={"idempotency-key": "b"}).json()["id"] != first.json()["id"]


def test_the_same_key_with_another_body_is_a_400(client: httpx2.Client) -> None:
    client.post(PATH, json=BODY, headers={"idempotency-key": "a"})
    answer = client.post(PATH, json=BODY | {"prompt": "other"}, headers={"idempotency-key": "a"})
    assert_error(answer, 400, "invalid_request_error", "Idempotency-Key")


def test_another_account_may_use_the_same_key(server: Server, client: httpx2.Client) -> None:
    first = client.post(PATH, json=BODY, headers={"idempotency-key": "a"}).json()
    with server.client(server.customer().key) as other:
        assert other.post(PATH, json=BODY, headers={"idempotency-key": "a"}).json()["id"] != first["id"]


def test_twenty_at_once_are_one_task(client: httpx2.Client) -> None:
    def post(_: int) -> str:
        answer = client.post(PATH, json=BODY, headers={"idempotency-key": "race"})
        assert answer.status_code == 200
        return str(answer.json()["id"])

    with ThreadPoolExecutor(20) as pool:
        assert len(set(pool.map(post, range(20)))) == 1
    assert len(client.get("/v1/tasks").json()["data"]) == 1


def test_a_refused_request_can_be_repeated_with_its_key(server: Server) -> None:
    poor = server.customer(credits=1)
    with server.client(poor.key) as client:
        for _ in range(2):
            assert_error(
                client.post(PATH, json=BODY, headers={"idempotency-key": "a"}),
                402,
                "insufficient_quota_error",
            )


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_of_the_wrong_form_is_a_400(client: httpx2.Client, key: str) -> None:
    answer = client.post(PATH, json=BODY, headers={"idempotency-key": key})
    assert_error(answer, 400, "invalid_request_error", "Idempotency-Key")
