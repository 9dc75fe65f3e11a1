"""Whatever is typed wrongly is answered with what is wrong and how to mend it, never with a traceback.

The rows stand in `tests/data/bad_commands.json`; `DATA` in them is the folder of a server that runs.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from cli.shell import Answer, Shell
from end_to_end.server import TESTS, Server

ROWS: list[dict[str, Any]] = json.loads((TESTS / "data" / "bad_commands.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Future[Answer]]]:
    """All commands, two at a time, since each is a process of its own."""
    key = server.customer().key
    home = tmp_path_factory.mktemp("typist")
    (home / "latin1.txt").write_bytes("é".encode("latin-1"))
    shell = Shell(home, {"FILMGATE_API_KEY": key, "FILMGATE_BASE_URL": server.base_url})

    def run(row: dict[str, Any]) -> Answer:
        typed = shlex.split(row["type"].replace("DATA", str(server.folder)))
        return shell.run(*typed, exits=row["exit"], **row.get("environment", {}))

    with ThreadPoolExecutor(2) as pool:
        yield [pool.submit(run, row) for row in ROWS]
    assert {path.name for path in home.iterdir()} <= {"latin1.txt", "d"}, "nothing was begun"


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda number: ROWS[number]["type"])
def test_it_is_told_what_is_wrong(answers: list[Future[Answer]], number: int) -> None:
    answer, row = answers[number].result(), ROWS[number]
    if "--json" in row["type"]:
        error = answer.json["error"]
        assert row["says"] in json.dumps(error, ensure_ascii=False)
        assert error["message"]
        assert error["fallback_suggestion"]
        assert answer.err == ""
    else:
        assert row["says"] in answer.err
        assert answer.out == ""
