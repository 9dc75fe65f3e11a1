"""Following a task: what is decided, without a server; and events out of bytes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmgate.client import ApiError, ClientError, ConnectionFailed, TaskSnapshot, WaitTimeout
from filmgate.client.event_stream import LIMIT_BYTES, EventDecoder
from filmgate.client.models import read_task
from filmgate.client.watch import Watch


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def snapshot(progress: int) -> TaskSnapshot:
    return read_task({"id": "task", "status": "processing", "progress": progress})


def test_it_streams_and_after_the_streams_end_asks_once_and_streams_again() -> None:
    watch = Watch("task")
    assert watch.next_look().stream
    watch.saw(snapshot(1), "7")
    watch.stream_ended()
    asked = watch.next_look()
    assert not asked.stream
    watch.saw(snapshot(1))
    again = watch.next_look()
    assert (again.stream, again.after_seconds, watch.last_event_id) == (True, 0.0, "7")


def test_two_streams_that_say_nothing_are_enough() -> None:
    watch = Watch("task")
    for _ in range(2):
        assert watch.next_look().stream
        watch.stream_ended()
        assert not watch.next_look().stream
        watch.saw(snapshot(1))
    waits = []
    for _ in range(12):
        look = watch.next_look()
        assert not look.stream
        waits.append(look.after_seconds)
        watch.saw(snapshot(1))
    assert waits == sorted(waits)
    assert waits[-1] == 5.0


def test_only_what_is_new_is_told() -> None:
    watch = Watch("task")
    assert [watch.saw(snapshot(progress)) for progress in (1, 1, 2)] == [True, False, True]


def test_the_time_is_kept() -> None:
    clock = Clock()
    watch = Watch("task", timeout_seconds=100, now=clock)
    assert watch.next_look().stream
    clock.seconds = 50
    assert watch.stream_is_over()
    assert not watch.next_look().stream, "near the end a stream could miss it"
    clock.seconds = 100
    with pytest.raises(WaitTimeout):
        watch.next_look()


def test_passing_troubles_are_borne_for_a_while() -> None:
    clock = Clock()
    watch = Watch("task", patience_seconds=10, now=clock)
    look = watch.next_look()
    watch.failed(look, ConnectionFailed())
    clock.seconds = 9
    watch.failed(watch.next_look(), ConnectionFailed())
    clock.seconds = 11
    with pytest.raises(ConnectionFailed):
        watch.failed(watch.next_look(), ConnectionFailed())


def test_other_troubles_are_not() -> None:
    watch = Watch("task")
    refused = ApiError("no", status=401, type="authentication_error")
    with pytest.raises(ApiError):
        watch.failed(watch.next_look(), refused)


def test_the_server_may_name_the_wait() -> None:
    watch = Watch("task")
    busy = ApiError("busy", status=503, type="service_unavailable_error", retry_after_seconds=9)
    watch.failed(watch.next_look(), busy)
    assert watch.next_look().after_seconds == 9


STREAM = (
    b': still here\n\nid: 1\nevent: task\ndata: {"a": "\xe2\x80\xa8"}\n\n'
    b'id: 2\r\nevent: task\r\ndata: {"b":\r\ndata: 2}\r\n\r\nevent: done\ndata: {}\n\nevent: empty\n\n'
)


@settings(deadline=None)
@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_events_do_not_depend_on_how_their_bytes_come(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(STREAM)]
    decoder = EventDecoder()
    events = [event for start, end in pairwise(edges) for event in decoder.feed(STREAM[start:end])]
    assert [(event.name, event.id, event.json()) for event in events] == [
        ("task", "1", {"a": "\u2028"}),
        ("task", "2", {"b": 2}),
        ("done", "2", {}),
    ]


def test_an_endless_line_and_a_wrong_event_are_errors() -> None:
    with pytest.raises(ClientError, match="without an end"):
        EventDecoder().feed(b"x" * (LIMIT_BYTES + 1))
    (event,) = EventDecoder().feed(b"data: [1]\n\n")
    with pytest.raises(ClientError, match="no JSON object"):
        event.json()
