"""Fault points: a process that is told to kills itself (SIGKILL) before or after a function, once.

`DIE_AT` is `module:function:before`, `…:after`, or `…:found` (after a call that did not return None). `after` a function
that works in a transaction is before its commit.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import signal
from pathlib import Path
from typing import Any


def arm(die_at: str, once: Path) -> None:
    """Wrap the function; nothing is done if the process has died there before (`once` exists)."""
    module_name, name, moment = die_at.split(":")
    module = importlib.import_module(module_name)
    function = getattr(module, name)

    def die(now: str) -> None:
        if now == moment and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    @functools.wraps(function)
    def dying(*arguments: Any, **named: Any) -> Any:
        die("before")
        answer = function(*arguments, **named)
        die("after")
        if answer is not None:
            die("found")
        return answer

    @functools.wraps(function)
    async def dying_later(*arguments: Any, **named: Any) -> Any:
        die("before")
        answer = await function(*arguments, **named)
        die("after")
        return answer

    setattr(module, name, dying_later if inspect.iscoroutinefunction(function) else dying)
