"""The command line as people use it: every command a process of its own, at home in a temporary folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from end_to_end.server import TESTS

FILMGATE = (sys.executable, "-m", "filmgate.cli")


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as the one line of JSON that it must be."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Standard output as the table that it must be."""
        columns, *rows = (line.split("\t") for line in self.out.splitlines())
        return [dict(zip(columns, row, strict=True)) for row in rows]


@dataclass
class Shell:
    """Where commands are typed: a home, which is also the working folder, and variables."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home.mkdir(exist_ok=True)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the real user's but the way to the programs."""
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(TESTS),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "COLUMNS": "300",
            **self.variables,
        }

    def run(self, *arguments: str | Path, input: str = "", exits: int = 0, **variables: str) -> Answer:
        """Run a command that must end with this exit code, and without a traceback."""
        return _end_of(self.start(*arguments, **variables), input, exits)

    def run_at_once(self, *commands: Sequence[str | Path], exits: int = 0, **variables: str) -> list[Answer]:
        """As `run`, several side by side."""
        processes = [self.start(*command, **variables) for command in commands]
        return [_end_of(process, "", exits) for process in processes]

    def start(self, *arguments: str | Path, **variables: str) -> subprocess.Popen[str]:
        """Start a command and let it run."""
        return subprocess.Popen(
            [*FILMGATE, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.home,
            env={**self.environment, **variables},
        )


def _end_of(process: subprocess.Popen[str], input: str, exits: int) -> Answer:
    out, err = process.communicate(input, timeout=60)
    assert "Traceback" not in err + out, err
    assert process.returncode == exits, out + err
    return Answer(process.returncode, out, err)


def interrupt(process: subprocess.Popen[str]) -> Answer:
    """Press Ctrl+C as soon as the command tells of its task on standard error."""
    assert process.stderr is not None
    watchdog = threading.Timer(30, process.kill)
    watchdog.start()
    said = process.stderr.readline()
    assert said.startswith("task-unified-"), said + process.communicate()[1]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    watchdog.cancel()
    return Answer(process.returncode, out, said + err)
