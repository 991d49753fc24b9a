"""Publishing a version: what learners did follows on a real database, open items stay, and the way back is exact."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from chiron.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chiron.core.learning import commands as c
from chiron.core.learning.content import fingerprint
from chiron.core.learning.decide import current_step, made_item
from chiron.core.learning.interactions import interaction
from chiron.core.learning.locking import Rule
from chiron.core.learning.outline.operations import ChangeSkill, MergeSkills, MoveItems
from chiron.core.learning.outline.trials import trial_id
from chiron.core.learning.state import LearnerState, to_json
from chiron.desks.studio import assignments, versions
from chiron.desks.studio.assignments import Wish
from chiron.engine.library import versions_store
from chiron.engine.people import classes, locks
from chiron.engine.people import store as people_store
from chiron.engine.people.person import Role
from chiron.engine.records import log
from chiron.engine.records.database import Database
from chiron.engine.records.ids import new_id
from tests.core.changing import Author
from tests.core.tiny import tiny
from tests.desks.drafting_rooms import NOW, Rooms
from tests.desks.test_rebuild import Ada, worked


@pytest.fixture
async def rooms(database: Database, school: UUID, tmp_path: Path) -> Rooms:
    return await Rooms.open(database, school, tmp_path)


async def publish(rooms: Rooms, author: Author, **named: object) -> str:
    async with rooms.database.school(rooms.school.id) as conn:
        return await versions.publish_checked(rooms.desk, conn, rooms.ines, author.course, **named)  # type: ignore[arg-type]


async def state_of(rooms: Rooms, ada: Ada) -> LearnerState:
    """What the desk that serves Ada knows of her now."""
    async with rooms.database.school(rooms.school.id) as conn:
        return (await ada.desk.folds.gather(conn, ada.sitting.person, "tiny")).state


def counts(state: LearnerState) -> dict[str, int]:
    return {name: record.opportunities for name, record in state.skills.items() if record.opportunities}


def changed() -> Author:
    """The tiny course after an author renamed, moved and merged."""
    author = Author(tiny())
    author.rename("first", "begin")
    author.rename_item("begin", "one", "anew")
    author.merge("second", "begin")
    return author


async def test_what_was_learnt_follows_and_comes_back(rooms: Rooms) -> None:
    ada = await worked(rooms.database, rooms.school.id, 3)
    before = await state_of(rooms, ada)
    first = (await history(rooms))[0].version
    version = await publish(rooms, changed(), note="Fewer, wider skills")
    after = await state_of(rooms, ada)
    assert sum(counts(after).values()) == sum(counts(before).values())
    assert set(counts(after)) <= {"begin", "third"}
    async with rooms.database.school(rooms.school.id) as conn:
        assert (await ada.desk.folds.rebuild(conn, ada.sitting.person, "tiny")).same
        await versions.roll_back(rooms.desk, conn, rooms.ines, "tiny", first[:12], note="Too wide", seen=version)
    assert to_json(await state_of(rooms, ada)) == to_json(before)
    told = await history(rooms)
    assert [(one.version, one.by, one.note, one.again, one.names, one.now) for one in told] == [
        (first, "Ines", "Too wide", True, True, True),
        (version, "Ines", "Fewer, wider skills", False, True, False),
        (first, None, "", False, False, False),
    ]


async def history(rooms: Rooms) -> list[versions.Release]:
    async with rooms.database.school(rooms.school.id) as conn:
        return await versions.history(conn, rooms.ines, "tiny")


async def test_the_same_names_leave_every_snapshot_where_it_is(rooms: Rooms) -> None:
    ada = await worked(rooms.database, rooms.school.id, 2)
    author = Author(tiny())
    author.skill("first")["title"] = "The first"
    async with rooms.database.school(rooms.school.id) as conn:
        kept = await log.gather(conn, ada.sitting.person.id, "tiny")
    await publish(rooms, author)
    async with rooms.database.school(rooms.school.id) as conn:
        assert await log.gather(conn, ada.sitting.person.id, "tiny") == kept
    assert len(await history(rooms)) == 2


async def test_an_open_item_is_finished_as_it_was_and_counts_where_it_is_now(rooms: Rooms) -> None:
    """At a desk that does not know yet that another process published."""
    ada = await worked(rooms.database, rooms.school.id, 1)
    ada.pass_time(timedelta(days=1))
    turn = await ada.do(c.Start("", None, "skill", "first"))
    item = turn.state.item
    assert item is not None
    prompt = made_item(item, ada.desk.setting(ada.sitting.person, ada.sitting.school, turn.frame)).prompt
    await publish(rooms, changed())
    before = counts(await state_of(rooms, ada))
    for _ in range(4):
        assert turn.state.item is not None
        setting = ada.desk.setting(ada.sitting.person, ada.sitting.school, turn.frame)
        made = made_item(turn.state.item, setting)
        step = current_step(turn.state.item, made)
        if step is None:
            break
        assert made.prompt == prompt
        form = interaction(step.kind).right(step.task, step.key)
        turn = await ada.do(c.Answer("", None, item.id, step.id), form)
    assert turn.state.item is not None
    assert turn.state.item.finished
    assert turn.state.item.skill == "begin"
    assert counts(turn.state)["begin"] == before["begin"] + len(made.steps)
    async with rooms.database.school(rooms.school.id) as conn:
        events = await log.read(conn, ada.sitting.person.id, course="tiny", kinds={"step.attempted"})
        assert (await ada.desk.folds.rebuild(conn, ada.sitting.person, "tiny")).same
    about = events[-1].draft.about
    assert about is not None
    assert (about.skill, about.template) == (item.skill, item.template) == ("first", item.template)
    turn = await ada.do(c.Next("", None, item.id))
    assert turn.state.item is None or turn.state.item.skill in ("begin", "third")


async def test_publishing_says_what_changes_for_whom_and_names_only_ones_own_learners(rooms: Rooms) -> None:
    ada = await worked(rooms.database, rooms.school.id, 1)
    dana = await rooms.person("Dana", Role.TEACHER, Role.AUTHOR)
    async with rooms.database.school(rooms.school.id) as conn:
        room = await classes.make(conn, dana, "8B", "Autumn", NOW)
        code = await classes.new_code(conn, dana, room.id, NOW)
        await classes.join(conn, ada.sitting.person, code.code, NOW)
        wish = Wish(new_id(), room.id, "skill", "first", NOW + timedelta(days=7))
        await assignments.assign(conn, dana, tiny(), wish, NOW)
        await locks.set_lock(conn, dana, new_id(), room.id, tiny(), Rule(ceiling=("first",)), NOW)
    author = Author(tiny())
    author.remove("first")
    async with rooms.database.school(rooms.school.id) as conn:
        told = await versions.preview(rooms.desk, conn, dana, author.course)
        others = await versions.preview(rooms.desk, conn, rooms.ines, author.course)
    effects = told.effects
    assert (effects.begun, effects.looked, effects.counts["kept"]) == (1, 1, 1)
    assert [(one.what, one.room, one.skills, one.empty) for one in effects.loses] == [
        ("assignment", "8B", ("First",), True),
        ("lock", "8B", ("First",), True),
    ]
    assert [(goal.title, goal.less, goal.learners) for goal in effects.goals] == [("All of it", ("First",), 1)]
    assert [(one.name, one.begun, one.touched, [p.name for p in one.people]) for one in effects.rooms] == [
        ("8B", 1, 1, ["Ada"])
    ]
    assert [(one.name, one.touched, one.people) for one in others.effects.rooms] == [("8B", 1, ())]
    assert ("skill", "gone") in told.difference.counts


async def test_a_preview_folds_only_so_many_events_and_says_how_many_it_looked_at(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    await worked(rooms.database, rooms.school.id, 3)
    author = Author(tiny())
    author.remove("first")

    async def looked(most: int) -> tuple[int, int]:
        monkeypatch.setattr(versions, "MOST_EVENTS", most)
        async with rooms.database.school(rooms.school.id) as conn:
            await versions_store.drop_snapshots(conn, "tiny")
            effects = (await versions.preview(rooms.desk, conn, rooms.ines, author.course)).effects
        return effects.looked, effects.begun

    assert await looked(5) == (0, 1)
    assert await looked(20_000) == (1, 1)


async def test_what_was_set_follows_new_names(rooms: Rooms) -> None:
    await rooms.publish(tiny())
    dana = await rooms.person("Dana", Role.TEACHER)
    async with rooms.database.school(rooms.school.id) as conn:
        room = await classes.make(conn, dana, "8B", "Autumn", NOW)
        wish = Wish(new_id(), room.id, "unit", "unit", NOW + timedelta(days=7))
        await assignments.assign(conn, dana, tiny(), wish, NOW)
        half = Wish(new_id(), room.id, "skill", "second", wish.due)
        await assignments.assign(conn, dana, tiny(), half, NOW)
        await locks.set_lock(conn, dana, new_id(), room.id, tiny(), Rule(ceiling=("first", "second")), NOW)
        beginning = (await versions.history(conn, rooms.ines, "tiny"))[0].version
    await publish(rooms, changed())
    async with rooms.database.school(rooms.school.id) as conn:
        lock = await locks.in_force(conn, dana, room.id, "tiny")
        given = {each.id: each.skills for each in await assignments.of_class(conn, dana, room.id)}
    assert given == {wish.id: ("begin", "third"), half.id: ("begin",)}
    assert lock is not None
    assert lock.rule.ceiling == ("begin",)
    async with rooms.database.school(rooms.school.id) as conn:
        told = await versions.preview_kept(rooms.desk, conn, rooms.ines, "tiny", beginning)
        await versions.roll_back(rooms.desk, conn, rooms.ines, "tiny", beginning)
        lock = await locks.in_force(conn, dana, room.id, "tiny")
        given = {each.id: each.skills for each in await assignments.of_class(conn, dana, room.id)}
    assert {id: set(skills) for id, skills in given.items()} == {
        wish.id: {"first", "second", "third"},
        half.id: {"first", "second"},
    }, "what was one of the two is both: rather more than was meant than something else"
    assert lock is not None
    assert set(lock.rule.ceiling) == {"first", "second"}
    assert [(one.what, one.room, len(one.skills)) for one in told.effects.gains] == [
        ("assignment", "8B", 1),
        ("assignment", "8B", 1),
        ("lock", "8B", 1),
    ]


async def test_what_was_set_for_a_skill_keeps_both_its_halves_and_nothing_else(rooms: Rooms) -> None:
    await rooms.publish(tiny())
    dana = await rooms.person("Dana", Role.TEACHER)
    async with rooms.database.school(rooms.school.id) as conn:
        room = await classes.make(conn, dana, "8B", "Autumn", NOW)
        await locks.set_lock(conn, dana, new_id(), room.id, tiny(), Rule(ceiling=("first", "second")), NOW)
    author = Author(tiny())
    author.split("second", "half", ["one"])
    author.move("first", "two", "third")
    await publish(rooms, author)
    async with rooms.database.school(rooms.school.id) as conn:
        lock = await locks.in_force(conn, dana, room.id, "tiny")
    assert lock is not None
    assert set(lock.rule.ceiling) == {"first", "second", "half"}, "third stood there before, and was shut"


async def test_who_may_publish_and_what_is_refused(rooms: Rooms) -> None:
    await rooms.publish(tiny())
    dana = await rooms.person("Dana", Role.TEACHER)
    async with rooms.database.school(rooms.school.id) as conn:
        for refused in (
            versions.preview(rooms.desk, conn, dana, tiny()),
            versions.history(conn, dana, "tiny"),
            versions.publish_checked(rooms.desk, conn, dana, tiny()),
            versions.roll_back(rooms.desk, conn, dana, "tiny", "0" * 12),
        ):
            with pytest.raises(NotAllowed):
                await refused
        told = await versions.preview(rooms.desk, conn, rooms.ines, tiny())
        assert told.same
        with pytest.raises(NotFound):
            await versions.roll_back(rooms.desk, conn, rooms.ines, "tiny", "0" * 12)
        with pytest.raises(NotFound):
            await versions.roll_back(rooms.desk, conn, rooms.ines, "tiny", "")
    with pytest.raises(InvalidInput):
        await publish(rooms, changed(), note="x" * 3_000)
    trial = Author(tiny())
    trial.tree["id"] = trial_id(new_id(), new_id())
    with pytest.raises(InvalidInput, match="trial-…-…"):
        await publish(rooms, trial)
    async with rooms.database.school(rooms.school.id) as conn:
        await rooms.desk.folds.shelf.lend(conn, trial.course, rooms.ines.id)
        with pytest.raises(InvalidInput, match="trial-…-…"):
            await versions.roll_back(rooms.desk, conn, rooms.ines, trial.tree["id"], fingerprint(trial.course))
    with pytest.raises(Conflict, match="meanwhile"):
        await publish(rooms, changed(), seen="0" * 64)
    await publish(rooms, changed(), seen=told.seen)
    assert len(await history(rooms)) == 2
    await publish(rooms, changed())
    assert len(await history(rooms)) == 2, "the same twice is once"


async def test_whoever_published_and_was_erased_leaves_the_history(rooms: Rooms) -> None:
    await publish(rooms, Author(tiny()))
    async with rooms.database.school(rooms.school.id) as conn:
        await conn.execute("DELETE FROM person WHERE id = %s", [rooms.ines.id])
        assert [one.by for one in await versions.history(conn, None, "tiny")] == [None]
        assert await people_store.find_person(conn, rooms.ines.id) is None


async def test_a_draft_that_renames_merges_and_moves_loses_no_answer(rooms: Rooms) -> None:
    """Through the outline's own operations: all in one publishing."""
    ada = await worked(rooms.database, rooms.school.id, 3)
    before = await state_of(rooms, ada)
    id = await rooms.begin_from("course:tiny")
    tree = (await rooms.view(id)).tree
    first, second, third = tree.skills.values()
    await rooms.change(id, ChangeSkill(first.key, "The beginning", "Begin.", "beginning"))
    await rooms.change(id, MoveItems((third.items[0].key,), first.key))
    await rooms.change(id, MergeSkills(first.key, (second.key,)))
    course = await rooms.composed(id)
    async with rooms.database.school(rooms.school.id) as conn:
        told = await versions.preview(rooms.desk, conn, rooms.ines, course)
        await versions.publish_checked(rooms.desk, conn, rooms.ines, course, seen=told.seen)
    kinds = {(what, kind) for what, kind in told.difference.counts if kind in ("new", "gone")}
    assert not kinds, "all of it is known again"
    after = await state_of(rooms, ada)
    assert set(counts(after)) <= {"beginning", "third"}
    assert sum(counts(after).values()) == sum(counts(before).values())
