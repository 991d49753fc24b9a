"""A proposal as the fields of a form, and back: what an author may write anew before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Asked
from chiron.engine.library.importing.reviewing import AnyProposal, OrderProposal, Queue, SkillProposal
from chiron.engine.library.importing.texts import controlled, escaped, in_one_line

Form = Mapping[str, Sequence[str]]
OPTIONS, PAIRS = 8, 8
"""Rows that the form has for options and for pairs."""
Wrong = Literal[
    "no-prompt",
    "no-answer",
    "no-title",
    "no-objective",
    "no-skill",
    "no-gap",
    "no-right",
    "few",
    "twice",
    "half",
    "long",
]
"""What may be wrong with a field; the face has the words."""


@dataclass(slots=True)
class Written:
    """What was typed: the proposal as it would be, and what is wrong, by the name of its field."""

    changed: AnyProposal
    errors: dict[str, Wrong] = field(default_factory=dict)


def form_of(one: AnyProposal) -> dict[str, list[str]]:
    """The fields of a proposal as they stand."""
    if isinstance(one, SkillProposal):
        return {"title": [one.title], "objective": [one.objective]}
    if isinstance(one, OrderProposal):
        return {"before": [one.before]}
    step = one.question.steps[0]
    made = {"skill": [one.skill], "prompt": [step.prompt], "solution": [step.solution or one.question.solution]}
    return made | _FORMS.get(step.kind, _answer)(step.fields)


def read(one: AnyProposal, form: Form, queue: Queue) -> Written:
    """What a form makes of a proposal. Nothing is raised: what is wrong stands beside its field."""
    if isinstance(one, SkillProposal):
        return _skill(one, form)
    if isinstance(one, OrderProposal):
        before = _first(form, "before")
        errors: dict[str, Wrong] = {} if queue.skill(before) is not None else {"before": "no-skill"}
        return Written(replace(one, before=before, evidence=one.evidence if before == one.before else ""), errors)
    errors = dict[str, Wrong]()
    step = one.question.steps[0]
    prompt, solution, skill = _first(form, "prompt"), _first(form, "solution"), _first(form, "skill")
    if not prompt:
        errors["prompt"] = "no-prompt"
    if skill != one.skill and queue.skill(skill) is None:
        errors["skill"] = "no-skill"
    fields = {**step.fields, **_READERS.get(step.kind, _read_answer)(form, step.fields, errors)}
    changed = Asked(step.key, step.kind, prompt, fields, step.hints, solution, step.skills)
    question = replace(one.question, steps=(changed,), solution=solution)
    return Written(replace(one, question=question, skill=skill), errors)


def _skill(one: SkillProposal, form: Form) -> Written:
    title, objective = in_one_line(_first(form, "title")), in_one_line(_first(form, "objective"))
    errors: dict[str, Wrong] = {} if title else {"title": "no-title"}
    errors |= {} if objective else {"objective": "no-objective"}
    for name, text in (("title", title), ("objective", objective)):
        if len(text) > 300:
            errors[name] = "long"
    return Written(replace(one, title=title, objective=objective), errors)


# -- from what is proposed to what is typed


def _cloze(fields: Mapping[str, Json]) -> dict[str, list[str]]:
    (gap,) = fields["gaps"].values()
    others = [one for one in gap.get("bank", ()) if one not in gap["accept"]]
    return {"text": [_said(fields["text"])], "accept": [_lines(gap["accept"])], "others": [_lines(others)]}


def _choice(fields: Mapping[str, Json]) -> dict[str, list[str]]:
    options: list[Any] = list(fields["options"])
    right = next((number for number, one in enumerate(options) if one.get("right")), 0)
    return {
        "option": [_said(one["text"]) for one in options],
        "feedback": [_said(one.get("feedback", "")) for one in options],
        "right": [str(right)],
    }


def _match(fields: Mapping[str, Json]) -> dict[str, list[str]]:
    pairs = fields["pairs"]
    return {
        "left": [_said(one["left"]) for one in pairs],
        "to": [_said(one["right"]) for one in pairs],
        "others": [_lines(fields.get("extra", ()))],
    }


def _order(fields: Mapping[str, Json]) -> dict[str, list[str]]:
    return {"items": [_lines(fields["items"])]}


def _text(fields: Mapping[str, Json]) -> dict[str, list[str]]:
    return {"accept": [_lines(fields["accept"])]}


def _answer(fields: Mapping[str, Json]) -> dict[str, list[str]]:
    return {"answer": [str(fields.get("answer", ""))]}


_FORMS: Mapping[str, Callable[[Mapping[str, Json]], dict[str, list[str]]]] = {
    "cloze": _cloze,
    "choice": _choice,
    "match": _match,
    "order": _order,
    "text": _text,
}


# -- from what is typed to what is proposed


def _read_cloze(form: Form, fields: Mapping[str, Json], errors: dict[str, Wrong]) -> dict[str, Json]:
    text, accept, others = _first(form, "text"), _listed(form, "accept"), _listed(form, "others")
    (name,) = fields["gaps"]
    if text.count(f"[{name}]") != 1:
        errors["text"] = "no-gap"
    if not accept:
        errors["accept"] = "no-answer"
    if _same([*accept, *others]):
        errors["others"] = "twice"
    gap: dict[str, Json] = {"accept": [escaped(one) for one in accept]}
    if others:
        before = [str(one) for one in fields["gaps"][name].get("bank", ())]
        bank = [escaped(one) for one in (*others, *accept[:1])]
        # The words stay where they stood: their order says nothing of which is right.
        gap["bank"] = sorted(bank, key=lambda one: before.index(one) if one in before else len(bank) // 2)
    return {"text": escaped(text), "gaps": {name: gap}}


def _read_choice(form: Form, _fields: Mapping[str, Json], errors: dict[str, Wrong]) -> dict[str, Json]:
    right, feedback = _first(form, "right"), form.get("feedback", ())
    options: list[Json] = []
    for number, text in enumerate(form.get("option", ())[:OPTIONS]):
        if not (said := _clean(text)):
            continue
        told = _clean(feedback[number]) if number < len(feedback) else ""
        made: dict[str, Json] = {"text": escaped(said)} | ({"feedback": escaped(told)} if told else {})
        options.append(made | ({"right": True} if str(number) == right else {}))
    if not any(one.get("right") for one in options):
        errors["option"] = "no-right"
    elif len(options) < 2:
        errors["option"] = "few"
    elif _same([str(one["text"]) for one in options]):
        errors["option"] = "twice"
    return {"options": options}


def _read_match(form: Form, _fields: Mapping[str, Json], errors: dict[str, Wrong]) -> dict[str, Json]:
    lefts, rights = form.get("left", ()), form.get("to", ())
    pairs = [(_clean(left), _clean(right)) for left, right in zip(lefts[:PAIRS], rights, strict=False)]
    pairs = [pair for pair in pairs if any(pair)]
    extra = _listed(form, "others")
    if any(not all(pair) for pair in pairs):
        errors["left"] = "half"
    elif len(pairs) < 2:
        errors["left"] = "few"
    elif _same([left for left, _ in pairs]) or _same([*(right for _, right in pairs), *extra]):
        errors["left"] = "twice"
    made: dict[str, Json] = {"pairs": [{"left": escaped(left), "right": escaped(right)} for left, right in pairs]}
    return made | {"extra": [escaped(one) for one in extra]}


def _read_order(form: Form, _fields: Mapping[str, Json], errors: dict[str, Wrong]) -> dict[str, Json]:
    items = _listed(form, "items")
    if len(items) < 2:
        errors["items"] = "few"
    elif _same(items):
        errors["items"] = "twice"
    return {"items": [escaped(one) for one in items]}


def _read_text(form: Form, _fields: Mapping[str, Json], errors: dict[str, Wrong]) -> dict[str, Json]:
    accept = _listed(form, "accept")
    if not accept:
        errors["accept"] = "no-answer"
    return {"accept": [escaped(one) for one in accept]}


def _read_answer(form: Form, fields: Mapping[str, Json], errors: dict[str, Wrong]) -> dict[str, Json]:
    answer = _first(form, "answer")
    if not answer:
        errors["answer"] = "no-answer"
    return {"answer": answer} if "answer" in fields else {}


_READERS: Mapping[str, Callable[[Form, Mapping[str, Json], dict[str, Wrong]], dict[str, Json]]] = {
    "cloze": _read_cloze,
    "choice": _read_choice,
    "match": _read_match,
    "order": _read_order,
    "text": _read_text,
}
ANSWERED: Mapping[str, str] = {"cloze": "text", "choice": "option", "match": "left", "order": "items", "text": "accept"}
"""The field of each kind beside which a fault of its grader stands; of others it is ``answer``."""


def _first(form: Form, name: str) -> str:
    values = form.get(name, ())
    return _clean(values[0]) if values else ""


def _clean(text: str) -> str:
    return controlled(text).strip()


def _listed(form: Form, name: str) -> list[str]:
    """The lines of a field, without empty ones."""
    return [line for line in (in_one_line(line) for line in _first(form, name).split("\n")) if line]


def _lines(texts: Sequence[Json]) -> str:
    return "\n".join(_said(one) for one in texts)


def _said(text: Json) -> str:
    return str(text).replace("@@", "@")


def _same(texts: Sequence[str]) -> bool:
    return len({" ".join(text.casefold().split()) for text in texts}) < len(texts)
