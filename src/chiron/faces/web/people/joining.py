"""Joining a class with a code, with or without an account, and choosing a password with a reset code."""

from __future__ import annotations

from contextlib import suppress

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput, SignInNeeded
from chiron.engine.people import accounts, classes, codes, reset
from chiron.engine.people.accounts import Newcomer
from chiron.engine.people.person import Role, suggest_sign_in_name
from chiron.engine.people.school import School, UnderAge
from chiron.faces.web.house import House, house, sitting
from chiron.faces.web.language import _
from chiron.faces.web.people import entering
from chiron.faces.web.people.sign_in import admit

router = APIRouter()


@router.get("/join")
async def show(request: Request, code: str = "", school: str = "") -> Response:
    """Where a code is typed; somebody signed in sees it in their own language and look."""
    with suppress(SignInNeeded):
        await sitting(request)
    return await _code_page(request, {"code": code, "school": school}, {})


@router.post("/join")
async def look_up(request: Request) -> Response:
    """With an account: join. Without: on to the page that makes one."""
    rooms, form = house(request), await entering.typed(request)
    try:
        found = await sitting(request)
    except SignInNeeded:
        found = None
    try:
        if found is not None and found.person.has(Role.LEARNER):
            # Looked up first, which counts: somebody signed in guesses codes no more than a stranger.
            await accounts.look_up_code(
                rooms.database, found.school.id, form.get("code", ""), entering.address(request), rooms.clock()
            )
            async with rooms.database.school(found.school.id) as conn:
                await classes.join(conn, found.person, form.get("code", ""), rooms.clock())
            return entering.go(request, "/")
        school = await _school(rooms, form)
        name = await accounts.look_up_code(
            rooms.database, school.id, form.get("code", ""), entering.address(request), rooms.clock()
        )
    except ChironError as error:
        return await _code_page(request, form, _problem(error, "code"), error.status)
    return _account_page(request, school, name, form, {})


@router.post("/join/account")
async def make_account(request: Request) -> Response:
    """Make the learner's account and enter the class. What was typed stays, but for the password."""
    rooms, form = house(request), await entering.typed(request)
    newcomer = Newcomer(
        form.get("name", ""),
        form.get("sign_in_name", "") or suggest_sign_in_name(form.get("name", ""), ()),
        form.get("password", ""),
        of_age=form.get("age") == "over",
        agrees=form.get("agrees") == "yes",
    )
    where = entering.address(request)
    try:
        school = await _school(rooms, form)
    except ChironError as error:
        return await _code_page(request, form, _problem(error, "code"), error.status)
    try:
        if form.get("age") not in {"over", "under"}:
            raise InvalidInput(_("Say how old you are."), field="age")
        token = await accounts.join_as_new(rooms.database, school, form.get("code", ""), newcomer, where, rooms.clock())
    except ChironError as error:
        if error.details.get("field") == "code" or not error.details.get("field"):
            return await _code_page(request, form, _problem(error, "code"), error.status)
        return _account_page(request, school, form.get("class", ""), form, _problem(error, "name"), error.status)
    return await admit(request, token, {})


@router.get("/reset")
async def show_reset(request: Request, school: str = "") -> Response:
    """Where a code from a teacher is used."""
    return await _reset_page(request, {"school": school}, {})


@router.post("/reset")
async def use_reset(request: Request) -> Response:
    """Choose a password with the code; the person is signed in."""
    rooms, form = house(request), await entering.typed(request)
    try:
        school = await _school(rooms, form)
        token = await reset.use(
            rooms.database,
            school.id,
            form.get("sign_in_name", ""),
            form.get("code", ""),
            form.get("password", ""),
            entering.address(request),
            rooms.clock(),
        )
    except ChironError as error:
        return await _reset_page(request, form, _problem(error, "code"), error.status)
    return await admit(request, token, {})


def _problem(error: ChironError, otherwise: str) -> dict[str, str]:
    if error.status >= 500:
        raise error
    return entering.problem(error, otherwise)


async def _school(rooms: House, form: dict[str, str]) -> School:
    school = await entering.school_of_form(rooms, form.get("school", ""))
    if school is None:
        raise InvalidInput(_("Enter your school's short name."), field="school")
    return school


async def _needs_school(request: Request) -> bool:
    return await entering.school_of_form(house(request), "") is None


async def _code_page(request: Request, form: dict[str, str], errors: dict[str, str], status: int = 200) -> Response:
    shown = {"code": form.get("code", "")[:40], "school": form.get("school", "")[:63]}
    ask = await _needs_school(request)
    return entering.page(request, "people/join.html", status, typed=shown, errors=errors, ask_school=ask)


def _account_page(
    request: Request, school: School, group: str, form: dict[str, str], errors: dict[str, str], status: int = 200
) -> Response:
    return entering.page(
        request,
        "people/join_account.html",
        status,
        school=school,
        group=group,
        code=codes.read(form.get("code", "")),
        typed={name: form.get(name, "") for name in ("name", "sign_in_name", "age", "agrees")},
        young_may=school.under_age is UnderAge.SCHOOL,
        errors=errors,
    )


async def _reset_page(request: Request, form: dict[str, str], errors: dict[str, str], status: int = 200) -> Response:
    shown = {name: form.get(name, "")[:80] for name in ("sign_in_name", "code", "school")}
    ask = await _needs_school(request)
    return entering.page(request, "people/reset.html", status, typed=shown, errors=errors, ask_school=ask)
