"""The command line: `filmgate COMMAND`. It talks to a server through `client/`, or works on local data itself."""

from __future__ import annotations


def main() -> None:
    """Entry point of the `filmgate` command."""
    from filmgate.cli.app import app

    app(prog_name="filmgate")
