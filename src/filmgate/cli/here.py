"""How the reader of a message starts filmgate."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_COMMANDS = "admin|audit|backup|config|credits|database|demo|doctor|download|gallery|generate|keys|models|restore|serve|tasks|worker"


def own_command() -> str:
    """`filmgate`; or, from a checkout, whose environment is not on the PATH, its `./run`."""
    checkout = Path(sys.prefix).parent
    if not (checkout / "run").is_file() or not (checkout / "src" / "filmgate").is_dir():
        return "filmgate"
    return "./run" if checkout.resolve() == Path.cwd().resolve() else str(checkout / "run")


def as_typed_here(text: str) -> str:
    """`text` with every `filmgate COMMAND` in it as it can be typed here."""
    own = own_command()
    return (
        text if own == "filmgate" else re.sub(rf"\bfilmgate (?=(?:{_COMMANDS})\b)", lambda _: f"{own} ", text)
    )


def short_path(path: Path) -> str:
    """A path with the home folder as `~`."""
    home = str(Path.home())
    text = str(path)
    return "~" + text[len(home) :] if text.startswith(home + "/") else text
