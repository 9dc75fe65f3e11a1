"""What a key may do, and how fast."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from end_to_end.server import Server, assert_error, create
from filmgate.clock import system_clock
from filmgate.db.sqlite import open_sqlite
from filmgate.keys.revoke import revoke_key


def test_a_revoked_key_is_refused_at_once(server: Server) -> None:
    customer = server.customer()
    with server.client(customer.key) as client:
        assert client.get("/v1/credits").status_code == 200
        database = open_sqlite(server.folder / "filmgate.db")
        database.write_now(lambda connection: revoke_key(connection, customer.key_id, system_clock()))
        database.close()
        assert_error(client.get("/v1/credits"), 401, "authentication_error")


def test_an_expired_key_is_refused(server: Server) -> None:
    customer = server.customer(expires_at_ms=system_clock() + 700)
    with server.client(customer.key) as client:
        assert client.get("/v1/credits").status_code == 200
        time.sleep(0.8)
        assert_error(client.get("/v1/credits"), 401, "authentication_error")


def test_tasks_at_once(server: Server) -> None:
    customer = server.customer(tasks_at_once=2)
    with server.client(customer.key) as client:
        running = [create(client, "hang")["id"] for _ in range(2)]
        answer = client.post("/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"})
        error = assert_error(answer, 429, "rate_limit_error")
        assert error["fallback_suggestion"] == f"retry after {answer.headers['retry-after']} seconds"
        client.post(f"/v1/tasks/{running[0]}/cancel")
        create(client)
        client.post(f"/v1/tasks/{running[1]}/cancel")


def test_a_group_pays_its_price(make_server) -> None:  # type: ignore[no-untyped-def]
    server = make_server(groups={"default": {}, "friends": {"price_multiplier": "0.5"}})
    with server.client(server.customer(group="friends").key) as client:
        usage = create(client)["usage"]
        assert (usage["credits_reserved"], usage["user_group"]) == (12.85, "friends")
        assert client.get("/v1/models").json()["data"][0]["pricing"]["credits"] == 12.85


def test_two_hundred_creates_at_once_against_credit_for_ten(server: Server) -> None:
    customer = server.customer(credits=257)
    with server.client(customer.key) as client, ThreadPoolExecutor(32) as pool:
        statuses = list(
            pool.map(
                lambda _: (
                    client.post(
                        "/v1/videos/generations", json={"model": "veo3.1-pro", "prompt": "film"}
                    ).status_code
                ),
                range(200),
            )
        )
        assert statuses.count(200) == 10
        assert statuses.count(402) == 190
        assert client.get("/v1/credits").json()["balance"] == 0
