"""`filmgate doctor` as an operator uses it."""

from __future__ import annotations

import json

from cli.shell import Shell


def test_a_fresh_installation_is_sound(shell: Shell) -> None:
    shell.run("keys", "create", "--data", "data")
    answer = shell.run("doctor", "--data", "data", FILMGATE_SERVER__PORT="0")
    assert "0 problems" in answer.err
    told = shell.run("doctor", "--data", "data", "--json", FILMGATE_SERVER__PORT="0").json
    assert told["ok"] is True
    assert {check["state"] for check in told["checks"]} == {"ok"}
    assert {"books", "encoder", "storage", "tasks"} <= {check["name"] for check in told["checks"]}


def test_what_is_wrong_is_said_with_how_to_mend_it(shell: Shell) -> None:
    shell.run("keys", "create", "--data", "data")
    (shell.home / "data" / "link-keys.json").write_text("nonsense")
    answer = shell.run(
        "doctor", "--data", "data", exits=1, FILMGATE_SERVER__HOST="0.0.0.0", FILMGATE_SERVER__PORT="0"
    )
    assert "XX  link keys: " in answer.out
    assert "XX  admin password: " in answer.out
    assert "admin set-password" in answer.out
    assert "2 problems" in answer.err


def test_without_data_it_says_so(shell: Shell) -> None:
    told = json.loads(shell.run("doctor", "--data", "nothing", "--json", exits=1).out)
    assert told["ok"] is False
    assert {check["name"] for check in told["checks"] if check["state"] == "problem"} == {
        "data folder",
        "database",
    }
    assert not (shell.home / "nothing").exists()
