"""Each check of the machine, sound and broken."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from customers import NOW_MS
from filmgate.doctor.machine import (
    check_capacity,
    check_clock,
    check_codecs,
    check_encoder,
    check_packages,
    memory_bytes,
)

GIB = 1024**3


def test_packages_as_they_are_installed_are_fine() -> None:
    assert check_packages().state == "ok"


def test_an_old_package_and_a_missing_one_are_named() -> None:
    def find(name: str) -> str:
        if name == "uvicorn":
            raise PackageNotFoundError
        return "0.1" if name == "fastapi" else version(name)

    finding = check_packages(find)
    assert finding.state == "problem"
    assert "uvicorn is missing" in finding.message
    assert "fastapi is 0.1" in finding.message


@pytest.mark.parametrize(
    ("now_ms", "newest_ms", "state"),
    [
        (NOW_MS, None, "ok"),
        (NOW_MS, NOW_MS + 59_000, "ok"),
        (NOW_MS, NOW_MS + 3_600_000, "problem"),
        (0, None, "problem"),
    ],
)
def test_clock(now_ms: int, newest_ms: int | None, state: str) -> None:
    assert check_clock(now_ms, newest_ms).state == state


@pytest.mark.parametrize(
    ("slots", "cores", "memory", "state", "mend"),
    [
        (2, 2, 4 * GIB, "ok", ""),
        (3, 2, 4 * GIB, "warning", "worker.slots to 2"),
        (16, 16, 2 * GIB, "warning", "worker.slots to 4"),
        (1, 1, GIB // 4, "warning", "worker.slots to 1"),
    ],
)
def test_capacity(slots: int, cores: int, memory: int, state: str, mend: str) -> None:
    finding = check_capacity(slots, cores, memory)
    assert finding.state == state
    assert mend in finding.mend


def test_a_containers_memory_limit_counts(tmp_path: Path) -> None:
    (tmp_path / "limited").write_text("1048576\n")
    (tmp_path / "free").write_text("max\n")
    assert memory_bytes(tmp_path / "limited") == 1048576
    assert memory_bytes(tmp_path / "free") == memory_bytes(tmp_path / "absent") > 1048576


def test_codecs() -> None:
    assert check_codecs().state == "ok"
    assert check_codecs(frozenset({"aac", "mjpeg"})).message == "FFmpeg has no libx264"
    assert check_codecs(frozenset({"libx264", "aac", "mjpeg"})).state == "warning"


def test_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_encoder().state == "ok"
    import av

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no encoder today")

    monkeypatch.setattr(av, "open", refuse)
    assert "no encoder today" in check_encoder().message
