"""Deciding a case of the inbox, and asking a colleague."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.desks.studio.deciding import ask_colleague, decide
from chiron.faces.web.teacher.access import Teaching, first, key_of, read_id, staff, typed
from chiron.faces.web.teacher.inbox import page

router = APIRouter(prefix="/inbox/{learner}/{id}")
Staff = Annotated[Teaching, Depends(staff)]


@router.post("/decide")
async def do(request: Request, teacher: Staff, learner: str, id: str) -> Response:
    """Decide it. The learner is told; the same form sent twice counts once."""
    form = await typed(request)
    decision, note = first(form, "decision"), first(form, "note")
    try:
        key = str(key_of(form))
        await decide(teacher.desk, teacher.person, read_id(learner), id, decision, note, key)
    except InvalidInput as wrong:
        return await page(request, teacher, (learner, id), wrong, note)
    return teacher.go(f"/inbox?said={'acknowledged' if decision == 'acknowledged' else 'decided'}")


@router.post("/ask")
async def ask(request: Request, teacher: Staff, learner: str, id: str) -> Response:
    """Ask somebody who teaches this learner too."""
    form = await typed(request)
    note = first(form, "note")
    try:
        colleague = read_id(first(form, "colleague"))
        await ask_colleague(teacher.desk, teacher.person, read_id(learner), id, colleague, note)
    except InvalidInput as wrong:
        return await page(request, teacher, (learner, id), wrong, note)
    return teacher.go(f"/inbox/{learner}/{id}?said=asked")
