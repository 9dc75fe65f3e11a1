"""Runs a real process for the tests: `run_server.py SETTINGS.json ROLE`; prints a line when it is ready."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from end_to_end.deaths import arm
from filmgate import surroundings
from filmgate.clock import system_clock
from filmgate.serve import Role, serve
from filmgate.settings import FilmgateSettings
from filmgate.telemetry.logs import set_up_log
from filmgate.work import work


def wrong_clock(file: Path) -> int:
    """The time, wrong by what stands in the file."""
    return system_clock() + (int(file.read_text()) if file.exists() else 0)


if __name__ == "__main__":
    if "DIE_AT" in os.environ:
        arm(os.environ["DIE_AT"], Path(sys.argv[1]).with_name("died"))
    if "CLOCK" in os.environ:
        surroundings.system_clock = partial(wrong_clock, Path(os.environ["CLOCK"]))
    settings = FilmgateSettings.model_validate_json(Path(sys.argv[1]).read_text())
    set_up_log(settings.log_level, settings.log_format)
    if sys.argv[2] == "worker":
        sys.exit(work(settings, on_ready=lambda: print("working", flush=True)))
    sys.exit(serve(settings, role=Role(sys.argv[2]), on_ready=lambda url: print(url, flush=True)))
