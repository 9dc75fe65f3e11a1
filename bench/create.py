"""Creates and reads a second of a real filmgate server, as a share of a bare uvicorn app that answers the same bytes.

    .venv/bin/python bench/create.py [--creates 8000] [--reads 20000] [--rounds 3]

Both servers run in turn on the same machine, under the same load from one process, so the share says more than the
figures a second: it holds when the machine is slower. The worker is kept from taking tasks (its one slot is busy with
a film that hangs), so that films do not compete with the requests.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from filmgate.cli.new_key import KeyWish, make_key
from filmgate.db.sqlite import open_sqlite
from filmgate.ledger.verify import verify
from load import Load, http_request, run_load

BODY = json.dumps({"model": "veo3.1-pro", "prompt": "A cat playing piano"}).encode()
BARE = """
    import sys, uvicorn
    ANSWER = sys.argv[1].encode()
    HEAD = {"type": "http.response.start", "status": 200, "headers": [
        (b"content-type", b"application/json"), (b"content-length", str(len(ANSWER)).encode())]}
    async def app(scope, receive, send):
        while (await receive()).get("more_body"):
            pass
        await send(HEAD)
        await send({"type": "http.response.body", "body": ANSWER})
    uvicorn.run(app, port=int(sys.argv[2]), log_level="error", access_log=False, lifespan="off", loop="uvloop",
                http="httptools")
"""


@dataclass(frozen=True)
class Target:
    """A server under load."""

    port: int
    headers: dict[str, str]

    def run(self, method: str, path: str, body: bytes, count: int) -> Load:
        """Load it; every answer must be a 200."""
        load = asyncio.run(run_load(self.port, [http_request(method, path, self.headers, body)], count=count))
        assert set(load.statuses) == {200}, load.statuses
        return load


@contextmanager
def filmgate_server(folder: Path) -> Iterator[Target]:
    """`filmgate serve` on a fresh folder, with a key that may send any number of requests."""
    config = folder / "filmgate.toml"
    config.write_text(
        '[worker]\nslots = 1\n[limits]\nrequests_per_minute = 1000000000\n[models."hang"]\nengine = "bench_hang:ENGINE"\n'
    )
    (folder / "bench_hang.py").write_text(
        textwrap.dedent("""
            import time
            from filmgate.engines.child import ChildEngine
            from filmgate.engines.protocol import Capabilities
            ENGINE = ChildEngine("hang", Capabilities(), "bench_hang:render")
            def render(job, report):
                time.sleep(3600)
        """)
    )
    database = open_sqlite(folder / "filmgate.db")
    from decimal import Decimal

    key = make_key(database, KeyWish("bench", credits=Decimal(10**9))).key
    database.close()
    command = [sys.executable, "-m", "filmgate.cli", "serve", "--json", "--port", "0", "--data", str(folder)]
    with _process([*command, "--config", str(config)], {"PYTHONPATH": str(folder)}) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
        target = Target(int(url.rpartition(":")[2]), headers)
        hanging = json.dumps({"model": "hang", "prompt": "busy"}).encode()
        target.run("POST", "/v1/videos/generations", hanging, 1)
        yield target


@contextmanager
def bare_server(answer: str, port: int, headers: dict[str, str]) -> Iterator[Target]:
    """Nothing but uvicorn, answering the same bytes whatever is asked."""
    with _process([sys.executable, "-c", textwrap.dedent(BARE), answer, str(port)], {}):
        for _ in range(200):
            try:
                asyncio.run(run_load(port, [http_request("GET", "/", headers)], count=1, connections=1))
                break
            except OSError:
                asyncio.run(asyncio.sleep(0.05))
        yield Target(port, headers)


@contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | environment
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def one_round(creates: int, reads: int) -> dict[str, float]:
    """Answers a second, and latencies in milliseconds, of both servers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with filmgate_server(folder) as ours:
            ours.run("POST", "/v1/videos/generations", BODY, 500)  # warm
            created = ours.run("POST", "/v1/videos/generations", BODY, creates)
            task = asyncio.run(_one_answer(ours))
            read = ours.run("GET", f"/v1/tasks/{task['id']}", b"", reads)
            text = json.dumps(task, separators=(",", ":"))
        database = open_sqlite(folder / "filmgate.db")
        assert database.read_now(verify) == [], "the books must be sound after the load"
        database.close()
        with bare_server(text, ours.port, ours.headers) as bare:
            bare.run("GET", "/", b"", 2000)  # warm
            bare_created = bare.run("POST", "/v1/videos/generations", BODY, creates)
            bare_read = bare.run("GET", f"/v1/tasks/{task['id']}", b"", reads)
    return {
        "creates a second": created.per_second,
        "creates, bare": bare_created.per_second,
        "creates, share": created.per_second / bare_created.per_second,
        "create p50 ms": created.percentile_ms(50),
        "create p99 ms": created.percentile_ms(99),
        "reads a second": read.per_second,
        "reads, bare": bare_read.per_second,
        "reads, share": read.per_second / bare_read.per_second,
        "read p50 ms": read.percentile_ms(50),
        "read p99 ms": read.percentile_ms(99),
    }


async def _one_answer(target: Target) -> dict[str, Any]:
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    writer.write(http_request("POST", "/v1/videos/generations", target.headers, BODY))
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    answer: dict[str, Any] = json.loads(await reader.readexactly(length))
    writer.close()
    return answer


def main() -> None:
    """Print the median of all rounds, and the range."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--creates", type=int, default=8000)
    parser.add_argument("--reads", type=int, default=20000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    rounds = [one_round(wanted.creates, wanted.reads) for _ in range(wanted.rounds)]
    for name in rounds[0]:
        values = [figures[name] for figures in rounds]
        digits = 3 if "share" in name else 1
        print(
            f"{name:18} {median(values):10.{digits}f}   ({min(values):.{digits}f} to {max(values):.{digits}f})"
        )


if __name__ == "__main__":
    main()
