"""Deciding on proposals: what is taken stands in the course and is proved, what is undone is gone again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.core.learning.course import Course
from chiron.engine.library.checking import look_over
from chiron.engine.library.importing.apart import brought
from chiron.engine.library.importing.arriving import About, Page
from chiron.engine.library.importing.reviewing import (
    OrderProposal,
    Proposal,
    Queue,
    SkillProposal,
    load,
    proposed,
    save_queue,
    written,
)
from chiron.engine.library.importing.reviewing_deciding import Deciding, leave, sure, take

TEXT = """# What cells are made of

A **nucleus** is a part of the cell that holds its plan. A **ribosome** is a small body that builds proteins. A
**membrane** is a thin layer that keeps the inside together. A **vacuole** is a space in the cell that stores water.

# How cells divide

**Mitosis** is the division of a nucleus into two equal ones. A **chromosome** is a long thread that carries genes. A
**spindle** is a set of fibres that pulls the threads apart. The nucleus is gone before the spindle grows.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course of texts alone, as an import writes it."""
    (tmp_path / "upload").mkdir()
    (tmp_path / "upload" / "cells.md").write_text(TEXT)
    brought(tmp_path)
    return tmp_path / "course"


def queue_of(folder: Path) -> Queue:
    """The queue as it stands."""
    queue = load(folder)
    assert queue is not None
    return queue


def course_of(folder: Path) -> Course:
    """The course, which must have no fault."""
    looked = look_over(folder)
    assert looked.course is not None, looked.faults
    assert not looked.faults
    return looked.course


def files(folder: Path) -> dict[str, bytes]:
    """Every file but the queue."""
    every = (path for path in folder.rglob("*") if path.is_file() and path.name != "proposals.json")
    return {str(path.relative_to(folder)): path.read_bytes() for path in every}


def undo(folder: Path) -> list[str]:
    """Take the latest decision back; the keys that it changed."""
    deciding = Deciding(folder)
    last = deciding.queue.decisions[-1:]
    deciding.undo(last[0].number if last else 0)
    return deciding.close().keys


def test_an_item_brings_its_skill_and_both_go_when_it_is_undone(folder: Path) -> None:
    before = files(folder)
    item = queue_of(folder).proposals[0]
    assert take(folder, [item.key]) == []
    course = course_of(folder)
    (skill,) = course.skills.values()
    assert (skill.title, len(skill.templates)) == ("What cells are made of", 1)
    assert course.goals[0].skills == (skill.id,)
    now = queue_of(folder)
    assert [one.state for one in (now.one(item.key), now.one(item.skill))] == ["taken", "taken"]
    assert set(undo(folder)) == {item.key, item.skill}
    assert files(folder) == before
    assert not [one for one in queue_of(folder).by_key.values() if one.state != "open"]
    with pytest.raises(InvalidInput, match="nothing to undo"):
        undo(folder)


def test_all_of_it_taken_gives_a_course_without_faults_and_undoing_leaves_the_text(folder: Path) -> None:
    before = files(folder)
    queue = queue_of(folder)
    assert take(folder, list(queue.by_key)) == []
    course = course_of(folder)
    assert len(course.templates) == len(queue.proposals) >= 7
    divide = next(skill for skill in course.skills.values() if skill.title == "How cells divide")
    made = next(skill for skill in course.skills.values() if skill.title == "What cells are made of")
    assert divide.prerequisites == (made.id,)
    undo(folder)
    assert files(folder) == before


@pytest.mark.parametrize("deed", ["take", "leave", "reopen"])
def test_undoing_puts_back_what_stood_in_the_course_unseen(folder: Path, deed: str) -> None:
    item = queue_of(folder).proposals[0]
    take(folder, [item.key], reviewed=False)
    before, stood = files(folder), queue_of(folder)
    deciding = Deciding(folder)
    getattr(deciding, deed)([item.key])
    deciding.close()
    assert queue_of(folder).by_key != stood.by_key
    undo(folder)
    assert files(folder) == before
    assert queue_of(folder).by_key == stood.by_key
    undo(folder)
    assert not [one for one in queue_of(folder).by_key.values() if one.state != "open"]


def test_another_decision_than_the_one_meant_is_not_undone(folder: Path) -> None:
    first, second, *_ = queue_of(folder).proposals
    take(folder, [first.key])
    meant = queue_of(folder).decisions[-1].number
    undo(folder)
    leave(folder, [second.key])
    with pytest.raises(Conflict, match="meanwhile"):
        Deciding(folder).undo(meant)
    assert queue_of(folder).one(second.key).state == "left"


def test_a_prerequisite_waits_until_both_skills_stand_and_shows_its_sentence(folder: Path) -> None:
    queue = queue_of(folder)
    (order,) = queue.orders
    assert "nucleus" in order.evidence
    take(folder, [order.key])
    first, second = (next(one for one in queue.proposals if one.skill == skill.key) for skill in queue.skills)
    take(folder, [second.key])
    assert not course_of(folder).skills[queue_of(folder).skills[1].id].prerequisites
    take(folder, [first.key])
    now = queue_of(folder)
    assert course_of(folder).skills[now.skills[1].id].prerequisites == (now.skills[0].id,)
    deciding = Deciding(folder)
    deciding.reopen([order.key])
    deciding.close()
    assert not course_of(folder).skills[now.skills[1].id].prerequisites


def test_a_circle_is_refused_by_its_titles(folder: Path) -> None:
    queue = queue_of(folder)
    (order,) = queue.orders
    back = OrderProposal("back", order.before, order.skill, "", 0.5, "")
    save_queue(folder, replace(queue, orders=(order, back)))
    take(folder, [order.key])
    (why,) = take(folder, ["back"])
    assert "circle" in why
    assert "“How cells divide”" in why
    assert "“What cells are made of”" in why
    assert queue_of(folder).one("back").state == "open"


def test_a_skills_words_are_the_authors_and_its_id_stays(folder: Path) -> None:
    queue = queue_of(folder)
    first, *others = (one for one in queue.proposals if one.skill == queue.skills[0].key)
    take(folder, [first.key])
    id = queue_of(folder).skills[0].id
    deciding = Deciding(folder)
    deciding.edit(replace(queue_of(folder).skills[0], title="Parts of a cell", objective="Name the parts of a cell."))
    deciding.close()
    take(folder, [others[0].key])
    skill = course_of(folder).skills[id]
    assert (skill.title, skill.objective, len(skill.templates)) == ("Parts of a cell", "Name the parts of a cell.", 2)


def test_what_belongs_to_a_skill_that_was_left_is_not_taken(folder: Path) -> None:
    queue = queue_of(folder)
    leave(folder, [queue.skills[0].key])
    item = next(one for one in queue.proposals if one.skill == queue.skills[0].key)
    (why,) = take(folder, [item.key])
    assert "Its skill is left" in why
    deciding = Deciding(folder)
    deciding.edit(replace(item, skill=queue.skills[1].key))
    deciding.close()
    assert take(folder, [item.key]) == []
    assert [skill.title for skill in course_of(folder).skills.values()] == ["How cells divide"]


def test_a_skill_with_items_in_the_course_is_not_taken_back_before_them(folder: Path) -> None:
    item = queue_of(folder).proposals[0]
    take(folder, [item.key])
    deciding = Deciding(folder)
    deciding.leave([item.skill])
    assert "Take those back first" in deciding.close().refused[item.skill]
    assert queue_of(folder).one(item.skill).state == "taken"


def test_a_changed_item_goes_through_its_grader_first(folder: Path) -> None:
    item = next(one for one in queue_of(folder).proposals if one.kind == "cloze")
    step = item.question.steps[0]
    wrong = replace(step, fields={**step.fields, "gaps": {"term": {"bank": ["a", "b"], "accept": ["c"]}}})
    deciding = Deciding(folder)
    with pytest.raises(InvalidInput):
        deciding.edit(replace(item, question=replace(item.question, steps=(wrong,))))
    assert queue_of(folder).one(item.key) == item


def test_what_was_decided_stays_so_when_the_text_is_read_again(folder: Path) -> None:
    queue = queue_of(folder)
    take(folder, [queue.proposals[0].key])
    leave(folder, [queue.proposals[1].key])
    decided = {key: one.state for key, one in queue_of(folder).by_key.items()}
    brought(folder.parent)
    assert {key: one.state for key, one in queue_of(folder).by_key.items()} == decided
    assert len(course_of(folder).templates) == 1
    undo(folder)
    assert queue_of(folder).one(queue.proposals[1].key).state == "open"


def test_unreviewed_items_are_marked_and_only_the_surest_are_taken(folder: Path) -> None:
    queue = queue_of(folder)
    keys = sure(queue)
    assert 0 < len(keys) < len(queue.by_key)
    take(folder, keys, reviewed=False)
    assert {template.reviewed for template in course_of(folder).templates.values()} == {False}


def test_what_is_not_there_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        take(folder, ["no-such"])
    with pytest.raises(NotFound):
        take(tmp_path / "other", ["x"])
    (folder / "proposals.json").write_text("{")
    with pytest.raises(InvalidInput, match="Import the text again"):
        load(folder)


def test_the_queue_goes_by_skill_and_an_older_file_is_still_read(tmp_path: Path) -> None:
    queue = proposed(About("Cells", "en"), [Page("p", "p", "Cells", TEXT, ("Cells",))], [])
    every = queue.in_order
    assert isinstance(every[0], SkillProposal)
    assert [one.key for one in every] == list(dict.fromkeys(one.key for one in every))
    assert len(every) == len(queue.by_key)
    items = [one for one in every if isinstance(one, Proposal) and one.skill == every[0].key]
    assert items == sorted(items, key=lambda one: -one.confidence)
    old = replace(queue, skills=(), orders=())
    (tmp_path / "proposals.json").write_text(written(old))
    found = load(tmp_path)
    assert found is not None
    assert len(found.in_order) == len(queue.proposals)


WAYS = ["take", "leave", "reopen", "undo", "unseen", "title"]
DEEDS = st.lists(
    st.tuples(st.sampled_from(WAYS), st.sets(st.integers(0, 40), max_size=4)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_whatever_is_decided_leaves_a_course_without_faults_and_reopening_all_leaves_the_text(
    folder: Path, deeds: list[tuple[str, set[int]]]
) -> None:
    before = files(folder)
    every = [one.key for one in queue_of(folder).in_order]
    for deed, places in deeds:
        keys = [every[place % len(every)] for place in sorted(places)]
        deciding = Deciding(folder)
        if deed == "undo" and deciding.queue.decisions:
            deciding.undo(deciding.queue.decisions[-1].number)
        elif deed == "title":
            skills = [one for key in keys if (one := deciding.queue.skill(key)) is not None]
            for skill in skills:
                deciding.edit(replace(skill, title=f"{skill.title} again"))
        elif deed in ("leave", "reopen"):
            getattr(deciding, deed)(keys)
        elif deed in ("take", "unseen"):
            deciding.take(keys, reviewed=deed == "take")
        deciding.close()
        queue = queue_of(folder)
        taken = [one for one in queue.proposals if one.state == "taken"]
        if taken:
            course = course_of(folder)
            assert len(course.templates) == len(taken)
            unseen = sum(not one.seen for one in taken)
            assert sum(not template.reviewed for template in course.templates.values()) == unseen
    deciding = Deciding(folder)
    deciding.reopen([one.key for one in deciding.queue.in_order])
    assert not deciding.close().refused
    assert files(folder) == before
    (folder / "proposals.json").unlink()
    brought(folder.parent)  # The next example begins with an untouched queue.
