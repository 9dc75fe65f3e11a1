"""`filmgate audit` after an operator's day."""

from __future__ import annotations

from cli.shell import Shell


def test_keys_credits_and_admin_actions_are_listed_without_secrets(shell: Shell) -> None:
    shell.variables |= {"FILMGATE_DATA_DIR": "data"}
    made = shell.run(
        "keys", "create", "--name", "ann\x1b[31m", "--credits", "100", "--models", "veo3.1-pro", "--json"
    ).json
    shell.run("credits", "grant", made["account"], "25.7", "--note", "invoice 17")
    shell.run("keys", "revoke", made["id"])
    shell.run("keys", "revoke", made["id"], exits=2)
    shell.run("admin", "rotate-link-key")
    shell.run("admin", "set-password", input="correct horse battery staple\n")
    told = shell.run("audit", "--json").json["data"]
    assert [entry["action"] for entry in told] == [
        "admin_password.set",
        "link_key.rotate",
        "key.revoke",
        "credits.grant",
        "key.create",
        "credits.grant",
        "account.create",
    ]
    assert told[3]["target"] == made["account"]
    assert told[3]["details"] == {"credits": 25.7, "note": "invoice 17"}
    assert told[4]["details"]["models"] == ["veo3.1-pro"]
    assert {entry["actor"]["kind"] for entry in told} == {"cli"}

    shown = shell.run("audit")
    assert "ann\\x1b[31m" in shown.out
    for secret in ("\x1b", made["key"], made["callback_secret"], "battery"):
        assert secret not in shown.out + str(told), secret
    assert [row["TARGET"] for row in shell.run("audit", "--action", "key").rows] == [made["id"], made["id"]]
    assert shell.run("audit", "--days", "0").rows == []


def test_without_data_there_is_no_log(shell: Shell) -> None:
    shell.run("admin", "set-password", "--data", "data", input="correct horse battery staple\n")
    assert "no filmgate data" in shell.run("audit", "--data", "data", exits=2).err
