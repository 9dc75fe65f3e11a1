"""What a step remembers: JSON that says the value, the failure or the cancelling."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from filmgate.engines.protocol import Cancelled, EngineFailure, FailureCode
from filmgate.storage.protocol import StorageUnavailable
from filmgate.workflow.film import _outcome, _value


def fails_with(error: Exception) -> object:
    def work() -> object:
        raise error

    return json.loads(json.dumps(_outcome(work)))


def test_a_value_comes_back_as_it_was() -> None:
    assert _value(json.loads(json.dumps(_outcome(lambda: {"a": [1, None]})))) == {"a": [1, None]}


def test_an_engines_failure_and_a_cancel_are_raised_again() -> None:
    with pytest.raises(EngineFailure, match="content_policy_violation: no"):
        _value(fails_with(EngineFailure(FailureCode.CONTENT_POLICY_VIOLATION, "no")))  # type: ignore[arg-type]
    with pytest.raises(Cancelled):
        _value(fails_with(Cancelled()))  # type: ignore[arg-type]


def test_a_full_disk_is_a_failure_of_its_own_code(tmp_path: Path) -> None:
    full = fails_with(OSError(errno.ENOSPC, "No space left on device"))
    assert full == {"failure": ["resource_exhausted", "The server's disk is full"]}


def test_a_storage_that_stays_away_is_a_failure_of_its_own_code() -> None:
    away = fails_with(StorageUnavailable("no connection"))
    assert away == {"failure": ["service_unavailable", "The file storage does not answer"]}


def test_other_faults_are_ours() -> None:
    with pytest.raises(OSError, match="denied"):
        fails_with(OSError(errno.EACCES, "denied"))
