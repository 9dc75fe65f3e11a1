"""Every snippet of the README and the docs is run, page by page, as a reader would from top to bottom.

A page has a folder, a home and a free port of its own; `first.png` and `last.png` lie there, as the reader's own
pictures. What a fence says decides what is done:

    sh            run; it must succeed. Words after it: `fails N` (it must exit with N), `serve` (it goes on in the
                  background until the page ends; the next block starts when it answers)
    python        run as a script; after it `serve` as above, or `from FILE`: it stands so in that file, and is not run
    toml          must be valid settings, and is the page's filmgate.toml from there on
    json          must be JSON
    text          output or a drawing; not run
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from filmgate.settings_sources import load_settings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GENERATED = {"command-line.md"}
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
DOCUMENTED_PORT = "8787"
REMEMBER = "[ ! -f .shell ] || . ./.shell\nset -a\n{}\ncode=$?\nexport -p > .shell\nexit $code"
"""A reader's shell keeps its variables from one block to the next."""
LONGEST_SECONDS = 90
STARTS_WITHIN_SECONDS = 60


@dataclass
class Reader:
    """Somebody who follows one page."""

    folder: Path
    environment: dict[str, str]
    port: int
    serving: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def follow(self, info: str, text: str) -> None:
        """Do what a block says."""
        language, *words = info.split()
        text = text.replace(f":{DOCUMENTED_PORT}", f":{self.port}").replace(
            f"--port {DOCUMENTED_PORT}", f"--port {self.port}"
        )
        match language, words:
            case "sh", ["serve"]:
                self.serve(["sh", "-euc", REMEMBER.format("exec " + self.on_free_port(text))], self.port)
            case "sh", ["fails", code]:
                self.run(["sh", "-uc", REMEMBER.format(text)], int(code))
            case "sh", _:
                self.run(["sh", "-euc", REMEMBER.format(text)], 0)
            case "python", ["from", file]:
                assert text in (ROOT / file).read_text(encoding="utf-8"), f"not in {file}:\n{text}"
            case "python", ["serve", port]:
                self.serve([sys.executable, "-c", text], int(port))
            case "python", _:
                (self.folder / "snippet.py").write_text(text, encoding="utf-8")
                self.run(["sh", "-euc", REMEMBER.format("python3 snippet.py")], 0)
            case "toml", _:
                file = self.folder / "filmgate.toml"
                file.write_text(text, encoding="utf-8")
                load_settings(file)
            case "json", _:
                json.loads(text)
            case "text", _:
                pass
            case _:
                raise AssertionError(f"no rule for a block of {info!r}")

    def on_free_port(self, text: str) -> str:
        """The documented port may be taken on the machine that runs the tests; `serve` is told by the environment."""
        return re.sub(r"((?:\./run|filmgate) demo)", rf"\1 --port {self.port}", text)

    def run(self, command: list[str], code: int) -> None:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
        )
        assert done.returncode == code, f"{command[-1]}\n{done.stdout}\n{done.stderr}"

    def serve(self, command: list[str], port: int) -> None:
        with (self.folder / "serve.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.serving.append(process)
        until = time.monotonic() + STARTS_WITHIN_SECONDS
        while not (listens(port) and self.is_demo_done(command)):
            assert process.poll() is None, (self.folder / "serve.log").read_text()
            assert time.monotonic() < until, (self.folder / "serve.log").read_text()
            time.sleep(0.1)

    def is_demo_done(self, command: list[str]) -> bool:
        """The demo is there when its film is; a reader reads on then."""
        return " demo" not in command[-1] or (self.folder / "demo.mp4").exists()

    def leave(self) -> None:
        for process in self.serving:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    folder, home, tools = (tmp_path / name for name in ("checkout", "home", "bin"))
    for each in (folder, home, tools):
        each.mkdir()
    (folder / "examples").symlink_to(ROOT / "examples")
    (tools / "uv").symlink_to(shutil.which("uv") or ROOT / ".uv" / "bin" / "uv")
    for shim in (folder / "run", tools / "filmgate"):
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m filmgate.cli "$@"\n')
        shim.chmod(0o755)
    Image.linear_gradient("L").convert("RGB").resize((320, 180)).save(folder / "first.png")
    Image.radial_gradient("L").convert("RGB").resize((320, 180)).save(folder / "last.png")
    kept = {name: os.environ[name] for name in ("LANG", "SSL_CERT_FILE") if name in os.environ}
    port = free_port()
    reader = Reader(
        folder,
        {
            **kept,
            "HOME": str(home),
            "PATH": os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]]),
            "NO_COLOR": "1",
            "FILMGATE_SERVER__PORT": str(port),
        },
        port,
    )
    yield reader
    reader.leave()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_does_what_it_says(page: Path, reader: Reader) -> None:
    if page.name in GENERATED:
        pytest.skip("its blocks are usage lines, compared with the code by test_reference.py")
    blocks = [(match["info"], match["text"]) for match in FENCE.finditer(page.read_text(encoding="utf-8"))]
    if any("curl" in text for _, text in blocks) and shutil.which("curl") is None:
        assert "CI" not in os.environ, "CI must have curl"
        pytest.skip("curl is not installed")
    for info, text in blocks:
        assert info, f"a block without a language:\n{text}"
        reader.follow(info, text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "#")):
            assert (page.parent / target.partition("#")[0]).exists(), target
