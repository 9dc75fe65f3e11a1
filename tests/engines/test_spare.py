"""Spare children: one job each, never the wrong one, and gone with the server or after a while."""

import os
import signal
import subprocess
import sys

import pytest

from engines.test_child import HERE, engine, ignore, is_alive, wait_until
from filmgate.engines import child
from filmgate.engines.protocol import Job
from filmgate.engines.spare import Spares


@pytest.fixture(autouse=True)
def spares(monkeypatch):
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
    )
    spares = Spares()
    monkeypatch.setattr(child, "SPARES", spares)
    yield spares
    spares.close()


@pytest.fixture
def job(tmp_path):
    return Job("task-1", "m", "p", "16:9", 64, 36, 1, 24, 7, (), tmp_path)


def waiting(spares):
    return [spare.process.pid for spare in spares._waiting.values()]


def guard_of(job, **more):
    return int(engine("film_of_the_guard", **more).wait(job, {}, ignore).read_text())


def test_the_next_job_gets_the_child_that_was_started_before_it_and_no_two_jobs_the_same(job, spares):
    first = guard_of(job, ahead=True)
    (spare,) = waiting(spares)
    assert spare != first
    assert guard_of(job, ahead=True) == spare
    assert spare not in waiting(spares)
    assert not is_alive(spare)


def test_only_engines_that_ask_for_it_have_a_spare(job, spares):
    guard_of(job)
    assert waiting(spares) == []


def test_a_spare_of_another_environment_or_that_died_is_not_used(job, spares, monkeypatch):
    guard_of(job, ahead=True)
    (stale,) = waiting(spares)
    monkeypatch.setenv("OTHER", "1")
    assert guard_of(job, ahead=True) != stale
    assert not is_alive(stale)
    (dead,) = waiting(spares)
    os.kill(dead, signal.SIGKILL)
    wait_until(lambda: not is_alive(dead))
    assert guard_of(job, ahead=True) != dead


def test_a_spare_is_not_kept_for_ever(spares):
    spares.kept_seconds = 0.05
    small = engine("film")
    spares.prepare(small._command(), small._environment())
    (spare,) = [spare.process for spare in spares._waiting.values()]
    wait_until(lambda: waiting(spares) == [])
    wait_until(lambda: spare.poll() is not None)


PARENT = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from filmgate.engines.child import SPARES, ChildEngine
from filmgate.engines.protocol import Capabilities
small = ChildEngine("small", Capabilities(), "child_targets:film")
SPARES.prepare(small._command(), small._environment())
print(*[spare.process.pid for spare in SPARES._waiting.values()], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_spare_goes_with_a_server_that_is_killed():
    said = subprocess.run([sys.executable, "-c", PARENT, str(HERE)], capture_output=True, text=True)
    assert said.returncode == -signal.SIGKILL
    spare = int(said.stdout)
    wait_until(lambda: not is_alive(spare))
