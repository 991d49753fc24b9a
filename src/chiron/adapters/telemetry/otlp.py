"""Spans of turns by OpenTelemetry's protocol over HTTP, for whatever collector the operator runs.

Nothing of the library is imported before one is opened. A turn is told when it is over, with the times it had, so that
nothing is carried along while somebody waits.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chiron import __version__
from chiron.core.errors import InvalidInput
from chiron.ports.telemetry import Part, Span

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

log = logging.getLogger("chiron.telemetry")

SERVICE = "chiron"
SECONDS = 5
"""What an export may take, and what is waited for at the end."""


class Otlp:
    """See the port. ``content`` says whether words may be told."""

    def __init__(self, provider: TracerProvider, content: bool = False) -> None:
        """Tell a provider of the library's."""
        self._provider, self.content = provider, content
        self._tracer = provider.get_tracer("chiron", __version__)

    def tell(self, span: Span) -> None:
        """See the port."""
        try:
            self._tell(span)
        except Exception:
            # Whatever is wrong with the operator's tools, the learner's turn is over and stands.
            log.exception("a span was not told")

    def _tell(self, span: Span) -> None:
        from opentelemetry.trace import SpanKind, set_span_in_context
        from opentelemetry.trace.status import Status, StatusCode

        began = _nanoseconds(span.began)
        words = dict(span.words) if self.content else {}
        whole = self._tracer.start_span(
            span.name, kind=SpanKind.SERVER, start_time=began, attributes={**span.facts, **words}
        )
        context = set_span_in_context(whole)
        for part in span.parts:
            self._part(part, context, began)
        if span.fault is not None:
            whole.set_status(Status(StatusCode.ERROR, span.fault))
        whole.end(end_time=began + _of(span.took))

    def _part(self, part: Part, context: Any, began: int) -> None:
        start = began + _of(part.after)
        made = self._tracer.start_span(part.name, context=context, start_time=start, attributes=dict(part.facts))
        made.end(end_time=start + _of(part.took))

    def close(self) -> None:
        """See the port."""
        self._provider.shutdown()


def open_otlp(address: str, content: bool = False, only_here: bool = False) -> Otlp:
    """Spans to a collector at an address such as ``http://127.0.0.1:4318``. Raises InvalidInput where the optional part
    is not installed. With ``only_here`` no proxy is asked and no redirection is followed.
    """
    try:
        import requests
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise InvalidInput(
            "CHIRON_OTEL is set and the part that talks to collectors is not installed: "
            "pip install 'chiron-tutor[telemetry]'",
            field="CHIRON_OTEL",
        ) from None
    session = requests.Session()
    if only_here:
        session.trust_env, session.max_redirects = False, 0
    exporter = OTLPSpanExporter(f"{address.rstrip('/')}/v1/traces", timeout=SECONDS, session=session)
    # Nothing but its own name: the library would add what it finds out about this machine.
    resource = Resource({"service.name": SERVICE, "service.version": __version__})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter, export_timeout_millis=SECONDS * 1000))
    return Otlp(provider, content)


def _nanoseconds(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000) * 1_000


def _of(milliseconds: float) -> int:
    return round(milliseconds * 1_000_000)
