"""One minute of the soak; ten are run by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).parents[2] / "bench" / "soak.py"


@pytest.mark.timeout(480)
def test_a_minute_of_blows_loses_nothing() -> None:
    run = subprocess.run(
        [sys.executable, str(SOAK), "--seconds", "60", "--kill-every", "3", "--rate", "3"],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    accepted = next(line for line in run.stdout.splitlines() if line.startswith("accepted "))
    assert int(accepted.split()[1]) > 100
