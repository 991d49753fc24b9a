"""The reference names every file, field, fact and action that there is; the checker withstands whatever is written."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from chiron.core.support.playbook import actions, catalogue, desk, flows, knowledge, playbook
from chiron.core.support.playbook.actions import SHAPES
from chiron.core.support.playbook.facts import shapes
from chiron.core.support.playbook.playbook import MESSAGES
from chiron.engine.library.playbooks.checking import check, event_kinds
from chiron.engine.library.playbooks.conditions import OFFERED

from ..playbook_example import REFERENCE, playbook_files, write_playbook

TEXT = REFERENCE.read_text("utf-8")


def test_every_field_is_named() -> None:
    found = {
        name
        for module in (actions, catalogue, desk, flows, knowledge, playbook)
        for shape in vars(module).values()
        if isinstance(shape, type) and issubclass(shape, BaseModel) and shape.__module__ == module.__name__
        for name, field in shape.model_fields.items()
        if (field.alias or name) not in ("overlays", "is")
    }
    missing = {
        name for name in found if f"`{name}`" not in TEXT and f"{name}:" not in TEXT and f"`{name}.yaml`" not in TEXT
    }
    assert missing == set()
    assert "`is`" in TEXT


def test_every_fact_action_and_message_is_named() -> None:
    every = {*shapes(), *(one.name for one in OFFERED), *SHAPES}
    assert {name for name in every if f"`{name}`" not in TEXT} == set()
    example = playbook_files()["messages.yaml"]
    assert [name for name in MESSAGES if f"id: {name}," not in example] == []


def test_stages_know_the_kinds_of_the_log() -> None:
    assert {"order.placed", "product.seen", "case.handed-over"} <= event_kinds()


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    name=st.sampled_from(sorted(playbook_files())),
    at=st.floats(0, 1),
    cut=st.integers(0, 60),
    put=st.sampled_from(
        ["", "{", "}", "[]", ": ", "\n", "- x\n", "~", "'", "{a|b}", "1e999", "é", "<b>", "true", "{}", "\n  id: x\n"]
    ),
)
def test_whatever_is_written_is_told_and_never_raises(tmp_path: Path, name: str, at: float, cut: int, put: str) -> None:
    folder = write_playbook(tmp_path)
    text = playbook_files()[name]
    start = int(at * len(text))
    (folder / name).write_text(text[:start] + put + text[start + cut :], "utf-8")
    found = check(folder, date(2026, 11, 22))
    for fault in (*found.faults, *found.notes):
        assert fault.line >= 1
        assert fault.message
        assert fault.remedy
    assert (found.playbook is None) is bool(found.faults)


def test_of_thousands_of_products_each_fault_is_told(tmp_path: Path) -> None:
    chance = random.Random(7)
    folder = write_playbook(tmp_path)
    lines = ["products:"]
    for number in range(2_000):
        other = chance.randrange(2_000)
        goes = "" if other == number else f", goes_with: [p-{other}]"
        lines.append(f"  - {{id: p-{number}, title: Tea {number}, price: {number}{goes}, replaces: mint-leaf}}")
    (folder / "products" / "more.yaml").write_text("\n".join(lines), "utf-8")
    faults = check(folder, date(2026, 11, 22)).faults
    # The category is the name of the file, and there is none of this name: told 2,000 times, and nothing else.
    assert {fault.message for fault in faults} == {"There is no category 'more'."}
    assert len(faults) == 2_000
