"""Strangers' kinds of step: found whole, or left out with one line that says why."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from random import Random
from typing import Any

import pytest

from chiron.core.learning import interactions
from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Course, Locale
from chiron.core.learning.exact import FormulaError
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.learning.interactions.guest import Guest
from chiron.core.learning.interactions.manifest import Broken, in_language
from chiron.core.learning.interactions.wheels import GROUP, Found, found
from chiron.core.learning.mastery import Estimate
from chiron.core.learning.policies import policy
from chiron.core.words import Outcome, Verdict
from tests.core.tiny import tiny
from tests.samples.stranger import GRADER, put

OWN = frozenset({"numeric", "choice"})


def look(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Found:
    monkeypatch.syspath_prepend(str(folder))
    return found.__wrapped__(OWN)


def test_a_whole_one_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "stranger_whole")
    seen = look(tmp_path, monkeypatch)
    assert not seen.left_out
    stranger = seen.kinds["same-words"]
    assert stranger.wheel == "stranger_whole 1.0"
    assert stranger.files == {"widget.js": b"export {};\n", "widget.css": b"a {}\n"}
    kind = stranger.interaction
    task, key = kind.make(kind.Spec(), {}, Chance(1), Locale())
    assert kind.grade(task, key, kind.read(task, {"answer": ["yes"]})).checker == "same-words@1"
    assert kind.slow is True


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "no_manifest": ({"manifest": ""}, "has no file chiron-kind.json"),
    "no_json": ({"manifest": "{not json"}, "is no JSON"),
    "deep": ({"manifest": "[" * 20_000}, "is no JSON"),
    "no_object": ({"manifest": "[]"}, "chiron-kind.json: "),
    "large": ({"manifest": '{"format": 1, "x": "' + "x" * 70_000 + '"}'}, "larger than 64 kB"),
    "newer": ({"format": 2}, "has the format 2, and this Chiron reads 1"),
    "unknown_field": ({"colour": "red"}, "colour: Extra inputs are not permitted"),
    "other_kind": ({"manifest": {"format": 1, "kind": "other", "grader": "other_kind:X"}}, "is about 'other'"),
    "no_module": ({"files": {"widget.js": ""}}, "has no file widget.js"),
    "no_styles": ({"files": {"widget.css": ""}}, "has no file widget.css"),
    "huge_module": ({"files": {"widget.js": "x" * 512_001}}, "widget.js is larger than 512 kB"),
    "binary_module": ({"files": {"widget.js": b"\xff\xfe"}}, "widget.js is not UTF-8"),
    "climbs": ({"widget": {"module": "../../secrets.js"}}, "widget.module: "),
    "no_script": ({"widget": {"module": "widget.py"}}, "widget.module: "),
    "same_inputs": ({"inputs": [{"field": "answer"}, {"field": "answer"}]}, "two inputs have the same field"),
    "other_inputs": ({"inputs": [{"field": "csrf"}]}, "inputs.0.field: "),
    "foreign": ({"grader": "os:system"}, "its grader os:system is not in the package foreign"),
    "raises": ({"grader_text": "raise RuntimeError('no\\nluck')"}, "cannot be imported: RuntimeError: no luck."),
    "exits": ({"grader_text": "raise SystemExit(3)"}, "cannot be imported: SystemExit: 3."),
    "unwritten": ({"grader_text": "def ("}, "cannot be imported: SyntaxError"),
    "absent": ({"grader": "absent.grader:OTHER"}, "absent.grader has no OTHER."),
    "half": ({"grader_text": "class INTERACTION:\n    kind = 'same-words'\n"}, "its grader has no make, read"),
    "named": ({"grader_text": GRADER.format(kind="another")}, "its grader calls itself 'another'"),
    "with_object": ({"value": "with_object.grader:INTERACTION"}, "it must name a package, and nothing behind it."),
    "nowhere": ({"value": "there_is_no_such_package"}, "there_is_no_such_package cannot be imported"),
    "clash": ({"kind": "numeric"}, "Chiron has a kind of this name"),
    "capital": ({"kind": "Loud_Kind"}, "lower-case words joined by hyphens"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_one_is_left_out_with_one_line(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, why = BROKEN[name]
    given = dict(given)
    text = given.pop("grader_text", GRADER)
    put(tmp_path, name, given.pop("kind", "same-words"), text=text, **given)
    put(tmp_path, f"{name}_neighbour", "neighbour")
    seen = look(tmp_path, monkeypatch)
    assert list(seen.kinds) == ["neighbour"]
    (line,) = (str(one) for one in seen.left_out)
    assert why in line
    assert f"of {name} 1.0 is left out: " in line
    assert line.isprintable()


def test_two_of_one_name_are_both_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "twin_one")
    put(tmp_path, "twin_two")
    seen = look(tmp_path, monkeypatch)
    assert not seen.kinds
    assert ["several packages" in str(one) for one in seen.left_out] == [True, True]


def test_what_is_not_installed_has_a_stand_in_that_judges_nobody() -> None:
    kind = interaction("gone-away")
    task, key = kind.make(kind.Spec.model_validate({"anything": [1]}), {}, Chance(1), Locale())
    with pytest.raises(Unread, match="not installed here"):
        kind.read(task, {"answer": ["3"]})
    assert kind.grade(task, key, {}).outcome is Outcome.PERSON
    assert kind.right(task, key) is None
    assert kind.describe(task, {"typed": "*3*"}) == r"\*3\*"
    assert not interactions.installed("gone-away")


def test_chirons_own_kinds_are_the_folders_here_and_nothing_installed() -> None:
    folder = Path(interactions.__file__).parent
    own = {place.parent.name.replace("_", "-") for place in folder.glob("*/grader.py")}
    assert own == set(interactions._OWN)
    assert all(interaction(kind).kind == kind for kind in own)
    assert not any(point.value.startswith("chiron.") for point in entry_points(group=GROUP))


def test_words_are_chosen_by_language() -> None:
    said = {"en": "Number", "es": "Número", "de": "Zahl"}
    assert [in_language(said, tag) for tag in ("es-MX", "de", "fr")] == ["Número", "Zahl", "Number"]
    assert in_language({"eu": "Zenbakia"}, "fr") == "Zenbakia"


class Wild:
    """Fails in everything it is asked."""

    kind, version = "wild", 1

    def __init__(self, spec: Any) -> None:
        self.Spec = spec

    def __getattr__(self, name: str) -> Any:
        def fail(*_: Any) -> Any:
            raise ValueError(f"{name} is\nwild")

        return fail


def test_a_wild_one_never_breaks_a_page() -> None:
    spec = type(interaction("numeric").Spec.model_construct())
    kind = Guest(Wild(spec), "wild", "wild")
    with pytest.raises(FormulaError, match="'wild' cannot make this step: ValueError: make is wild"):
        kind.make(None, {}, Chance(1), Locale())
    with pytest.raises(Unread):
        kind.read({}, {})
    verdict = kind.grade({}, {}, {})
    assert (verdict.outcome, verdict.note, verdict.checker) == (Outcome.PERSON, "not-checked", "wild@1")
    assert kind.describe({}, {"typed": "<b>"}) == r"\<b\>"
    assert (kind.right({}, {}), kind.mistakes({}, {}), kind.forms({}, {}), kind.typed({})) == (None, [], (), {})
    assert kind.guess({}) == pytest.approx(0.01)
    assert "The kind 'wild' fails in its right: ValueError: right is wild." in kind.faults(None, {}, {})


@pytest.mark.parametrize(
    "said",
    [None, "right", Verdict("certain", "x"), Verdict(Outcome.CORRECT, "x", proof={"a": {1, 2}})],  # type: ignore[arg-type]
)
def test_what_is_no_verdict_goes_to_a_person(said: Any) -> None:
    wild = Wild(interaction("numeric").Spec)
    wild.grade = lambda *_: said  # type: ignore[attr-defined]
    assert Guest(wild, "wild", "wild").grade({}, {}, {}).outcome is Outcome.PERSON


def test_a_verdict_is_signed_by_its_kind_and_kept_in_bounds() -> None:
    wild = Wild(interaction("numeric").Spec)
    wild.grade = lambda *_: Verdict(Outcome.CORRECT, "numeric@1", credit=7.0, note="n" * 9000)  # type: ignore[attr-defined]
    verdict = Guest(wild, "wild", "wild").grade({}, {}, {})
    assert (verdict.checker, verdict.credit, len(verdict.note or "")) == ("wild@1", 1.0, 2000)


@pytest.mark.parametrize(
    "made", [([], {}), ({}, None), ({"x": {1}}, {}), ({"x": float("nan")}, {}), ({"x": "y" * 70_000}, {})]
)
def test_a_task_is_json_of_a_fair_size(made: Any) -> None:
    wild = Wild(interaction("numeric").Spec)
    wild.make = lambda *_: made  # type: ignore[attr-defined]
    with pytest.raises(FormulaError):
        Guest(wild, "wild", "wild").make(None, {}, Chance(1), Locale())


@pytest.mark.parametrize("wrong", [{"kind": "tame"}, {"version": 0}, {"version": "1"}, {"Spec": dict}, {"Spec": None}])
def test_what_is_no_kind_is_refused(wrong: dict[str, Any]) -> None:
    wild = Wild(interaction("numeric").Spec)
    for name, value in wrong.items():
        setattr(wild, name, value)
    with pytest.raises(Broken):
        Guest(wild, "wild", "wild")


def test_reasons_in_words_of_ones_own() -> None:
    assert Unread("Give a number from 1 to 6.").message == "Give a number from 1 to 6."
    assert Unread("no-such-code").message.startswith("This could not be read.")
    assert Unread("a\x00b \n\x1b[31mc" + "d" * 900).message == "ab [31mc" + "d" * 292


def test_a_template_that_can_be_done_here_goes_before_one_that_cannot() -> None:
    body = tiny().model_dump(mode="json")
    skill = body["units"][0]["skills"][0]
    gone = [{**step, "kind": "gone-away"} for step in skill["templates"][0]["steps"]]
    for course, wanted in (([{"steps": gone}, {}], {"here"}), ([{"steps": gone}], {"gone"})):
        names = ("gone", "here")
        skill["templates"] = [
            {**tiny_template(), "id": name, **more} for name, more in zip(names, course, strict=False)
        ]
        made = Course.model_validate(body)
        asked = [
            policy().choose_template(made, skill["id"], purpose, (), Estimate(0.0, 1.0, 0.0, 1.0), Random(seed))
            for seed in range(8)
            for purpose in ("practice", "review", "test", "diagnostic")
        ]
        assert set(asked) == wanted


def tiny_template() -> dict[str, Any]:
    return tiny().model_dump(mode="json")["units"][0]["skills"][0]["templates"][0]
