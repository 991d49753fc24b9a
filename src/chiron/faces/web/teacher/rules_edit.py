"""The form of a rule: rows of conditions, what then, how often. It works without scripts: a button adds a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.core.learning.course import Course
from chiron.core.learning.rules.conditions import FACTS, MOST_ROWS, RELATIONS, Condition, read_row
from chiron.core.learning.rules.rule import LONGEST_TEXT, LONGEST_TITLE, NO_MODEL, Rule, read_rule, to_json
from chiron.desks.tutoring.ruling import rule_of
from chiron.engine.models import choices
from chiron.engine.people import arrangements
from chiron.engine.people.arrangements import Arrangement, Scope, Wanted
from chiron.engine.records.database import Connection
from chiron.faces.web.language import _
from chiron.faces.web.maths import spoken
from chiron.faces.web.teacher.access import Teaching, first, key_of, read_id, typed
from chiron.faces.web.teacher.arranging import Arranger, Form, Where, needed, where
from chiron.faces.web.teacher.classes import problem
from chiron.faces.web.teacher.rule_wording import (
    ACTION_WORDS,
    FACT_WORDS,
    OFTEN_WORDS,
    RELATION_WORDS,
    options,
    value_words,
)
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/rules")
FIELDS = ("fact", "relation", "value", "skill")
"""What each row sends, one of each."""
USUAL = {"did": ("is", "wrong"), "wrong": ("at-least", "3"), "hints": ("at-least", "3"), "minutes": ("at-least", "20"),
         "questions": ("at-least", "10"), "away": ("at-least", "7"), "goal": ("at-most", "7"),
         "stage": ("at-least", "demonstrated"), "hour": ("at-least", "18")}  # fmt: skip
"""What a new row begins with."""


@router.get("/edit")
async def show(request: Request, teacher: Arranger) -> Response:
    """The form, empty or with what stands."""
    asked = request.query_params
    form: Form = {name: [asked.get(name, "")] for name in ("class", "course", "name")}
    return await _page(request, teacher, form, begun=False)


@router.post("/edit")
async def put(request: Request, teacher: Arranger) -> Response:
    """Add or drop a row, or keep the rule as a draft. What was typed stays."""
    form = await typed(request)
    do = first(form, "do")
    if do == "add" or do.startswith("drop-"):
        return await _page(request, teacher, _changed(form, do))
    try:
        async with teacher.house.database.school(teacher.school.id) as conn:
            here = await needed(conn, teacher, form)
            rule = _read(form, here.course, await _models(conn, teacher))
            scope = Scope(here.class_id, here.course.id)
            name = read_id(first(form, "name")) if first(form, "name") else None
            wanted = Wanted("rule", scope, "draft", to_json(rule), name)
            kept = await arrangements.change(conn, teacher.person, key_of(form), wanted, teacher.now)
    except InvalidInput as wrong:
        return await _page(request, teacher, form, wrong)
    return teacher.go(f"/teacher/rules/try?{here.query}&name={kept.name}&said=draft")


def _changed(form: Form, do: str) -> Form:
    """The form with one row more, or one less."""
    rows = rows_of(form)
    if do == "add":
        fact = first(form, "new")
        if fact in FACTS and len(rows) < MOST_ROWS:
            relation, value = USUAL.get(fact, (RELATIONS[FACTS[fact].type][0], ""))
            rows.append((fact, relation, value, ""))
    else:
        place = do.removeprefix("drop-")
        rows = [row for number, row in enumerate(rows) if str(number) != place]
    return {**form, **{name: [row[at] for row in rows] for at, name in enumerate(FIELDS)}}


def rows_of(form: Form) -> list[tuple[str, str, str, str]]:
    """The rows as they were typed, as many as are whole."""
    return list(zip(*(form.get(name, []) for name in FIELDS), strict=False))[:MOST_ROWS]


def _read(form: Form, course: Course, models: Sequence[str]) -> Rule:
    skills = tuple(course.skills)
    rows = tuple(read_row(*row, skills) for row in rows_of(form))
    condition = Condition("any" if first(form, "join") == "any" else "all", rows)
    action = first(form, "action")
    value = first(form, "next") if action == "practise" else first(form, "model")
    return read_rule(
        first(form, "title"), condition, action, value, first(form, "text"), first(form, "often"), skills, models
    )


async def _models(conn: Connection, teacher: Teaching) -> list[str]:
    """The models that the school chose and that are configured."""
    models = teacher.house.models
    if models is None:
        return []
    return [each.model for each in (await choices.view(conn)).choices if each.model in models.offers]


async def _page(
    request: Request, teacher: Teaching, form: Form, wrong: InvalidInput | None = None, *, begun: bool = True
) -> Response:
    async with teacher.house.database.school(teacher.school.id) as conn:
        here = await where(conn, teacher, first(form, "class"), first(form, "course"))
        models = await _models(conn, teacher)
        editing = await _editing(conn, teacher, form, here)
    if not begun:
        rule = rule_of(editing) if editing is not None else None
        form = {**form, **(_as_form(rule) if rule is not None else {"often": ["day"], "action": ["message"]})}
    course = here.course if here else None
    return render(
        request,
        "teacher/rule_edit.html",
        status=wrong.status if wrong else 200,
        place=here,
        editing=editing,
        rows=[_row(*row, course) for row in rows_of(form)] if course else [],
        values={name: first(form, name) for name in ("title", "join", "action", "next", "model", "text", "often")},
        facts=options(FACT_WORDS),
        actions=options(ACTION_WORDS),
        often=options(OFTEN_WORDS),
        skills=_skills(course) if course else [],
        models=[(NO_MODEL, _("No model: the authored words")), *((name, name) for name in models)],
        errors=problem(wrong, "rows") if wrong else {},
        most=MOST_ROWS,
        longest=(LONGEST_TITLE, LONGEST_TEXT),
        key=first(form, "key") or teacher.fresh(),
        here="class",
    )


async def _editing(conn: Connection, teacher: Teaching, form: Form, here: Where | None) -> Arrangement | None:
    if here is None or not first(form, "name"):
        return None
    standing = await arrangements.of(conn, teacher.person, "rule", here.class_id, here.course.id)
    return next((one for one in standing if str(one.name) == first(form, "name")), None)


def _as_form(rule: Rule) -> Form:
    """A rule as the form would send it."""
    rows = [(row.fact, row.relation, str(row.value), row.skill) for row in rule.condition.rows]
    filled: Form = {name: [row[at] for row in rows] for at, name in enumerate(FIELDS)}
    texts = {"title": rule.title, "join": rule.condition.join, "action": rule.action, "text": rule.text,
             "often": rule.often, "next": rule.value, "model": rule.value}  # fmt: skip
    return {**filled, **{name: [text] for name, text in texts.items()}}


def _skills(course: Course) -> list[tuple[str, str]]:
    return [(name, spoken(skill.title)) for name, skill in course.skills.items()]


def _row(fact: str, relation: str, value: str, skill: str, course: Course) -> dict[str, Any]:
    """A row as the form shows it: with the relations and values that go with its fact."""
    known = FACTS.get(fact)
    kind = known.type if known else "text"
    values = _skills(course) if kind == "skill" else []
    if known and known.values:
        values = [(each, value_words(fact, each, course)) for each in known.values]
    return {
        "fact": fact,
        "words": FACT_WORDS[fact]() if known else fact,
        "relation": relation,
        "relations": [(each, RELATION_WORDS[each]()) for each in RELATIONS[kind]],
        "value": value,
        "values": values,
        "kind": kind,
        "skill": skill,
        "of_skill": bool(known and known.of_skill),
    }
