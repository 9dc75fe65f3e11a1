"""Each exit code, once for people and once for programs."""

from __future__ import annotations

from dataclasses import dataclass

from cli.shell import Answer, Shell, interrupt
from end_to_end.server import Server


@dataclass(frozen=True)
class Told:
    """The same command without and with `--json`."""

    box: Answer
    error: dict[str, object]


def refused(shell: Shell, *arguments: str, exits: int) -> Told:
    """Run it both ways; the box goes to standard error, the object to standard output."""
    box, as_json = shell.run_at_once(arguments, (*arguments, "--json"), exits=exits)
    assert box.out == ""
    assert "- Error -" in box.err
    assert as_json.err == ""
    return Told(box, as_json.json["error"])


def test_0_is_success(user: Shell) -> None:
    assert user.run("credits", "show", "--json").json["balance"] == 1000


def test_1_is_a_failed_task(user: Shell) -> None:
    told = refused(user, "generate", "fail image_processing_error", exits=1)
    assert told.error["code"] == "image_processing_error"


def test_2_is_a_request_that_will_be_refused_again(user: Shell) -> None:
    told = refused(user, "generate", "film", "--model", "veo3.1-fats", exits=2)
    assert "→ veo3.1-fast" in told.box.err
    assert (told.error["code"], told.error["param"]) == (404, "model")
    assert told.error["fallback_suggestion"] == "veo3.1-fast"


def test_3_is_a_key_that_is_refused_or_missing(shell: Shell, server: Server) -> None:
    missing = refused(shell, "models", exits=3)
    assert missing.error["type"] == "authentication_error"
    assert "keys create --name me --credits 1000 --save" in missing.box.err
    shell.variables |= {"FILMGATE_API_KEY": "fg_live_nobody", "FILMGATE_BASE_URL": server.base_url}
    assert refused(shell, "models", exits=3).error["code"] == 401


def test_4_is_too_few_credits(shell: Shell, server: Server) -> None:
    key = server.customer(credits=1).key
    shell.variables |= {"FILMGATE_API_KEY": key, "FILMGATE_BASE_URL": server.base_url}
    told = refused(shell, "generate", "film", exits=4)
    assert told.error["type"] == "insufficient_quota_error"
    assert "→ " in told.box.err


def test_5_is_for_what_may_work_later(shell: Shell, server: Server) -> None:
    key = server.customer(requests_per_minute=1).key
    shell.variables |= {"FILMGATE_API_KEY": key, "FILMGATE_BASE_URL": server.base_url}
    shell.run("models")
    told = refused(shell, "models", exits=5)
    assert told.error["code"] == 429
    assert "retry after" in str(told.error["fallback_suggestion"])
    shell.variables["FILMGATE_BASE_URL"] = "http://127.0.0.1:1"
    told = refused(shell, "models", exits=5)
    assert told.error["type"] == "connection_error"
    assert "serve" in told.box.err


def test_130_is_an_interruption(user: Shell) -> None:
    task_id = user.run("generate", "wait 10", "--no-wait").out.strip()
    answer = interrupt(user.start("tasks", "wait", task_id))
    assert answer.exit_code == 130
    assert f"tasks wait {task_id}" in answer.err


def test_help_names_them_all(shell: Shell) -> None:
    told = shell.run("--help").out
    for code in ("0 ok", "1 failed", "2 usage", "3 key", "4 no credits", "5 try again", "130 interrupted"):
        assert code in told
