"""`filmgate serve`: from its greeting to its end."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from cli.shell import Shell

ACTOR = '[models."veo3.1-pro"]\nengine = "doubles.actor:ENGINE"\n[server]\ndrain_seconds = 10\n'


@contextmanager
def served(
    shell: Shell, *arguments: str | Path, **variables: str
) -> Iterator[tuple[dict[str, Any], subprocess.Popen[str]]]:
    """A running `serve --json` on a free port, and what it said of itself."""
    process = shell.start("serve", "--json", "--port", "0", *arguments, **variables)
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        assert line, process.communicate()[1]
        yield json.loads(line), process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_server_greets_serves_and_ends(shell: Shell, film: Path) -> None:
    (shell.home / "filmgate.toml").write_text(ACTOR)
    shell.variables["ACTOR_FILM"] = str(film)
    with served(shell, "--data", "d") as (said, process):
        assert said == {"url": said["url"], "data": str(shell.home / "d"), "pid": process.pid}
        assert httpx2.get(f"{said['url']}/healthz", trust_env=False).status_code == 200

        port = said["url"].rpartition(":")[2]
        in_use, other = shell.run_at_once(
            ("serve", "--data", "d", "--port", "0"),
            ("serve", "--data", "other", "--port", port, "--json"),
            exits=2,
        )
        assert "Another filmgate serves from ~/d" in in_use.err
        assert "name another folder with --data" in in_use.err
        taken = other.json["error"]
        assert taken["message"] == f"Port {port} is in use by another program"
        assert f"--port {int(port) + 1}" in taken["fallback_suggestion"]

        made = shell.run("keys", "create", "--data", "d", "--credits", "30", "--save", "--json").json
        kept = json.loads(Path(made["saved"]).read_text())
        assert kept["base_url"] == said["url"], "the server is where it is, not where the settings say"
        assert kept["start_command"].endswith(f"serve --data {shell.home}/d --port {port}")
        shell.run("generate", "wait 1", "--no-wait")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 0, err
        assert (out, "Traceback" in err) == ("", False)
    data = ("--data", "d", "--json")
    shown, proof = shell.run_at_once(("credits", "show", *data), ("credits", "verify", *data))
    (account,) = shown.json["data"]
    assert (account["spent"], account["reserved"]) == (25.7, 0), "what ran when told to end was finished"
    assert proof.json["ok"]


def test_others_may_reach_it_only_behind_an_admin_password(shell: Shell) -> None:
    data = ("--data", "my data", "--port", "0")
    hosts = ("0.0.0.0", "::", "example.com")
    for refused in shell.run_at_once(*(("serve", "--host", host, *data) for host in hosts), exits=2):
        assert "admin set-password" in refused.err
    weak = shell.run("admin", "set-password", "--data", "my data", input="short\n", exits=2).err
    assert "12 characters" in weak
    told = shell.run("admin", "set-password", "--data", "my data", input="correct horse battery\n")
    assert "correct horse" not in told.out + told.err
    file = shell.home / "my data" / "admin-password"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().startswith("$argon2id$")

    process = shell.start("serve", "--host", "0.0.0.0", *data)
    assert process.stderr is not None
    said = [process.stderr.readline() for _ in range(4)]
    (url,) = re.findall(r"http://127\.0\.0\.1:\d+", said[0])
    assert "data ~/my data" in said[0]
    assert f"{url}/openapi.json" in said[1]
    assert f"keys create --name me --credits 1000 --save --data '{shell.home}/my data'" in said[2]
    assert "Ctrl+C to stop" in said[3]
    assert httpx2.get(f"{url}/healthz", trust_env=False).status_code == 200
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def test_it_listens_only_on_its_own_addresses(shell: Shell) -> None:
    commands = [
        ("serve", "--data", folder, "--port", "0", "--host", host)
        for folder, host in (("a", "203.0.113.7"), ("b", "nobody.invalid"))
    ]
    password = {"FILMGATE_ADMIN__PASSWORD_HASH": "any"}
    for told in shell.run_at_once(*commands, exits=2, **password):
        assert "is no address of this machine" in told.err


def test_a_storage_that_cannot_be_used_is_told_with_its_remedy(shell: Shell) -> None:
    told = shell.run("serve", "--data", "a", "--port", "0", exits=2, FILMGATE_STORAGE__LINKS="presigned")
    assert "A folder cannot hand out presigned links" in told.err
    assert "storage.url" in told.err


def test_link_keys_of_the_settings_are_changed_there(shell: Shell) -> None:
    keys = {"FILMGATE_STORAGE__LINK_KEYS": '["a secret of thirty-two characters"]'}
    told = shell.run("admin", "rotate-link-key", "--data", "a", exits=2, **keys)
    assert "storage.link_keys" in told.err
    assert not (shell.home / "a").exists()
    shown = shell.run("config", "show", "--json", **keys)
    assert shown.json["storage.link_keys"]["value"] == ["********"]
