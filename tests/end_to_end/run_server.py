"""Runs a real process for the tests: `run_server.py SETTINGS.json ROLE`; prints a line when it is ready."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from end_to_end.deaths import arm
from filmgate.serve import Role, serve
from filmgate.settings import FilmgateSettings
from filmgate.work import work

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(name)s %(message)s")
    if "DIE_AT" in os.environ:
        arm(os.environ["DIE_AT"], Path(sys.argv[1]).with_name("died"))
    settings = FilmgateSettings.model_validate_json(Path(sys.argv[1]).read_text())
    if sys.argv[2] == "worker":
        sys.exit(work(settings, on_ready=lambda: print("working", flush=True)))
    sys.exit(serve(settings, role=Role(sys.argv[2]), on_ready=lambda url: print(url, flush=True)))
