"""OATutor's content: problems with steps, hints and scaffolds, skills, courses and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Origin
from chiron.engine.library.importing.formats.oatutor.helping import asks
from chiron.engine.library.importing.formats.oatutor.plans import Plans, licence_of, read_plans
from chiron.engine.library.importing.formats.oatutor.pool import Pool, find, natural
from chiron.engine.library.importing.formats.oatutor.problems import Problem, arrivals, read_object
from chiron.engine.library.importing.opening import Opened, Unusable

ENOUGH = 20_000
"""Names that ``fits`` looks at."""


class OATutor:
    """The reader; README.md of github.com/CAHLR/OATutor-Content tells what lies where."""

    name = "oatutor"
    title = "OATutor"

    def fits(self, opened: Opened) -> float:
        """Sure where a problem has its own file and steps with theirs."""
        found = find(islice(opened.names(), ENOUGH))
        if not any(folder.steps for folder in found.folders.values()):
            return 0.0
        return 0.95 if any(folder.help for folder in found.folders.values()) else 0.8

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Every problem, in the order of the courses' lessons. Raises Unusable where there is none."""
        pool = find(opened.names())
        if not pool.folders:
            raise Unusable(f"{opened.name} holds no problem of OATutor: a folder P with P.json and steps in it.")
        plans = read_plans(opened, pool, notes)
        yield _about(plans, ())
        problems = _problems(opened, pool, plans, notes)
        authors: dict[str, None] = {}
        asked = ""
        for problem in problems:
            for arrival in arrivals(opened, problem, plans, notes):
                authors |= dict.fromkeys(getattr(getattr(arrival, "origin", None), "authors", ()))
                yield arrival
            asked = asked or next((problem.folder.problem for _, hints in problem.steps if asks(hints)), "")
            problem.steps.clear()
        yield _about(plans, tuple(authors))
        if asked:
            notes.changed("scaffolds", asked, "Its questions on the way come as hints: asked and answered, not graded.")
        _rest(pool, plans, problems, notes)


READER = OATutor()


def _about(plans: Plans, authors: tuple[str, ...]) -> About:
    courses = list(plans.licences)
    licences = {licence for licence in plans.licences.values() if licence} or {plans.licence}
    title = courses[0] if len(courses) == 1 else "OATutor"
    language = plans.languages[0] if len(plans.languages) == 1 else ""
    licence = licence_of(licences.pop()) if len(licences) == 1 else ""
    return About(title, language, ", ".join(courses), Origin(title, licence, authors))


def _problems(opened: Opened, pool: Pool, plans: Plans, notes: Notes) -> list[Problem]:
    """The problems by lesson, then by their own number; two of one name are told apart."""
    found: list[Problem] = []
    taken: set[str] = set()
    for folder in pool.folders.values():
        data = read_object(opened, folder.id, folder.problem, "item", notes)
        if data is None:
            continue
        key, number = folder.id, 2
        while key in taken:
            key, number = f"{folder.id}-{number}", number + 1
        if key != folder.id:
            notes.changed(key, folder.problem, f"Its name, {folder.id}, stands twice: this one came under another.")
        taken.add(key)
        skills = [skill for step in folder.steps for skill in plans.skills.get(step, ())]
        found.append(Problem(key, folder, data, plans.lesson_of(data, skills)))
    last = len(plans.lessons)
    return sorted(found, key=lambda one: (one.lesson.order if one.lesson else last, natural(one.key)))


def _rest(pool: Pool, plans: Plans, problems: list[Problem], notes: Notes) -> None:
    """What did not come: lessons without problems, skills of steps that are not there, files of no known name."""
    used = {problem.lesson.id or problem.lesson.order for problem in problems if problem.lesson}
    place = pool.beside.get("coursePlans.json", "")
    for lesson in plans.lessons:
        if (lesson.id or lesson.order) not in used:
            notes.left(lesson.id or lesson.name, place, "lesson", "No problem here belongs to it.")
    there = {step for folder in pool.folders.values() for step in folder.steps}
    for step in plans.skills:
        if step not in there:
            notes.left(step, pool.beside.get("skillModel.json", ""), "skills of a step", "The step is not there.")
    for name in pool.other:
        notes.left(name, name, "file", "No part of OATutor's content has this name.")
