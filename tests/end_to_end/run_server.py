"""Runs a real server process for the tests: `run_server.py SETTINGS.json`; prints its address when it is ready."""

from __future__ import annotations

import sys
from pathlib import Path

from filmgate.serve import serve
from filmgate.settings import FilmgateSettings
from filmgate.telemetry.logs import set_up_log

if __name__ == "__main__":
    settings = FilmgateSettings.model_validate_json(Path(sys.argv[1]).read_text())
    set_up_log(settings.log_level, settings.log_format)
    sys.exit(serve(settings, on_ready=lambda url: print(url, flush=True)))
