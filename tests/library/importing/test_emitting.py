"""Whatever is written as YAML is read back the same by the reader of courses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.engine.library.importing.emitting import emitted
from chiron.engine.library.yamls import parse_yaml

# What the reader of courses refuses anywhere is not written by composing either.
LETTERS = st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff\ufffe\uffff")
TEXTS = st.text(st.one_of(LETTERS, st.sampled_from("\n :#-'\"@{}[]|>$\\")), max_size=200)
NAMES = st.from_regex(r"[a-z][a-z_]{0,9}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(TEXTS, st.integers(-(10**9), 10**9), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4), st.dictionaries(NAMES, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=5))
def test_what_is_written_is_read_back(value: dict[str, Any]) -> None:
    assert parse_yaml("a.yaml", emitted(value)).value == value


@pytest.mark.parametrize(
    "text",
    [
        "true",
        "no",
        "1e3",
        "007",
        "12:30",
        "2026-11-22",
        "- a",
        "a: b",
        "a #b",
        "@name",
        "x\n",
        " x",
        "x\n\ny",
        "a\n  b",
        "{",
    ],
)
def test_words_that_yaml_would_take_for_something_else_stay_words(text: str) -> None:
    assert parse_yaml("a.yaml", emitted({"a": text, "b": [text]})).value == {"a": text, "b": [text]}


def test_a_long_text_is_a_block_that_one_can_edit() -> None:
    assert emitted({"prompt": "First.\n\nSecond: $x$."}) == "prompt: |-\n  First.\n\n  Second: $x$.\n"
