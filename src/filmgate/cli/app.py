"""All commands together."""

from __future__ import annotations

from typing import Annotated

import typer

from filmgate.cli import (
    admin,
    audit,
    backup,
    config,
    credits,
    database,
    demo,
    doctor,
    download,
    engines,
    gallery,
    generate,
    keys,
    models,
    serve,
    tasks,
    worker,
)
from filmgate.cli.commands import Commands

app = typer.Typer(
    name="filmgate",
    cls=Commands,
    help="The video-generation API that you run yourself.",
    epilog="Exit codes: 0 ok, 1 failed task, 2 usage, 3 key refused, 4 no credits, 5 try again later, 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        import filmgate

        typer.echo(f"filmgate {filmgate.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", metavar="", callback=_show_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass


_HERE = "This machine's server"
_THERE = "Any server, with a key"

app.command(rich_help_panel=_HERE)(demo.demo)
app.command(rich_help_panel=_HERE)(serve.serve)
app.command(rich_help_panel=_HERE)(worker.worker)
app.add_typer(keys.app, name="keys", rich_help_panel=_HERE)
app.add_typer(credits.app, name="credits", rich_help_panel=_HERE)
app.add_typer(config.app, name="config", rich_help_panel=_HERE)
app.add_typer(engines.app, name="engines", rich_help_panel=_HERE)
app.add_typer(database.app, name="database", rich_help_panel=_HERE)
app.command(rich_help_panel=_HERE)(audit.audit)
app.command(rich_help_panel=_HERE)(doctor.doctor)
app.command(rich_help_panel=_HERE)(backup.backup)
app.command(rich_help_panel=_HERE)(backup.restore)
app.command(rich_help_panel=_HERE)(gallery.gallery)
app.add_typer(admin.app, name="admin", rich_help_panel=_HERE)
app.command(rich_help_panel=_THERE)(generate.generate)
app.add_typer(tasks.app, name="tasks", rich_help_panel=_THERE)
app.command(rich_help_panel=_THERE)(download.download)
app.command(rich_help_panel=_THERE)(models.models)
