"""`filmgate backup` and `filmgate restore`: everything of this machine's server in one archive, and back."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from filmgate.cli.here import as_typed_here, short_path
from filmgate.cli.local_data import read_settings, require_data
from filmgate.cli.options import ConfigOption, DataOption, JsonOption
from filmgate.cli.problem import ExitCode, Refused
from filmgate.cli.result import size_text
from filmgate.cli.terminal import answer, print_json, say

if TYPE_CHECKING:
    from filmgate.settings import FilmgateSettings


def backup(
    target: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Archive to write; in a folder it gets a name with the time."),
    ],
    without_files: Annotated[
        bool, typer.Option("--without-files", help="Leave films and pictures out.", metavar="")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace an archive that is there.", metavar="")
    ] = False,
    data: DataOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write everything of this machine's server into one archive; the server may run on."""
    from filmgate.backup.manifest import BrokenBackup
    from filmgate.backup.write import write_backup
    from filmgate.clock import system_clock
    from filmgate.settings_sources import find_config

    settings = read_settings(config, data)
    _refuse_postgres(settings, "pg_dump")
    require_data(settings)
    now_seconds = system_clock() // 1000
    if target.is_dir():
        target = target / time.strftime("filmgate-%Y%m%dT%H%M%SZ.tar", time.gmtime(now_seconds))
    if target.exists() and not force:
        raise Refused(f"{target} is there already", "choose another name, or replace it with --force")
    if not target.absolute().parent.is_dir():
        raise Refused(f"There is no folder {target.parent}", f"make it first: mkdir -p {target.parent}")
    try:
        manifest = write_backup(
            settings,
            target.absolute(),
            config=find_config(config),
            with_files=not without_files,
            now_seconds=now_seconds,
        )
    except BrokenBackup as error:
        raise Refused(f"No backup was made: {error}", "see `filmgate doctor`", ExitCode.FAILED) from error
    if as_json:
        print_json({"file": str(target), "bytes": target.stat().st_size, "files": len(manifest.entries)})
    else:
        answer(str(target))
        say(
            f"{len(manifest.entries)} files, {size_text(target)}; it holds secrets: keep it where only you can read it."
        )


def restore(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="Archive that `filmgate backup` wrote.")],
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Put a data folder that is there aside, under another name.", metavar=""
        ),
    ] = False,
    data: DataOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the data folder from an archive: all of it, checked, or nothing."""
    from filmgate.backup.manifest import CONFIG, BrokenBackup
    from filmgate.backup.restore import FolderInUse
    from filmgate.backup.restore import restore as make_folder
    from filmgate.clock import system_clock

    settings = read_settings(config, data)
    _refuse_postgres(settings, "pg_restore")
    if not archive.is_file():
        raise Refused(f"There is no archive {archive}", "name a file that `filmgate backup` wrote")
    try:
        manifest, former = make_folder(
            archive, settings.data_dir, replace=force, now_seconds=system_clock() // 1000
        )
    except FolderInUse as error:
        raise Refused(
            f"Nothing was restored: {error}",
            "stop that server first"
            if "server" in str(error)
            else "name another one with --data, or put it aside with --force",
        ) from error
    except BrokenBackup as error:
        raise Refused(f"Nothing was restored: {error}", "use another archive", ExitCode.FAILED) from error
    if as_json:
        print_json(
            {
                "data": str(settings.data_dir),
                "files": len(manifest.entries),
                "made_at": manifest.made_at,
                "former": str(former) if former is not None else None,
            }
        )
        return
    made_at = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(manifest.made_at))
    say(
        f"{short_path(settings.data_dir)} is as it was at {made_at}: {len(manifest.entries)} files, books sound."
    )
    if former is not None:
        say(f"What was there before is in {short_path(former)}.")
    if CONFIG in manifest.entries:
        say(
            f"The configuration of then is {short_path(settings.data_dir / CONFIG)}; use it with --config, or delete it."
        )
    if settings.storage.folder is not None:
        say(
            f"storage.folder is {settings.storage.folder}: move what is in {short_path(settings.data_dir / 'files')} there."
        )
    say(as_typed_here(f"Go on with:  filmgate serve --data {settings.data_dir}"))


def _refuse_postgres(settings: FilmgateSettings, tool: str) -> None:
    if settings.database.url is not None:
        raise Refused(
            "These commands are for the embedded database; this server's is a Postgres",
            f"use {tool} for it, and keep link-keys.json and the storage's own backup beside: see the how-to page on backups",
        )
