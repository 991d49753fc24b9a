"""What a learner's teachers have set, in sentences."""

from __future__ import annotations

from dataclasses import replace

from chiron.core.learning.course import Course
from chiron.desks.tutoring.choosing import Choosing
from chiron.engine.people.locks import ClassLock
from chiron.faces.web.language import _, ngettext
from chiron.faces.web.teacher.wording import rule_words


def locks_words(chosen: Choosing, course: Course) -> list[str]:
    """What is set for a learner in a course, by whom: a line a lock, the oldest first; empty where nothing is."""
    told = [" ".join(_words(lock, course)) for lock in chosen.locks]
    if chosen.nothing_open:
        told.append(_("No skill is open for you in all your classes at once. Tell one of your teachers."))
    return told


def _words(lock: ClassLock, course: Course) -> list[str]:
    """The first thing with the name of whoever set it, the others without."""
    name, rule = lock.by or _("Your teacher"), lock.rule
    if rule.in_order:
        first = _("%(name)s has set the order for now: skills come as they stand in the course.", name=name)
        return [first, *rule_words(replace(rule, in_order=False), course)]
    if rule.pace is not None:
        return [_pace(name, rule.pace), *rule_words(replace(rule, pace=None), course)]
    count = sum(skill in course.skills for skill in rule.ceiling)
    return [
        ngettext(
            "%(name)s has opened %(num)d of %(all)s skills for now.",
            "%(name)s has opened %(num)d of %(all)s skills for now.",
            count,
            name=name,
            all=len(course.skills),
        )
    ]


def _pace(name: str, pace: int) -> str:
    if pace == 0:
        return _("%(name)s wants no new skill begun for now: you practise and review what you have met.", name=name)
    return ngettext(
        "%(name)s lets you begin at most %(num)d new skill in a sitting for now.",
        "%(name)s lets you begin at most %(num)d new skills in a sitting for now.",
        pace,
        name=name,
    )
