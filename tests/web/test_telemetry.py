# ruff: noqa: F401, F811 - fixtures of other files
"""What an operator's tools are told of turns: times and codes, words only where chosen; nothing when it is off."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from fastapi import FastAPI
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chiron.adapters.llm.fake import FakeModel
from chiron.adapters.telemetry.otlp import Otlp, open_otlp
from chiron.core.errors import InvalidInput
from chiron.engine.records import log
from chiron.faces.web.house import House
from chiron.main.settings import Settings
from chiron.main.telemetry import open_telemetry, telemetry_of
from chiron.ports.telemetry import Part, Span
from tests.web.conftest import Browser, People
from tests.web.test_learner import AT, begin, right
from tests.web.test_worded import ada, events, fake, hint

WHEN = datetime(2026, 11, 2, 9, tzinfo=UTC)


@contextmanager
def told(app: FastAPI, content: bool = False) -> Iterator[InMemorySpanExporter]:
    """Everything that the tools are told from here on."""
    memory = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(memory))
    house = app.state.house
    app.state.house = replace(house, tutoring=replace(house.tutoring, telemetry=Otlp(provider, content)))
    yield memory
    provider.shutdown()


def everything(spans: tuple[ReadableSpan, ...]) -> str:
    return json.dumps([[span.name, dict(span.attributes or {})] for span in spans], default=str)


async def test_an_answer_is_told_with_its_parts_and_nothing_of_the_person(
    ada: Browser, app: FastAPI, rooms: House, people: People
) -> None:
    await begin(ada)
    with told(app) as memory:
        await ada.post(f"{AT}/practice/answer", {**await right(rooms, people.ada), "answer": "1234"})
    spans = memory.get_finished_spans()
    (turn,) = [span for span in spans if span.parent is None]
    assert turn.name == "turn step.attempted"
    inside = [span.name for span in spans if span.parent is not None and span.parent.span_id == turn.context.span_id]
    assert inside == ["read", "grade", "decide", "write"]
    assert all(turn.start_time <= span.start_time <= span.end_time <= turn.end_time for span in spans)  # type: ignore[operator]
    said = everything(spans)
    for secret in ("Ada", str(people.ada.id), "1234", "incorrect"):
        assert secret not in said
    async with rooms.database.school(people.ada.school) as conn:
        (attempt,) = await log.read(conn, people.ada.id, kinds=("step.attempted",))
    assert list(attempt.body["took"]) == ["read", "grade", "decide"]
    assert (turn.attributes or {})["chiron.key"] == attempt.draft.key, "leads to the page that explains it"


@pytest.mark.parametrize("content", [False, True])
async def test_words_are_told_only_where_chosen_and_then_without_names(
    ada: Browser, app: FastAPI, rooms: House, people: People, fake: FakeModel, content: bool
) -> None:
    fake._says = "Ada, look at both sides of it. What was done to the letter?"
    await begin(ada)
    form = await right(rooms, people.ada)
    with told(app, content) as memory:
        await ada.post(f"{AT}/practice/say", {"item": form["item"], "text": "hello, I am Ada, ada@home.org"})
        await events(ada, await hint(ada, rooms, people))
    (words,) = [span for span in memory.get_finished_spans() if span.name == "words"]
    found = words.attributes or {}
    assert (found["gen_ai.request.model"], found["chiron.ended"]) == ("near", "done")
    assert int(str(found["gen_ai.usage.input_tokens"])) > 100
    assert ("chiron.said" in found, "chiron.prompt" in found) == (content, content)
    said = everything(memory.get_finished_spans())
    assert ("both sides" in said) == content
    for secret in ("Ada", "ada@home", str(people.ada.id)):
        assert secret not in said


async def test_a_failed_model_is_told_as_a_fault_and_a_stopped_sentence_with_its_rule(
    ada: Browser, app: FastAPI, rooms: House, people: People, fake: FakeModel
) -> None:
    address = await hint(ada, rooms, people)
    fake.manner, fake._answer = "blurting", (await right(rooms, people.ada))["answer"]
    with told(app) as memory:
        await events(ada, address)
    stopped = [dict(span.attributes or {}) for span in memory.get_finished_spans() if span.name == "stopped"]
    assert [each["chiron.rule"] for each in stopped] == ["answer-said", "answer-said"]


def test_nothing_is_imported_where_it_is_off() -> None:
    looks = (
        "import sys, chiron.main.app, chiron.main.telemetry as t; from chiron.main.settings import Settings;"
        " assert t.open_telemetry(Settings.from_environment({'CHIRON_HOME': '/nowhere'})) is None;"
        " print([m for m in sys.modules if m.startswith(('opentelemetry.sdk', 'opentelemetry.exporter', 'google.p',"
        " 'chiron.adapters.telemetry'))])"
    )
    done = subprocess.run([sys.executable, "-c", looks], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_collector_elsewhere_is_refused_where_nothing_may_leave(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(tmp_path, otel="http://collector.example:4318", nothing_leaves=True)
    with pytest.raises(InvalidInput, match="Nothing leaves this machine"):
        open_telemetry(settings)
    assert telemetry_of(settings) is None
    assert "Nothing leaves" in capsys.readouterr().err
    (tmp_path / "models.toml").write_text("nothing_leaves = true\n")
    with pytest.raises(InvalidInput):
        open_telemetry(replace(settings, nothing_leaves=False))
    with pytest.raises(InvalidInput, match="CHIRON_OTEL"):
        Settings.from_environment({"CHIRON_OTEL": "collector:4318"})


def test_spans_reach_a_collector_and_one_that_is_away_stops_nobody() -> None:
    heard: list[tuple[str, bytes]] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Collector)
    Thread(target=server.serve_forever, daemon=True).start()
    tools = open_otlp(f"http://127.0.0.1:{server.server_port}/", only_here=True)
    tools.tell(Span("turn message.said", WHEN, 12.5, {"chiron.events": 2}, (Part("read", 0.0, 2.5),)))
    tools.tell(Span("turn", WHEN, 1.0, {"odd": object()}))  # type: ignore[dict-item]
    tools.close()
    server.shutdown()
    server.server_close()
    (sent,) = heard
    assert sent[0] == "/v1/traces"
    assert b"turn message.said" in sent[1]
    tools.tell(Span("turn", WHEN, 1.0))
