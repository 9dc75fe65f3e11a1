"""`filmgate worker`: makes films for API processes on the same Postgres database."""

from __future__ import annotations

import os

import typer

from filmgate.cli.local_data import read_settings
from filmgate.cli.options import ConfigOption, DataOption, JsonOption
from filmgate.cli.problem import Refused
from filmgate.cli.serve import require_postgres, require_shared_link_keys, told_why
from filmgate.cli.terminal import print_json, say


def worker(data: DataOption = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Make films, send callbacks and clean up for `filmgate serve --role api`, until Ctrl+C or SIGTERM."""
    from filmgate.telemetry.logs import set_up_log
    from filmgate.work import work

    settings = read_settings(config, data)
    require_postgres(settings, "A worker of its own")
    require_shared_link_keys(settings)
    if not settings.server.public_url:
        raise Refused(
            "A worker has to know the address that users see: the links in its callbacks begin with it",
            "set server.public_url, the same for all processes",
        )
    set_up_log(settings.log_level, settings.log_format)

    def on_ready() -> None:
        if as_json:
            print_json({"data": str(settings.data_dir), "pid": os.getpid()})
        else:
            say("filmgate worker: taking tasks. Ctrl+C to stop")

    with told_why(settings):
        raise typer.Exit(work(settings, on_ready=on_ready))
