"""A decoder's child that does what the picture says: `python -m images.decoder_doubles PARENT_PID SECONDS`.

The picture is JSON: `pixels` for the header, then `do` with one of the words below.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

from filmgate.child_process import die_with


def say(message: object) -> None:
    print(json.dumps(message), flush=True)


def act(told: dict[str, Any]) -> None:
    match told["do"]:
        case "pid":
            answer = str(os.getpid()).encode()
        case "environment":
            answer = json.dumps(sorted(os.environ)).encode()
        case "overlap":  # a mark for as long as this picture is being decoded, and how many there are
            mark = Path(told["folder"]) / str(os.getpid())
            mark.touch()
            time.sleep(0.1)
            answer = str(len(list(mark.parent.iterdir()))).encode()
            mark.unlink()
        case "hang":
            while True:
                time.sleep(60)
        case "freeze":
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        case "eat":
            most = resource.getrlimit(resource.RLIMIT_AS)[0]
            try:
                bytearray(most)
            except MemoryError:
                say({"out_of_memory": True})
            return
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
            return
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
            return
        case "leave":
            os._exit(3)
        case "half":
            say({"bytes": 100, "format": "png", "width": 1, "height": 1})
            os._exit(0)
        case "say":
            sys.stdout.write(told["words"] + "\n")
            sys.stdout.flush()
            return
        case unknown:
            raise AssertionError(unknown)
    say({"bytes": len(answer), "format": "png", "width": 1, "height": 1})
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def main() -> None:
    die_with(int(sys.argv[1]))
    while line := sys.stdin.buffer.readline():
        asked = json.loads(line)
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (asked["memory_bytes"], most))
        told = json.loads(sys.stdin.buffer.read(asked["bytes"]))
        if "header" in told:
            say(told["header"])
        else:
            say({"pixels": told.get("pixels", 1)})
        sys.stdin.buffer.readline()
        act(told)


if __name__ == "__main__":
    main()
