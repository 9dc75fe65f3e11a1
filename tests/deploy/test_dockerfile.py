"""The Dockerfile: linted, and what it copies is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"


def test_hadolint_has_nothing_to_say() -> None:
    said = subprocess.run(
        [Path(sys.executable).parent / "hadolint", DOCKERFILE], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout) == (0, "")


def test_what_is_copied_is_there_and_let_in() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE.read_text(), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    let_in = {
        line[1:]
        for line in DOCKERFILE.with_name("Dockerfile.dockerignore").read_text().splitlines()
        if line[0] == "!"
    }
    assert names == let_in
    assert all((ROOT / name).exists() for name in names)


def test_it_runs_as_nobody_in_particular() -> None:
    last = DOCKERFILE.read_text().rpartition("\nFROM ")[2]
    assert "\nUSER 10001:10001\n" in last


def test_every_package_of_the_image_has_hashes() -> None:
    lock = (ROOT / "requirements" / "image.lock").read_text()
    packages = re.findall(r"^([a-z0-9-]+)(?:\[.*?\])?==(?:.*\\\n)((?:    --hash.*\n)+)", lock, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[a-z0-9]", lock, re.MULTILINE)) > 40
    assert {"psycopg", "opentelemetry-sdk"} <= {name for name, _ in packages}
