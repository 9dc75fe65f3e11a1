"""API keys: shown once, stored as a hash, refused when they have ended."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select

from customers import NOW_MS, Customer
from filmgate.db.database import Database
from filmgate.db.tables import keys
from filmgate.errors import AuthenticationFailed, PermissionDenied
from filmgate.keys.authenticate import Principal, authenticate
from filmgate.keys.listing import list_keys
from filmgate.keys.mint import MintedKey, mint_key
from filmgate.keys.revoke import revoke_key


def mint(customer: Customer, **limits: object) -> MintedKey:
    return customer.database.write_now(
        lambda connection: mint_key(
            connection,
            account_id=customer.account_id,
            name="k",
            now_ms=NOW_MS,
            **limits,  # type: ignore[arg-type]
        )
    )


def who(database: Database, token: str, now_ms: int = NOW_MS) -> Principal:
    return database.read_now(lambda connection: authenticate(connection, token, now_ms))


def test_only_a_hash_the_prefix_and_the_last_four_are_kept(database: Database, customer: Customer) -> None:
    key = mint(customer)
    row = database.read_now(
        lambda connection: connection.execute(select(keys).where(keys.c.id == key.id)).one()
    )
    assert row.sha256 == hashlib.sha256(key.secret.encode()).digest()
    assert key.secret.startswith(row.prefix)
    assert key.secret.endswith(row.last_four)
    assert len(row.prefix) + 4 < len(key.secret) / 2
    assert key.secret not in repr(tuple(row))


def test_a_key_brings_its_limits(database: Database, customer: Customer) -> None:
    key = mint(customer, group="pro", models=["a"], requests_per_minute=3, tasks_at_once=2)
    assert who(database, key.secret) == Principal(key.id, customer.account_id, "pro", ("a",), 3, 2)
    assert who(database, customer.key.secret).user_group == "default"


def test_models_that_a_key_does_not_name_are_refused(database: Database, customer: Customer) -> None:
    principal = who(database, mint(customer, models=["a"]).secret)
    principal.require_model("a")
    with pytest.raises(PermissionDenied) as told:
        principal.require_model("b")
    assert (told.value.param, told.value.fallback_suggestion) == ("model", "this key may use: a")
    who(database, customer.key.secret).require_model("anything")


def test_unknown_revoked_and_expired_keys_are_told_apart_by_nothing(
    database: Database, customer: Customer
) -> None:
    revoked, expiring = mint(customer), mint(customer, expires_at_ms=NOW_MS + 1)
    assert database.write_now(lambda connection: revoke_key(connection, revoked.id, NOW_MS))
    assert not database.write_now(lambda connection: revoke_key(connection, revoked.id, NOW_MS))
    assert who(database, expiring.secret)
    told = set()
    for token, now_ms in (
        (revoked.secret, NOW_MS),
        (expiring.secret, NOW_MS + 1),
        ("fg_live_x", NOW_MS),
        ("", NOW_MS),
    ):
        with pytest.raises(AuthenticationFailed) as refused:
            who(database, token, now_ms)
        told.add(str(refused.value))
    assert len(told) == 1


def test_the_list_shows_no_secret(database: Database, customer: Customer) -> None:
    key = mint(customer)
    listed = database.read_now(lambda connection: list_keys(connection, customer.account_id))
    assert {row.id for row in listed} == {customer.key.id, key.id}
    assert key.secret not in repr(listed)
