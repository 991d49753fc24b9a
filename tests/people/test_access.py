"""Who may do what: the whole table, spelled out a second time, and properties that no table may break."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.errors import NotAllowed, NotFound
from chiron.engine.people.access import GRANTS, Action, Kind, Relation, Target, allow, permitted
from chiron.engine.people.person import Person, Role

HILLSIDE, RIVERSIDE = UUID(int=1), UUID(int=2)
ACTOR, OTHER = UUID(int=10), UUID(int=11)

# One line for each action: every (role, relation) that opens it. "*" is any role. Anything not here is shut.
EXPECTED = """
person.see                 */self teacher/teaches guardian/guards operator/school teacher/alert-adult
person.see                 operator/alert-adult learner/taught-by learner/classmate learner/guarded-by teacher/colleague
person.learn               learner/self
person.try-course          author/self
person.see-learning        learner/self teacher/teaches guardian/guards
person.see-conversation    learner/self teacher/teaches
person.judge               teacher/teaches
person.see-alerts          teacher/teaches teacher/alert-adult operator/alert-adult
person.assign              teacher/teaches
person.set-preferences     */self
person.set-accommodations  teacher/teaches operator/school learner/alone
person.reset-password      teacher/teaches-no-staff operator/school
person.see-consents        */self teacher/teaches guardian/guards operator/school
person.give-consent        */self
person.give-consent-for    guardian/guards operator/school
person.export-data         */self guardian/guards operator/school
person.ask-erasure         */self guardian/guards operator/school
person.erase               operator/school
person.edit                operator/school
class.see                  teacher/class-teacher learner/class-learner operator/school
class.see-learning         teacher/class-teacher
class.run                  teacher/class-teacher operator/school
class.leave                teacher/class-teacher learner/class-learner
school.make-class          teacher/school operator/school
school.join-class          learner/school
school.list-people         operator/school
school.list-staff          teacher/school operator/school
school.add-people          operator/school
school.see-settings        operator/school
school.change-settings     operator/school
school.see-fits            teacher/school operator/school author/school
school.choose-fits         operator/school
school.see-courses         */school
school.author              author/school
school.train               trainer/school operator/school
school.serve-customers     agent/school operator/school
school.run-support         operator/school
"""


def expected() -> set[tuple[Action, Role, Relation]]:
    open_ = set()
    for line in EXPECTED.strip().splitlines():
        action, *grants = line.split()
        for grant in grants:
            role, relation = grant.split("/")
            for each in Role if role == "*" else [Role(role)]:
                open_.add((Action(action), each, Relation(relation)))
    return open_


def a_person(*roles: Role, school: UUID = HILLSIDE, id: UUID = ACTOR) -> Person:
    return Person(school, id, "Dana", "dana", frozenset(roles))


def target_for(action: Action, relation: Relation, school: UUID = HILLSIDE) -> Target:
    own = action.target is Kind.PERSON and relation in (Relation.SELF, Relation.ALONE)
    return Target(action.target, school, ACTOR if own else OTHER)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_the_table_is_the_one_that_was_meant(action: Action, role: Role) -> None:
    for relation in Relation:
        # Being at the school comes with every target, so a line that needs only that is open under any relation; and
        # only oneself is alone.
        standing = {relation, Relation.SCHOOL} | ({Relation.SELF} if relation is Relation.ALONE else set())
        meant = any((action, role, each) in expected() for each in standing)
        assert permitted(a_person(role), action, target_for(action, relation), {relation}) is meant, (role, relation)


def test_every_action_is_in_the_table() -> None:
    assert set(GRANTS) == set(Action)
    assert all(GRANTS[action] for action in Action)


roles = st.frozensets(st.sampled_from(Role), min_size=1)
relations = st.frozensets(st.sampled_from(Relation))
actions = st.sampled_from(Action)


@given(roles, relations, actions, st.booleans())
def test_nobody_reaches_into_another_school(
    roles: frozenset[Role], relations: frozenset[Relation], action: Action, own_id: bool
) -> None:
    cleo = a_person(*roles, school=RIVERSIDE)
    target = Target(action.target, HILLSIDE, ACTOR if own_id else OTHER)
    with pytest.raises(NotFound):
        allow(cleo, action, target, relations)


@given(roles, relations, actions)
def test_a_closed_account_does_nothing(roles: frozenset[Role], relations: frozenset[Relation], action: Action) -> None:
    eve = replace(a_person(*roles), closed=datetime(2026, 11, 1, tzinfo=UTC))
    assert not permitted(eve, action, target_for(action, Relation.SELF), relations)


@given(actions, st.frozensets(st.sampled_from([Role.TEACHER, Role.AUTHOR, Role.TRAINER, Role.GUARDIAN]), min_size=1))
def test_an_unrelated_adult_reaches_no_person_and_no_class(action: Action, roles: frozenset[Role]) -> None:
    if action.target is Kind.SCHOOL:
        return
    with pytest.raises(NotFound):
        allow(a_person(*roles), action, target_for(action, Relation.SCHOOL), ())


@given(roles, relations, actions)
def test_claiming_to_be_the_target_does_not_help(
    roles: frozenset[Role], relations: frozenset[Relation], action: Action
) -> None:
    target = target_for(action, Relation.SCHOOL)
    claimed = permitted(a_person(*roles), action, target, relations | {Relation.SELF, Relation.SCHOOL})
    assert claimed is permitted(a_person(*roles), action, target, relations - {Relation.SELF, Relation.SCHOOL})


@given(roles, relations, actions)
def test_claiming_to_be_alone_does_not_help_with_somebody_else(
    roles: frozenset[Role], relations: frozenset[Relation], action: Action
) -> None:
    target = target_for(action, Relation.SCHOOL)
    claimed = permitted(a_person(*roles), action, target, relations | {Relation.ALONE})
    assert claimed is permitted(a_person(*roles), action, target, relations - {Relation.ALONE})


@given(roles, relations, actions, roles)
def test_more_roles_never_take_away(
    few: frozenset[Role], relations: frozenset[Relation], action: Action, more: frozenset[Role]
) -> None:
    target = target_for(action, Relation.SELF)
    if permitted(a_person(*few), action, target, relations):
        assert permitted(a_person(*few, *more), action, target, relations)


@given(relations)
def test_a_conversation_is_read_by_its_learner_and_their_teachers_only(relations: frozenset[Relation]) -> None:
    for role in set(Role) - {Role.TEACHER}:
        assert not permitted(a_person(role), Action.SEE_CONVERSATION, Target(Kind.PERSON, HILLSIDE, OTHER), relations)


def test_the_target_must_be_of_the_actions_kind() -> None:
    assert not permitted(a_person(Role.OPERATOR), Action.EDIT_PERSON, Target(Kind.SCHOOL, HILLSIDE, HILLSIDE), ())


def test_what_may_be_known_is_refused_and_what_may_not_is_absent() -> None:
    ben = a_person(Role.LEARNER)
    ada = Target(Kind.PERSON, HILLSIDE, OTHER)
    with pytest.raises(NotAllowed):
        allow(ben, Action.SEE_LEARNING, ada, {Relation.CLASSMATE})
    with pytest.raises(NotFound):
        allow(ben, Action.SEE_LEARNING, ada, ())
    with pytest.raises(NotFound):
        allow(ben, Action.RUN_CLASS, Target(Kind.CLASS, HILLSIDE, uuid4()), ())
    with pytest.raises(NotAllowed):
        allow(ben, Action.CHANGE_SETTINGS, Target(Kind.SCHOOL, HILLSIDE, HILLSIDE), ())
