"""Deciding any answer of a learner, contested or not."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode
from uuid import uuid5

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.desks.studio.overruling import overrule
from chiron.faces.web.teacher.access import Teaching, first, key_of, read_id, teaching, typed
from chiron.faces.web.teacher.learner import page

router = APIRouter(prefix="/teacher/learner/{learner}/grade")
Teacher = Annotated[Teaching, Depends(teaching)]


@router.post("")
async def decide(request: Request, teacher: Teacher, learner: str) -> Response:
    """Decide it. The learner is told; the same form sent twice counts once."""
    form, id = await typed(request), read_id(learner)
    values = {name: first(form, name) for name in ("course", "skill", "attempt", "decision", "note")}
    try:
        # One page holds many such forms: each of its answers and decisions is a deed of its own.
        key = str(uuid5(key_of(form), f"{values['attempt']} {values['decision']}"))
        done = await overrule(
            teacher.desk, teacher.person, id, values["attempt"], values["decision"], values["note"], key
        )
    except InvalidInput as wrong:
        return await page(request, teacher, learner, values["course"], values["skill"], wrong, values)
    query = {"course": values["course"], "skill": values["skill"], "said": "decided" if done else "same"}
    return teacher.go(f"/teacher/learner/{id}?{urlencode(query)}#attempts")
