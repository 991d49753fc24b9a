"""The teacher's pages: who needs me now, classes, assignments, the inbox; and the family's page."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from chiron.faces.web.teacher.assigning import router as assigning_pages
from chiron.faces.web.teacher.checks import router as checks_pages
from chiron.faces.web.teacher.classes import router as classes_pages
from chiron.faces.web.teacher.courses import router as courses_pages
from chiron.faces.web.teacher.deciding import router as deciding_pages
from chiron.faces.web.teacher.drafts import router as drafts_pages
from chiron.faces.web.teacher.family import router as family_pages
from chiron.faces.web.teacher.fits import router as fits_pages
from chiron.faces.web.teacher.flows import router as flows_pages
from chiron.faces.web.teacher.goal import router as goal_pages
from chiron.faces.web.teacher.guide import router as guide_pages
from chiron.faces.web.teacher.guidelines import router as guidelines_pages
from chiron.faces.web.teacher.helps import router as helps_pages
from chiron.faces.web.teacher.import_review import router as import_review_pages
from chiron.faces.web.teacher.import_review_edit import router as import_edit_pages
from chiron.faces.web.teacher.imports import router as imports_pages
from chiron.faces.web.teacher.inbox import router as inbox_pages
from chiron.faces.web.teacher.items import router as items_pages
from chiron.faces.web.teacher.learner import router as learner_pages
from chiron.faces.web.teacher.locks import router as locks_pages
from chiron.faces.web.teacher.members import router as members_pages
from chiron.faces.web.teacher.outline_about import router as outline_about_pages
from chiron.faces.web.teacher.outline_add import router as outline_add_pages
from chiron.faces.web.teacher.outline_items import router as outline_items_pages
from chiron.faces.web.teacher.outline_publish import router as outline_publish_pages
from chiron.faces.web.teacher.outline_skill import router as outline_skill_pages
from chiron.faces.web.teacher.outline_taken import router as outline_taken_pages
from chiron.faces.web.teacher.overruling import router as overruling_pages
from chiron.faces.web.teacher.rules import router as rules_pages
from chiron.faces.web.teacher.rules_edit import router as rules_edit_pages
from chiron.faces.web.teacher.rules_try import router as rules_try_pages
from chiron.faces.web.teacher.tables import router as tables_pages
from chiron.faces.web.teacher.today import router as today_pages
from chiron.faces.web.teacher.trials import router as trials_pages
from chiron.faces.web.teacher.turns import router as turns_pages
from chiron.faces.web.teacher.versions import router as versions_pages
from chiron.faces.web.teacher.writing import router as writing_pages

ROUTERS: Sequence[APIRouter] = (
    today_pages,
    tables_pages,
    courses_pages,
    versions_pages,
    imports_pages,
    outline_publish_pages,
    drafts_pages,
    outline_items_pages,
    outline_skill_pages,
    outline_add_pages,
    outline_about_pages,
    outline_taken_pages,
    import_review_pages,
    import_edit_pages,
    guide_pages,
    items_pages,
    fits_pages,
    helps_pages,
    trials_pages,
    classes_pages,
    members_pages,
    assigning_pages,
    checks_pages,
    locks_pages,
    guidelines_pages,
    flows_pages,
    rules_pages,
    rules_edit_pages,
    rules_try_pages,
    learner_pages,
    goal_pages,
    turns_pages,
    overruling_pages,
    writing_pages,
    inbox_pages,
    deciding_pages,
    family_pages,
)
"""Every router of this room."""
