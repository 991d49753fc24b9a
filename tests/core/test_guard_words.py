"""The guard on a model's words: each rule by the examples beside it, and the whole of it on any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.guard.words import LONGEST, RULES, TOO_LONG, judge
from chiron.core.words import Outcome
from tests.core.language_data import LANGUAGE, rows

GUARD = LANGUAGE / "guard"


def file_of(rule: str) -> str:
    return RULES[rule].__module__.rpartition(".")[2]


def examples() -> list[tuple[str, ...]]:
    found = []
    for name in RULES:
        found += [(name, *row) for row in rows(GUARD / f"{file_of(name)}.examples.txt", 6)]
    return found


def scene_of(kind: str, forms: str, screen: str, more: str) -> Scene:
    """The scene that an example's columns tell."""
    told = dict(part.split("=", 1) for part in more.split(";") if "=" in part)
    options: tuple[str, ...] = ()
    if kind == "choice" and (found := re.search(r"\[(.*)\]$", screen)):
        options = tuple(option.strip() for option in found[1].split("/"))
        screen = "\n".join([screen[: found.start()], *options])
    if "options" in told:
        options = tuple(told["options"].split(","))
        screen = "\n".join([screen, *options])
    sequence = tuple(told["sequence"].split(",")) if "sequence" in told else ()
    pairs = tuple((left, right) for left, _, right in (p.partition(":") for p in told.get("pairs", "").split(",") if p))
    every = tuple(form.strip() for form in forms.split(";") if form.strip())
    keys = StepKeys(kind, every, screen, options or sequence, sequence, pairs, language=told.get("language", "en"))
    age = told.get("age", "adult")
    assert age in ("child", "teen", "adult")
    return Scene(
        keys=keys,
        rung=told.get("rung"),
        kept=tuple(text for text in (told.get("kept"),) if text),
        outcome=Outcome(told["outcome"]) if "outcome" in told else None,
        heard=tuple(text for text in (told.get("heard"),) if text),
        asked=told.get("asked", ""),
        language=told.get("language", "en"),
        age=age,
        marks={"[name-1]": told["names"]} if "names" in told else {},
    )


@pytest.mark.parametrize(("rule", "verdict", "kind", "forms", "screen", "more", "words"), examples())
def test_an_example_is_judged_as_it_says(
    rule: str, verdict: str, kind: str, forms: str, screen: str, more: str, words: str
) -> None:
    """What must be stopped is stopped by this very rule; what must be allowed passes every rule."""
    before, _, text = words.rpartition("~")
    scene = scene_of(kind, forms, screen, more)
    if verdict == "stop":
        assert RULES[rule](Line(text.strip(), before.strip()), scene)
        assert not judge(text.strip(), scene, before.strip())
    else:
        assert verdict == "allow"
        assert judge(text.strip(), scene, before.strip()), judge(text.strip(), scene, before.strip())


def test_every_rule_has_both_kinds_of_examples() -> None:
    found = {(rule, verdict) for rule, verdict, *_ in examples()}
    assert found == {(rule, verdict) for rule in RULES for verdict in ("stop", "allow")}


def test_without_an_open_step_only_the_answer_may_be_said() -> None:
    assert judge("So x = 7.", Scene())
    assert judge("So x = 7.", Scene(StepKeys("numeric", ("7",), "Solve x + 4 = 11"), rung="solution"))
    assert not judge("You are a genius!", Scene())


def test_a_sentence_without_end_is_none() -> None:
    assert judge("a " * LONGEST, Scene()).rule == TOO_LONG


NOISE = st.text(alphabet=st.sampled_from("x37+-*/^()=.,$ is the \\{}½三\u202e\n*_|%abcz=QO==ⅦVII●"), max_size=200)


@settings(deadline=None, max_examples=150)
@given(
    st.text(max_size=300) | NOISE,
    st.sampled_from(["numeric", "expression", "text", "choice", "order", "match", "table", "code", "other"]),
)
def test_no_text_raises(text: str, kind: str) -> None:
    keys = StepKeys(
        kind, ("3x - 6", "7", "nucleus"), "Look at 3(x - 2)", ("nucleus", "7"), ("one a", "two b"), (("a", "b"),), "x"
    )
    found = judge(text, Scene(keys, kept=("x = 4",), asked="is it 7?"), text[:50])
    assert found.rule is None or found.rule in (*RULES, TOO_LONG)
