"""The child's side of `images.decoder_pool`: arguments PARENT_PID SECONDS.

One picture after the other, until standard input ends. In, for each: a line of JSON, then the file:

    {"bytes": n, "max_pixels": n, "memory_bytes": n}     judge a picture's header
    (an empty line)                                      decode it now

Out, for each of the two:

    {"pixels": n}                                        the header is in order
    {"bytes": n, "format": …, "width": …, "height": …}   then the plain picture
    {"unusable": [problem, suggestion]}                  instead of either; the picture is done with
    {"out_of_memory": true}                              instead of either; this process should be replaced

Whatever a picture makes the decoders do, it happens here: without secrets in the environment, with limits on memory,
files and time. The parent kills a child that takes too long; the alarm is for when the parent is gone.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from filmgate.child_process import die_with, leave_no_core
from filmgate.images.decode import BROKEN, Unusable, make_plain, open_picture
from filmgate.images.normalise import encode

_LINE_BYTES = 1024


def main() -> None:
    """Limit this process, then judge pictures until standard input ends."""
    parent, seconds = int(sys.argv[1]), float(sys.argv[2])
    die_with(parent)
    leave_no_core()
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the server, which ends in an orderly way
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    commands, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := commands.readline(_LINE_BYTES):
        signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody handles it: the kernel ends the process
        asked = json.loads(line)
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (asked["memory_bytes"], most))
        try:
            data = commands.read(asked["bytes"])
            _judge(data, asked["max_pixels"], seconds, commands, answers)
        except MemoryError:
            _say(answers, out_of_memory=True)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _judge(data: bytes, max_pixels: int, seconds: float, commands: BinaryIO, answers: BinaryIO) -> None:
    try:
        picture = open_picture(data, max_pixels)
        _say(answers, pixels=picture.width * picture.height)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if not commands.readline(_LINE_BYTES):
            os._exit(0)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        lossless = picture.format == "PNG"
        plain = make_plain(data, picture)
        del picture
        encoded = encode(plain, lossless=lossless)
    except MemoryError:
        raise
    except Exception as error:
        unusable = error if isinstance(error, Unusable) else BROKEN
        _say(answers, unusable=[unusable.problem, unusable.suggestion])
        return
    form = "png" if lossless else "jpeg"
    _say(answers, bytes=len(encoded), format=form, width=plain.width, height=plain.height)
    answers.write(encoded)
    answers.flush()


def _say(answers: BinaryIO, **message: Any) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
