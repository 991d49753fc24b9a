"""What offering things to read and see brought: a table, its file, and asking for it to be learnt anew."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.desks.studio import helps as desk
from chiron.faces.web.maths import spoken
from chiron.faces.web.teacher.access import Teaching, readers
from chiron.faces.web.teacher.shown import render
from chiron.faces.web.teacher.tables import table

router = APIRouter(prefix="/teacher/fits/{course}")
Reader = Annotated[Teaching, Depends(readers)]
SHOWN = 200
"""So many lines stand on the page; the file has all."""


@router.get("/resources")
async def show(request: Request, reader: Reader, course: str) -> Response:
    """Everything that may be offered, what helps most first."""
    async with reader.house.database.school(reader.school.id) as conn:
        seen = await desk.learnt(reader.desk, conn, reader.person, course)
    return render(request, "teacher/helps.html", seen=seen, shown=SHOWN, here="courses")


@router.post("/resources")
async def learn(reader: Reader, course: str) -> Response:
    """Have it learnt from the answers as they are now."""
    async with reader.house.database.school(reader.school.id) as conn:
        await desk.learn_now(reader.desk, conn, reader.person, course)
    return reader.go(f"/teacher/fits/{course}/resources")


@router.get("/resources.csv")
async def every(reader: Reader, course: str) -> Response:
    """Every line of the table."""
    async with reader.house.database.school(reader.school.id) as conn:
        seen = await desk.learnt(reader.desk, conn, reader.person, course)
    head = (
        "id",
        "title",
        "kind",
        "skill",
        "offered",
        "left out",
        "difference",
        "standard error",
        "share that opened it",
    )
    rows = [
        (
            row.aid.id,
            spoken(row.aid.title),
            row.aid.kind,
            row.skill.id,
            row.known.offered if row.known else 0,
            row.known.beside if row.known else 0,
            round(row.known.help, 3) if row.known else "",
            round(row.known.error, 3) if row.known else "",
            round(row.known.taken, 2) if row.known else "",
        )
        for row in seen.rows
    ]
    return table(f"{course}-resources", head, rows)
