"""The units, judged by systemd itself where it is installed."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNITS = sorted((Path(__file__).parents[2] / "deploy" / "systemd").glob("*.service"))
EXPOSURE = 20
"""Tenths of systemd's scale from 0 (nothing can be done) to 10: what is accepted at most."""


def command(unit: Path) -> list[str]:
    found = re.search(r"^ExecStart=/opt/filmgate/bin/filmgate (.+)$", unit.read_text(), re.MULTILINE)
    assert found is not None
    return found[1].split()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_a_command_that_exists_as_a_user_without_rights(unit: Path) -> None:
    filmgate = Path(sys.executable).with_name("filmgate")
    subprocess.run([filmgate, *command(unit), "--help"], capture_output=True, check=True)
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(unit)
    service = read["Service"]
    assert service["User"] == "filmgate"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert int(service["TimeoutStopSec"]) > 20 + 10


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_accepts_it(unit: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("this machine has no systemd-analyze")
    here = tmp_path / unit.name
    here.write_text(unit.read_text().replace("/opt/filmgate/bin/filmgate", sys.executable))
    verified = subprocess.run([analyze, "verify", here], capture_output=True, text=True, check=False)
    complaints = [line for line in verified.stderr.splitlines() if unit.name in line]
    assert complaints == []
    judged = subprocess.run(
        [analyze, "security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager", here],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.returncode == 0, judged.stdout
