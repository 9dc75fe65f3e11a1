"""Runs a real server process for the tests: `run_server.py SETTINGS.json`; prints its address when it is ready."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from filmgate.serve import serve
from filmgate.settings import FilmgateSettings

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(name)s %(message)s")
    settings = FilmgateSettings.model_validate_json(Path(sys.argv[1]).read_text())
    sys.exit(serve(settings, on_ready=lambda url: print(url, flush=True)))
