"""An engine that acts out what the prompt says, so that end-to-end tests can have any film and any failure.

"film"                     a small real film, at once
"wait 3"                   … after three seconds, with progress
"fail CODE"                the engine's failure of that code
"crash"                    the child process dies, and says of what
"hang"                     works for ever, saying nothing
"eat"                      takes all the memory it gets
"nothing"                  returns a file that is no film
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from filmgate.engines.child import ChildEngine
from filmgate.engines.protocol import (
    STORYBOARD,
    Capabilities,
    EngineFailure,
    FailureCode,
    Job,
    Receipt,
    Report,
)

ENGINE = ChildEngine("actor", Capabilities(durations_seconds=tuple(range(1, 13))), "doubles.actor:render")
UNSTOPPABLE = ChildEngine(
    "unstoppable",
    Capabilities(durations_seconds=(8,), max_images=1, aspect_ratios=("16:9",), cancel_while_running=False),
    "doubles.actor:render",
)


HUNGRY = ChildEngine(
    "hungry",
    Capabilities(durations_seconds=(8,)),
    "doubles.actor:render",
    memory_limit_bytes=1 << 30,
)


class _Silent:
    """An engine on whose word one waits in vain: it neither reports nor ends."""

    name = "silent"
    capabilities = Capabilities()

    def start(self, job: Job) -> Receipt:
        return {}

    def wait(self, job: Job, receipt: Receipt, report: Report) -> Path:
        time.sleep(3600)
        raise AssertionError


SILENT = _Silent()


def render(job: Job, report: Callable[[float, str], None]) -> Path:
    """Do what the prompt says."""
    verb, _, rest = job.prompt.partition(" ")
    film = job.workdir / "film.mp4"
    match verb:
        case "wait":
            seconds = float(rest)
            for step in range(20):
                report(step * 5, "acting")
                time.sleep(seconds / 20)
        case "fail":
            raise EngineFailure(FailureCode(rest), f"the prompt wanted {rest}")
        case "crash":
            print(f"cannot act {job.prompt!r}", file=sys.stderr, flush=True)
            os.abort()
        case "hang":
            time.sleep(3600)
        case "eat":
            eaten = []
            while True:
                eaten.append(bytearray(16 << 20))
        case "nothing":
            film.write_bytes(b"this is no film")
            return film
    (job.workdir / STORYBOARD).write_text(json.dumps({"acted": verb}))
    film.write_bytes(Path(os.environ["ACTOR_FILM"]).read_bytes())
    return film
