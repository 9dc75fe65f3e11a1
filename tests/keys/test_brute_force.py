"""Guessing keys and passwords: nothing is learnt from how long an answer takes, and passwords cost time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from sqlalchemy import event

from customers import NOW_MS, Customer
from filmgate.db.database import Database
from filmgate.errors import AuthenticationFailed
from filmgate.ids import new_task_id
from filmgate.keys.admin_password import FILE_NAME, is_admin_password, set_admin_password
from filmgate.keys.authenticate import authenticate
from filmgate.keys.mint import KEY_PREFIX, hash_secret, mint_key
from filmgate.keys.revoke import revoke_key
from filmgate.settings import FilmgateSettings
from filmgate.tasks.task import read_task

Statements = Callable[[Callable[[Any], object]], list[str]]


@pytest.fixture
def statements(database: Database) -> Statements:
    """What a function asks the database, in its words but without its values."""

    def asked(work: Callable[[Any], object]) -> list[str]:
        heard: list[str] = []

        def read(connection: Any) -> None:
            def hear(*args: Any) -> None:
                heard.append(args[2])

            event.listen(connection, "before_cursor_execute", hear)
            try:
                work(connection)
            except AuthenticationFailed:
                heard.append("refused")
            finally:
                event.remove(connection, "before_cursor_execute", hear)

        database.read_now(read)
        return heard

    return asked


def test_every_refused_key_takes_the_same_work(
    database: Database, customer: Customer, statements: Statements
) -> None:
    def mint(**limits: Any) -> str:
        return database.write_now(
            lambda connection: mint_key(
                connection, account_id=customer.account_id, name="x", now_ms=NOW_MS, **limits
            )
        ).secret

    expired, revoked = mint(expires_at_ms=NOW_MS - 1), mint()
    prefix = revoked[: len(KEY_PREFIX) + 4]
    database.write_now(lambda connection: revoke_key(connection, prefix, NOW_MS))
    living = customer.key.secret
    tokens = [
        expired,
        revoked,
        "x",
        "",
        living[:-1],
        living + "0",
        living[:-1] + "z",
        living.upper(),
        "é" * 9999,
    ]
    works = [
        statements(lambda connection, token=token: authenticate(connection, token, NOW_MS))
        for token in tokens
    ]
    assert all(work == works[0] for work in works)
    assert works[0][-1] == "refused"
    right = statements(lambda connection: authenticate(connection, living, NOW_MS))
    assert right == works[0][:-1]


def test_keys_are_found_by_a_digest_of_all_of_them(customer: Customer) -> None:
    """No comparison of secrets, of which one could measure how far it came."""
    living = customer.key.secret
    assert len(hash_secret(living)) == 32
    assert hash_secret(living) != hash_secret(living[:-1])
    assert len(living) - len(KEY_PREFIX) - 4 == 40  # 160 random bits in hexadecimal


def test_a_task_of_another_account_takes_the_work_of_none(customer: Customer, statements: Statements) -> None:
    task_id = customer.create()
    theirs = statements(lambda connection: read_task(connection, task_id, "acct_other"))
    none = statements(lambda connection: read_task(connection, new_task_id(NOW_MS // 1000), "acct_other"))
    assert theirs == none


def test_a_password_costs_what_owasp_asks_for(tmp_path: Path) -> None:
    """Argon2id with 19 MiB and two passes at least (OWASP, Password Storage Cheat Sheet)."""
    hashed = set_admin_password(tmp_path, "correct horse battery").read_text().strip()
    cost = extract_parameters(hashed)
    assert cost.type is Type.ID
    assert cost.memory_cost >= 19 * 1024
    assert cost.time_cost >= 2
    assert cost.salt_len >= 16
    assert hashed != set_admin_password(tmp_path / "other", "correct horse battery").read_text().strip()


@pytest.mark.parametrize(
    "hashed",
    [
        "",
        "garbage",
        "$argon2id$v=19$m=65536,t=3,p=4$AAAA$AAAA",
        "$argon2id$v=19$m=1,t=0,p=0$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNo",
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
    ],
)
@pytest.mark.parametrize("password", ["", "x", "garbage", "\0", "x" * 100_000])
def test_a_broken_hash_opens_nothing(tmp_path: Path, hashed: str, password: str) -> None:
    (tmp_path / FILE_NAME).write_text(hashed + "\n")
    assert not is_admin_password(FilmgateSettings(data_dir=tmp_path), password)
