"""What a learner's teachers have set, in sentences."""

from __future__ import annotations

from chiron.core.learning.course import Course
from chiron.desks.tutoring.choosing import Choosing
from chiron.engine.people.locks import ClassLock
from chiron.faces.web.language import _, ngettext


def locks_words(chosen: Choosing, course: Course) -> list[str]:
    """What is set for a learner in a course, by whom, the oldest first; empty where nothing is."""
    told = [words for lock in chosen.locks for words in _words(lock, course)]
    if chosen.nothing_open:
        told.append(_("No skill is open for you in all your classes at once. Tell one of your teachers."))
    return told


def _words(lock: ClassLock, course: Course) -> list[str]:
    name, rule, told = lock.by or _("Your teacher"), lock.rule, []
    if rule.in_order:
        told.append(_("%(name)s has set the order for now: skills come as they stand in the course.", name=name))
    if rule.pace == 0:
        none = _("%(name)s wants no new skill begun for now: you practise and review what you have met.", name=name)
        told.append(none)
    elif rule.pace is not None:
        told.append(
            ngettext(
                "%(name)s lets you begin at most %(num)d new skill in a sitting for now.",
                "%(name)s lets you begin at most %(num)d new skills in a sitting for now.",
                rule.pace,
                name=name,
            )
        )
    if rule.ceiling:
        count = sum(skill in course.skills for skill in rule.ceiling)
        told.append(
            ngettext(
                "%(name)s has opened %(num)d of %(all)s skills for now.",
                "%(name)s has opened %(num)d of %(all)s skills for now.",
                count,
                name=name,
                all=len(course.skills),
            )
        )
    return told
