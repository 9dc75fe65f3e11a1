"""Spans, and what they leave out."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from filmgate.settings import TelemetrySettings
from filmgate.telemetry import traces
from filmgate.telemetry.traces import TracesUnavailable, current_context, open_traces, span

ON = TelemetrySettings(traces=True)
KEPT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def exporter(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    monkeypatch.setattr(trace, "set_tracer_provider", lambda provider: None)
    monkeypatch.setattr(traces, "_tracer", None)
    exporter = InMemorySpanExporter()
    close = open_traces(ON, exporter)
    monkeypatch.setattr(exporter, "shutdown", lambda: None)
    yield exporter
    close()


def finished(exporter: InMemorySpanExporter) -> dict[str, object]:
    assert traces._tracer is not None
    traces._tracer.span_processor.force_flush()  # type: ignore[attr-defined]
    return {one.name: one for one in exporter.get_finished_spans()}


def test_a_kept_context_is_the_parent_and_what_is_inside_its_child(exporter: InMemorySpanExporter) -> None:
    with span("make film", parent=KEPT, task_id="t"):
        kept = current_context()
        with span("render"):
            pass
    spans = finished(exporter)
    film, render = spans["make film"], spans["render"]
    assert f"{film.parent.span_id:016x}" == "00f067aa0ba902b7"  # type: ignore[attr-defined]
    assert render.parent.span_id == film.context.span_id  # type: ignore[attr-defined]
    assert kept == f"00-4bf92f3577b34da6a3ce929d0e0e4736-{film.context.span_id:016x}-01"  # type: ignore[attr-defined]
    assert film.attributes == {"task.id": "t"}  # type: ignore[attr-defined]


def test_a_failure_is_marked_without_its_words(exporter: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="a prompt"), span("render"):
        raise ValueError("a prompt")
    render = finished(exporter)["render"]
    assert not render.status.is_ok  # type: ignore[attr-defined]
    assert render.attributes == {"error.type": "ValueError"}  # type: ignore[attr-defined]
    assert "prompt" not in render.to_json()  # type: ignore[attr-defined]


@pytest.mark.parametrize("broken", ["", "nonsense", "00-0-0-00", KEPT[:-3] + "é"])
def test_a_broken_context_begins_a_trace_of_its_own(exporter: InMemorySpanExporter, broken: str) -> None:
    with span("make film", parent=broken):
        pass
    assert finished(exporter)["make film"].parent is None  # type: ignore[attr-defined]


def test_off_means_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "_tracer", None)
    open_traces(TelemetrySettings())()
    assert current_context() is None
    with span("render") as opened:
        assert opened is None


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(TracesUnavailable, match=r"pip install 'filmgate\[otel\]'"):
        open_traces(ON)


def test_a_protocol_that_is_not_spoken_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
    with pytest.raises(TracesUnavailable, match="grpc"):
        open_traces(ON)
