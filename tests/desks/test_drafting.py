"""Drafts at the studio's desk, in a real PostgreSQL: made, changed, undone, tried, published, forgotten."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from chiron.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chiron.core.learning.content import fingerprint, to_content
from chiron.core.learning.outline import operations as do
from chiron.core.learning.outline.trials import is_trial
from chiron.desks.studio import drafting
from chiron.desks.studio.drafting import Chosen
from chiron.engine.library.drafting import keeping, store
from chiron.engine.library.importing import jobs
from chiron.engine.library.importing import store as import_store
from chiron.engine.library.importing.emitting import emitted
from chiron.engine.library.media import store as media_store
from chiron.engine.library.packages import store as packages_store
from chiron.engine.people.person import Role
from chiron.engine.records.backup import backup, restore
from chiron.engine.records.cluster import Endpoint
from chiron.engine.records.database import Database
from chiron.engine.records.erasure import Rooms as ErasureRooms
from tests.core.tiny import tiny
from tests.desks.drafting_rooms import Rooms
from tests.library.example import write_example
from tests.library.played import beads, beside

COURSES = Path(__file__).parents[2] / "courses"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f0005000"
    "1ff56c72f0d0000000049454e44ae426082"
)


@pytest.fixture
async def rooms(database: Database, school: UUID, tmp_path: Path) -> Rooms:
    made = await Rooms.open(database, school, tmp_path / "home")
    await made.publish(tiny())
    return made


async def test_a_draft_of_a_course_is_published_as_the_same_version(rooms: Rooms) -> None:
    version = fingerprint(tiny())
    id = await rooms.begin_from("course:tiny")
    draft = await rooms.view(id)
    assert (draft.source, draft.revision, draft.published, draft.unchanged) == ("Tiny", 1, None, False)
    assert fingerprint(await rooms.composed(id)) == version
    assert await drafting.publish(rooms.desk, rooms.database, rooms.ines, id, 1) == "tiny"
    assert (await rooms.view(id)).published == version
    assert (await rooms.view(id)).unchanged
    skill = next(iter(draft.tree.skills))
    await rooms.change(id, do.ChangeSkill(skill, "First of all", "Do it.", "foremost"))
    assert not (await rooms.view(id)).unchanged
    await drafting.publish(rooms.desk, rooms.database, rooms.ines, id, 2)
    async with rooms.database.school(rooms.school.id) as conn:
        course, now = await rooms.desk.folds.shelf.course(conn, "tiny")
    assert now != version
    assert course.skills["foremost"].was == ("first",)


async def test_every_change_is_a_line_of_the_history_and_is_undone_exactly(rooms: Rooms) -> None:
    id = await rooms.begin_from("course:tiny")
    seen = [(await rooms.view(id)).tree]
    first, second, _ = seen[0].skills
    for operation in (
        do.AddUnit("New"),
        do.MergeSkills(first, (second,)),
        do.RemoveUnit(seen[0].units[0].key),
    ):
        await rooms.change(id, operation)
        seen.append((await rooms.view(id)).tree)
    for tree in reversed(seen[:-1]):
        await rooms.undo(id)
        assert (await rooms.view(id)).tree == tree
    assert (await rooms.view(id)).undo is None
    with pytest.raises(Conflict):
        await rooms.undo(id)
    for tree in seen[1:3]:
        await rooms.redo(id)
        assert (await rooms.view(id)).tree == tree
    draft = await rooms.view(id)
    assert draft.redo is not None
    assert draft.redo.kind == "remove-unit"
    await rooms.change(id, do.AddUnit("Other"))
    assert (await rooms.view(id)).redo is None
    async with rooms.database.school(rooms.school.id) as conn:
        lines = await drafting.history(conn, rooms.ines, id)
    assert [(line.said.kind, line.by, line.undone) for line in lines] == [
        ("add-unit", "Ines", False),
        ("remove-unit", "Ines", True),
        ("merge-skills", "Ines", False),
        ("add-unit", "Ines", False),
        ("begin-from", "Ines", False),
    ]


async def test_trees_of_long_ago_are_let_go_and_their_lines_stay(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "KEPT", 2)
    id = await rooms.begin()
    for number in range(4):
        await rooms.change(id, do.AddUnit(f"Unit {number}"))
    await rooms.undo(id)
    await rooms.undo(id)
    assert (await rooms.view(id)).undo is None
    with pytest.raises(Conflict):
        await rooms.change(id, do.AddUnit("Late"), seen=1)
    async with rooms.database.school(rooms.school.id) as conn:
        assert len(await drafting.history(conn, rooms.ines, id)) == 5


async def test_two_tabs_and_two_authors_lose_nothing_of_each_other(rooms: Rooms) -> None:
    id = await rooms.begin_from("course:tiny")
    first, second, _ = (await rooms.view(id)).tree.skills
    olga = await rooms.person("Olga", Role.AUTHOR)

    async def as_olga(operation: do.Operation, seen: int) -> int:
        async with rooms.database.school(rooms.school.id) as conn:
            return await drafting.change(rooms.desk, conn, olga, id, seen, operation)

    await asyncio.gather(
        rooms.change(id, do.ChangeSkill(first, "One", "O"), seen=1), as_olga(do.ChangeSkill(second, "Two", "O"), 1)
    )
    tree = (await rooms.view(id)).tree
    assert {tree.skills[first].title, tree.skills[second].title} == {"One", "Two"}
    with pytest.raises(Conflict):
        await as_olga(do.ChangeSkill(first, "Uno", "O"), 1)
    with pytest.raises(Conflict):
        async with rooms.database.school(rooms.school.id) as conn:
            await drafting.undo(conn, olga, id, 1)
    with pytest.raises(Conflict):
        await drafting.publish(rooms.desk, rooms.database, rooms.ines, id, 1)


async def test_an_import_is_read_once_and_parts_of_it_come_with_their_files(rooms: Rooms, tmp_path: Path) -> None:
    id, folder = await rooms.imported()
    write_example(folder)
    lesson = next(folder.glob("units/*/*.md"))
    lesson.write_text(f"{lesson.read_text('utf-8')}\n\n![A dot](media/dot.png)\n", "utf-8")
    (folder / "media").mkdir()
    (folder / "media" / "dot.png").write_bytes(PNG)
    shown = await rooms.source(f"import:{id}")
    assert shown.broken == 0
    draft = await rooms.begin("My own")
    taken = await rooms.take(draft, f"import:{id}", Chosen(units=(shown.tree.units[0].key,)))
    assert taken.items == shown.tree.units[0].items
    again = await rooms.take(draft, f"import:{id}", Chosen())
    assert (again.items, again.there) == (0, len(shown.tree.items) + len(shown.tree.texts))
    assert (await rooms.source(f"import:{id}", draft)).there == {*shown.tree.items, *shown.tree.texts}
    async with rooms.database.school(rooms.school.id) as conn:
        await jobs.forget(conn, rooms.home, rooms.school.id, id)
        await media_store.sweep(conn)
    with pytest.raises(InvalidInput) as gone:
        await rooms.source(f"import:{id}")
    assert gone.value.details["field"] == "source"
    revision = (await rooms.view(draft)).revision
    assert await drafting.publish(rooms.desk, rooms.database, rooms.ines, draft, revision) == "my-own"
    async with rooms.database.school(rooms.school.id) as conn:
        course, _ = await rooms.desk.folds.shelf.course(conn, "my-own")
    assert list(course.media) == ["dot.png"]


async def test_an_import_that_was_read_anew_is_taken_as_it_is_now(rooms: Rooms) -> None:
    id, folder = await rooms.imported()
    write_example(folder)
    before = await rooms.source(f"import:{id}")
    shutil.rmtree(folder)
    write_example(folder, course=("title: Adding in tens", "title: Adding anew"))
    after = await rooms.source(f"import:{id}")
    assert (before.tree.head.title, after.tree.head.title) == ("Adding in tens", "Adding anew")
    async with rooms.database.school(rooms.school.id) as conn:
        await import_store.again(conn, id)
    with pytest.raises(Conflict):
        await rooms.source(f"import:{id}")
    async with rooms.database.school(rooms.school.id) as conn:
        lines = {line.key: line for line in await drafting.sources(conn, rooms.ines)}
        assert lines[f"import:{id}"].note
        assert lines["course:tiny"].title == "Tiny"
        await import_store.end(conn, id, "It is broken.", None)
    with pytest.raises(InvalidInput):
        await rooms.source(f"import:{id}")


async def test_a_book_of_texts_alone_can_be_taken_from(rooms: Rooms) -> None:
    id, folder = await rooms.imported()
    course = to_content(tiny())
    unit = folder / "units" / "one"
    (unit / "readings").mkdir(parents=True)
    (unit / "readings" / "page.md").write_text("Some words.\n", "utf-8")
    listed = {"title": "One", "summary": "One", "skills": [], "readings": [{"id": "page", "title": "Page"}]}
    unit.joinpath("unit.yaml").write_text(emitted(listed), "utf-8")
    head = {name: value for name, value in course.items() if name not in ("units", "goals", "glossary")}
    folder.joinpath("course.yaml").write_text(emitted({**head, "goals": [], "units": ["one"]}), "utf-8")
    draft = await rooms.begin_from("course:tiny")
    taken = await rooms.take(draft, f"import:{id}", Chosen())
    assert (taken.skills, taken.items, taken.texts) == (0, 0, 1)
    (key,) = (await rooms.view(draft)).tree.texts
    async with rooms.database.school(rooms.school.id) as conn:
        assert (await drafting.text_shown(conn, rooms.ines, draft, key)).text == "Some words.\n"
    assert "page" in (await rooms.composed(draft)).readings


async def test_part_of_a_course_is_another_course(rooms: Rooms) -> None:
    shown = await rooms.source("course:tiny")
    id = await rooms.begin_from("course:tiny", Chosen(skills=(next(iter(shown.tree.skills)),)))
    made = await rooms.composed(id)
    assert made.id == "tiny-2"
    assert list(made.skills) == ["first"]
    copy = await rooms.begin_from(f"draft:{id}")
    assert fingerprint(await rooms.composed(copy)) == fingerprint(made)


async def test_what_stands_against_publishing_is_told_at_its_place(rooms: Rooms) -> None:
    id = await rooms.begin_from("course:tiny")
    tree = (await rooms.view(id)).tree
    first, _, third = tree.skills.values()
    await rooms.change(id, do.MoveSkills((third.key,), tree.units[0].key, 0))
    await rooms.change(id, do.TakeOutItems(tuple(item.key for item in first.items)))
    found = await drafting.standing(rooms.database, rooms.ines, id)
    assert not found.ready
    assert {third.key, first.key} <= {fault.key for fault in found.faults if fault.stops}
    revision = (await rooms.view(id)).revision
    with pytest.raises(InvalidInput):
        await drafting.publish(rooms.desk, rooms.database, rooms.ines, id, revision)
    with pytest.raises(InvalidInput):
        await drafting.try_it(rooms.desk, rooms.database, rooms.ines, id)


async def test_a_lost_piece_is_one_clear_error(rooms: Rooms) -> None:
    id = await rooms.begin_from("course:tiny")
    async with rooms.database.school(rooms.school.id) as conn:
        await conn.execute("DELETE FROM draft_holds")
        await store.sweep(conn)
    with pytest.raises(InvalidInput, match="not kept any more"):
        await drafting.standing(rooms.database, rooms.ines, id)
    assert (await rooms.view(id)).tree.skills


async def test_one_skill_can_be_looked_at_alone(rooms: Rooms) -> None:
    id = await rooms.begin_from("course:tiny")
    skill = list((await rooms.view(id)).tree.skills)[1]
    async with rooms.database.school(rooms.school.id) as conn:
        course, version = await drafting.skill_course(conn, rooms.ines, id, skill)
    assert list(course.skills) == ["second"]
    assert len(version) == 64


async def test_a_trial_is_its_authors_alone_and_begins_anew(rooms: Rooms) -> None:
    id = await rooms.begin_from("course:tiny")
    olga = await rooms.person("Olga", Role.AUTHOR)
    shelf = rooms.desk.folds.shelf
    first = await drafting.try_it(rooms.desk, rooms.database, rooms.ines, id)
    assert is_trial(first)
    async with rooms.database.school(rooms.school.id) as conn:
        assert [one.course.id for one in await shelf.on_shelf(conn)] == ["tiny"]
        assert {one.course.id for one in await shelf.on_shelf(conn, None, rooms.ines.id)} == {"tiny", first}
        assert [one.course.id for one in await shelf.on_shelf(conn, None, olga.id)] == ["tiny"]
        assert await shelf.only_for(conn, first) == rooms.ines.id
        assert await drafting.tried(conn, rooms.ines, first) == id
        assert await drafting.tried(conn, olga, first) is None
        assert f"course:{first}" not in [line.key for line in await drafting.sources(conn, rooms.ines)]
    second = await drafting.try_it(rooms.desk, rooms.database, rooms.ines, id)
    assert second != first
    assert (await rooms.view(id)).trial == second
    async with rooms.database.school(rooms.school.id) as conn:
        with pytest.raises(NotFound):
            await shelf.course(conn, first)
    await drafting.end_trial(rooms.desk, rooms.database, rooms.ines, id)
    await drafting.end_trial(rooms.desk, rooms.database, rooms.ines, id)
    assert (await rooms.view(id)).trial is None
    async with rooms.database.school(rooms.school.id) as conn:
        assert await shelf.only_for(conn, second) is None
        assert len(await shelf.on_shelf(conn, None, rooms.ines.id)) == 1


async def test_a_draft_is_forgotten_with_its_trial_and_what_only_it_holds(rooms: Rooms) -> None:
    id, other = await rooms.begin_from("course:tiny"), await rooms.begin_from("course:tiny")
    await drafting.try_it(rooms.desk, rooms.database, rooms.ines, id)
    await drafting.forget(rooms.desk, rooms.database, rooms.ines, id)
    with pytest.raises(NotFound):
        await rooms.view(id)
    assert await rooms.composed(other)
    async with rooms.database.school(rooms.school.id) as conn:
        assert len(await rooms.desk.folds.shelf.on_shelf(conn, None, rooms.ines.id)) == 1
        assert [line.id for line in await drafting.every(conn, rooms.ines)] == [other]


async def test_once_an_author_is_erased_drafts_stay_and_name_nobody(rooms: Rooms) -> None:
    id = await rooms.begin_from("course:tiny")
    await drafting.try_it(rooms.desk, rooms.database, rooms.ines, id)
    olga = await rooms.person("Olga", Role.AUTHOR)
    async with rooms.database.school(rooms.school.id) as conn:
        await conn.execute("DELETE FROM person WHERE id = %s", [rooms.ines.id])
        (line,) = await drafting.every(conn, olga)
        assert (line.id, line.by) == (id, "")
        assert [entry.by for entry in await drafting.history(conn, olga, id)] == [""]
        found = await conn.execute("SELECT count(*) AS n FROM course WHERE only_for IS NOT NULL")
        row = await found.fetchone()
    assert row == {"n": 0}


async def test_nobody_but_authors_comes_in_and_no_other_school_sees_anything(
    rooms: Rooms, database: Database, other_school: UUID, tmp_path: Path
) -> None:
    id = await rooms.begin_from("course:tiny")
    dana = await rooms.person("Dana", Role.TEACHER)
    async with rooms.database.school(rooms.school.id) as conn:
        for refused in (drafting.every(conn, dana), drafting.view(conn, dana, id), drafting.sources(conn, dana)):
            with pytest.raises(NotAllowed):
                await refused
    for shut in (
        drafting.standing(database, dana, id),
        drafting.try_it(rooms.desk, database, dana, id),
        drafting.publish(rooms.desk, database, dana, id, 1),
        drafting.forget(rooms.desk, database, dana, id),
    ):
        with pytest.raises(NotAllowed):
            await shut
    others = await Rooms.open(database, other_school, tmp_path / "other")
    with pytest.raises(NotFound):
        await others.view(id)
    with pytest.raises(InvalidInput):
        await others.source(f"draft:{id}")
    async with database.school(other_school) as conn:
        assert await drafting.every(conn, others.ines) == []


@pytest.mark.parametrize(
    "key",
    ["", "course:", "course:none", "draft:x", "import:../..", "import:01a204ea-a12f-7962-81bd-58c6135c1200", "x:y"],
)
async def test_a_source_that_is_none_is_refused(rooms: Rooms, key: str) -> None:
    with pytest.raises(InvalidInput):
        await rooms.source(key)


async def test_an_empty_draft_is_begun_and_refused_at_its_fields(rooms: Rooms) -> None:
    id = await rooms.begin("Élan vital", language="es", ages=(12, 14))
    head = (await rooms.view(id)).tree.head
    assert (head.id, head.authors, head.language, head.ages) == ("elan-vital", ("Ines",), "es", (12, 14))
    for field, wrong in (("title", {"title": " "}), ("ages", {"ages": (9, 3)}), ("language", {"language": "?"})):
        with pytest.raises(InvalidInput) as refused:
            await rooms.begin(**wrong)
        assert refused.value.details["field"] == field
    await rooms.change(id, do.ChangeHead(id="trial-0123456789ab-0123456789abcdef"))
    with pytest.raises(InvalidInput) as refused:
        await drafting.publish(rooms.desk, rooms.database, rooms.ines, id, 2)
    assert refused.value.details["field"] == "id"


async def test_packages_come_along_and_stay_though_their_source_is_gone(rooms: Rooms) -> None:
    id, folder = await rooms.imported()
    write_example(folder)
    beside(folder, "beads", beads())
    draft = await rooms.begin_from(f"import:{id}")
    async with rooms.database.school(rooms.school.id) as conn:
        await jobs.forget(conn, rooms.home, rooms.school.id, id)
        await packages_store.sweep(conn)
    await drafting.publish(rooms.desk, rooms.database, rooms.ines, draft, 1)
    async with rooms.database.school(rooms.school.id) as conn:
        course, _ = await rooms.desk.folds.shelf.course(conn, "adding-in-tens")
    assert list(course.packages) == ["beads"]
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        async with rooms.database.school(rooms.school.id) as conn:
            await store.hold_packages(conn, draft, ["0" * 64])


async def test_a_backup_holds_drafts_with_their_history(rooms: Rooms, endpoint: Endpoint, home: Path) -> None:
    id = await rooms.begin_from("course:tiny")
    await rooms.change(id, do.AddUnit("Kept"))
    before = await rooms.view(id)
    await backup(endpoint, home / "backup.zip")
    await drafting.forget(rooms.desk, rooms.database, rooms.ines, id)
    await restore(endpoint, home, home / "backup.zip", ErasureRooms())
    assert await rooms.view(id) == before
    await rooms.undo(id)
    assert fingerprint(await rooms.composed(id)) == fingerprint(tiny())
