"""One trace for one task: from the request through the work to the callback (OpenTelemetry).

FastAPI makes the span of the request and takes over the caller's `traceparent`. That span's context is kept with the
task, so that what is done later, in whichever process, belongs to the same trace. Where spans are sent and how many of
them is told by OpenTelemetry's own variables, `OTEL_*`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import filmgate
from filmgate.settings import TelemetrySettings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span, Tracer

log = logging.getLogger(__name__)

_tracer: Tracer | None = None
_TRACEPARENT = "traceparent"
_CLOSE_MS = 5000


class TracesUnavailable(Exception):
    """Traces cannot be made; the message says why"""


def open_traces(settings: TelemetrySettings, exporter: SpanExporter | None = None) -> Callable[[], None]:
    """Begin to make spans, if `telemetry.traces` says so. Returns what sends the rest of them at the end.

    Args:
        exporter: Where spans go; None: to the OTLP endpoint that `OTEL_EXPORTER_OTLP_ENDPOINT` names.

    Raises:
        TracesUnavailable: The extra `otel` is not installed, or the variables ask for what it cannot do.
    """
    global _tracer  # one a process, like OpenTelemetry's own
    if not settings.traces:
        return lambda: None
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TracesUnavailable("telemetry.traces needs `pip install 'filmgate[otel]'`") from error
    protocol = os.environ.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or os.environ.get(
        "OTEL_EXPORTER_OTLP_PROTOCOL"
    )
    if protocol not in (None, "", "http/protobuf"):
        raise TracesUnavailable(f"filmgate sends spans as http/protobuf, not as {protocol}")
    attributes: dict[str, Any] = {SERVICE_VERSION: filmgate.__version__}
    if not _is_named():
        attributes[SERVICE_NAME] = "filmgate"
    provider = TracerProvider(resource=Resource.create(attributes), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    _tracer = provider.get_tracer("filmgate", filmgate.__version__)

    def close() -> None:
        provider.force_flush(_CLOSE_MS)
        provider.shutdown()

    return close


def current_context() -> str | None:
    """The span that is under way as a W3C `traceparent`, to be kept; None when no traces are made."""
    if _tracer is None:
        return None
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get(_TRACEPARENT)


@contextmanager
def span(
    name: str, *, parent: str | None = None, calls_out: bool = False, **attributes: str | int
) -> Iterator[Span | None]:
    """A span around what is done inside; None when no traces are made, which costs nothing.

    An exception marks it as failed and goes on. Its text is left out: it may hold a prompt.

    Args:
        parent: The kept context that it belongs to; None: whatever is under way.
        calls_out: Whether it is a request to somebody else.
        attributes: Written with `_` for `.`: `task_id` becomes `task.id`.
    """
    if _tracer is None:
        yield None
        return
    from opentelemetry.trace import SpanKind, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    context = None if parent is None else TraceContextTextMapPropagator().extract({_TRACEPARENT: parent})
    with _tracer.start_as_current_span(
        name,
        context,
        SpanKind.CLIENT if calls_out else SpanKind.INTERNAL,
        {key.replace("_", ".", 1): value for key, value in attributes.items()},
        record_exception=False,
        set_status_on_exception=False,
    ) as opened:
        try:
            yield opened
        except BaseException as error:
            opened.set_attribute("error.type", type(error).__name__)
            opened.set_status(StatusCode.ERROR)
            raise


def _is_named() -> bool:
    given = os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    return bool(os.environ.get("OTEL_SERVICE_NAME")) or "service.name=" in given
