"""Engines in child processes: nothing an engine does reaches the server, and nothing of it stays behind."""

import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from filmgate.engines.child import STDERR_KEPT_BYTES, ChildEngine
from filmgate.engines.protocol import Cancelled, Capabilities, EngineFailure, FailureCode, Job

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _targets_are_importable(monkeypatch):
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    )


@pytest.fixture
def job(tmp_path):
    return Job("task-1", "m", "a cat\n“playing”", "16:9", 64, 36, 1, 24, 7, (), tmp_path, options={"a": [1]})


def engine(function, **more):
    return ChildEngine("small", Capabilities(), f"child_targets:{function}", **more)


def ignore(percent, stage):
    pass


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    except FileNotFoundError:
        if not Path("/proc/self").exists():
            return subprocess.run(["kill", "-0", str(pid)], check=False).returncode == 0
        return False


def wait_until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def test_a_film_comes_back_with_progress(job):
    heard = []
    film = engine("film", threads=1).wait(job, {}, lambda percent, stage: heard.append((percent, stage)))
    prompt, _, facts = film.read_text().rpartition("” ")
    assert prompt == "a cat\n“playing"
    seed, threads, niceness = facts.split()
    assert (seed, threads) == ("7", "1")
    assert int(niceness) >= min(19, os.nice(0) + 5)
    assert heard[-1] == (50, "half way")
    assert film.parent == job.workdir.resolve()


def test_start_has_nothing_to_hand_over(job):
    assert engine("film").start(job) == {}


@pytest.mark.parametrize(
    ("function", "code", "words"),
    [
        ("refuse", FailureCode.CONTENT_POLICY_VIOLATION, "Not this one."),
        ("raise_error", FailureCode.SERVICE_ERROR, "ValueError"),
        ("abort", FailureCode.SERVICE_ERROR, "SIGABRT"),
        ("be_killed", FailureCode.RESOURCE_EXHAUSTED, "memory"),
        ("leave_silently", FailureCode.SERVICE_ERROR, "without a film"),
        ("return_a_path_outside", FailureCode.SERVICE_ERROR, "work folder"),
        ("return_a_link_outside", FailureCode.SERVICE_ERROR, "work folder"),
        ("return_no_path", FailureCode.SERVICE_ERROR, "TypeError"),
        ("no_such_function", FailureCode.SERVICE_ERROR, "AttributeError"),
    ],
)
def test_a_failure_has_its_code(job, function, code, words):
    with pytest.raises(EngineFailure) as failure:
        engine(function).wait(job, {}, ignore)
    assert failure.value.code == code
    assert words in failure.value.message
    assert str(job.workdir) not in failure.value.message


def test_a_memory_limit_holds(job):
    with pytest.raises(EngineFailure) as failure:
        engine("run_out_of_memory", memory_limit_bytes=1 << 30).wait(job, {}, ignore)
    assert failure.value.code == FailureCode.RESOURCE_EXHAUSTED


def test_garbage_among_the_messages_does_no_harm(job):
    assert engine("write_garbage").wait(job, {}, ignore).is_file()


def test_of_much_standard_error_the_end_is_logged(job, caplog):
    with pytest.raises(EngineFailure):
        engine("write_much_to_stderr").wait(job, {}, ignore)
    assert "the last words" in caplog.records[-1].output
    assert len(caplog.text) < STDERR_KEPT_BYTES + 2000


def test_the_server_s_settings_stay_with_the_server(job, monkeypatch):
    monkeypatch.setenv("FILMGATE_SECRET", "hush")
    assert "FILMGATE_SECRET" not in engine("film")._environment()


@pytest.mark.parametrize("reason", [Cancelled, RuntimeError])
def test_cancelling_ends_the_child_and_its_children(job, reason):
    pids = job.workdir / "pids"

    def report(percent, stage):
        if pids.exists() and pids.read_text():
            raise reason

    with pytest.raises(reason):
        engine("hang_with_grandchildren").wait(job, {}, report)
    wait_until(lambda: not any(is_alive(int(pid)) for pid in pids.read_text().split()), 3)


def test_a_silent_child_is_reported_at_least_every_second(job):
    times = []

    def report(percent, stage):
        times.append(time.monotonic())
        if len(times) == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        engine("hang_with_grandchildren").wait(job, {}, report)
    assert max(later - earlier for earlier, later in itertools.pairwise(times)) < 1


PARENT = """
import sys
from pathlib import Path
from filmgate.engines.child import ChildEngine
from filmgate.engines.protocol import Capabilities, Job
job = Job("t", "m", "p", "16:9", 64, 36, 1, 24, 7, (), Path(sys.argv[1]))
ChildEngine("small", Capabilities(), "child_targets:hang_with_grandchildren").wait(job, {}, lambda *_: None)
"""


def test_a_parent_killed_at_once_leaves_nothing_behind(job):
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(job.workdir)])
    pids = job.workdir / "pids"
    try:
        wait_until(lambda: pids.exists() and len(pids.read_text().split()) == 3)
        everyone = [int(pid) for pid in pids.read_text().split()]
        assert all(is_alive(pid) for pid in everyone)
    finally:
        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()
    wait_until(lambda: not any(is_alive(pid) for pid in everyone), 3)


def test_a_killed_guard_takes_the_worker_with_it_and_the_task_fails(job):
    pids = job.workdir / "pids"

    def report(percent, stage):
        if pids.exists() and pids.read_text():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pids.read_text().split()[0]), signal.SIGKILL)

    with pytest.raises(EngineFailure):
        engine("hang_with_grandchildren").wait(job, {}, report)
    wait_until(lambda: not any(is_alive(int(pid)) for pid in pids.read_text().split()), 3)


def test_the_parent_s_modules_stay_light(job):
    code = """import sys, filmgate.engines.animatic
print(sorted({'numpy', 'av', 'cv2', 'PIL'} & set(sys.modules)))"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout.replace("'", '"')) == []
