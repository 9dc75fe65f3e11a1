"""`filmgate doctor`: what can go wrong here, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from filmgate.cli.here import as_typed_here
from filmgate.cli.local_data import read_settings
from filmgate.cli.options import ConfigOption, DataOption, JsonOption
from filmgate.cli.problem import ExitCode
from filmgate.cli.terminal import answer, print_json, say

if TYPE_CHECKING:
    from filmgate.doctor.finding import Finding

_SIGNS = {"ok": "ok", "warning": "!!", "problem": "XX"}


def doctor(data: DataOption = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Check this machine, its data and its settings, and say how to mend what is wrong; exit code 1 if anything is."""
    from filmgate.clock import system_clock
    from filmgate.doctor.examine import examine
    from filmgate.telemetry.printable import printable

    settings = read_settings(config, data)
    findings: dict[str, Finding] = {}
    for name, finding in examine(settings, system_clock):
        findings[name] = finding
        if not as_json:
            answer(f"{_SIGNS[finding.state]}  {name}: {printable(finding.message)}")
            if finding.mend:
                answer(f"    {as_typed_here(printable(finding.mend))}")
    problems = sum(finding.state == "problem" for finding in findings.values())
    warnings = sum(finding.state == "warning" for finding in findings.values())
    if as_json:
        checks = [
            {"name": name, "state": finding.state, "message": finding.message, "mend": finding.mend or None}
            for name, finding in findings.items()
        ]
        print_json({"ok": not problems, "checks": checks})
    else:
        say(f"{len(findings)} checks, {problems} problems, {warnings} warnings")
    if problems:
        raise typer.Exit(ExitCode.FAILED)
