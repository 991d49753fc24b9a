"""The one place that grants access. A table says who may do what to whom; ``allow`` reads it and nothing else does.

A person may do a thing when one line of the table names a role they hold and a relation they stand in. Relations to
another person or a class are facts from the store; being the same person and being at the same school are worked out
here from ids, so that no caller can claim them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chiron.core.errors import NotAllowed, NotFound
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import School


class Relation(StrEnum):
    """How an actor stands to a target."""

    SELF = "self"
    SCHOOL = "school"
    """The target belongs to, or is, the actor's school."""
    TEACHES = "teaches"
    """Teaches a class, not archived, in which the target learns."""
    TEACHES_NO_STAFF = "teaches-no-staff"
    """The same, and the target is no member of staff: a teacher who could reset an operator's password would be one."""
    TAUGHT_BY = "taught-by"
    CLASSMATE = "classmate"
    ALONE = "alone"
    """Is the target, and learns in no open class: there is no teacher to decide for them."""
    COLLEAGUE = "colleague"
    """Teaches a class together with the target."""
    GUARDS = "guards"
    GUARDED_BY = "guarded-by"
    ALERT_ADULT = "alert-adult"
    """Is one of the adults whom the school named for alerts, or was told of one about the target."""
    CLASS_TEACHER = "class-teacher"
    CLASS_LEARNER = "class-learner"


class Kind(StrEnum):
    """What a target is."""

    PERSON = "person"
    CLASS = "class"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be acted on. A school's id is its own."""

    kind: Kind
    school: UUID
    id: UUID


class Action(StrEnum):
    """What can be done. The first word of a value is the kind of its target."""

    SEE_PERSON = "person.see"
    """Their name."""
    LEARN = "person.learn"
    """Act as this learner: answer, ask, set goals."""
    TRY_COURSE = "person.try-course"
    """Go about as a learner in a course that this author made of a draft to try it, and in no other."""
    SEE_LEARNING = "person.see-learning"
    """Mastery, attempts, progress."""
    SEE_CONVERSATION = "person.see-conversation"
    JUDGE = "person.judge"
    """Decide contested grades, open answers and reports of this learner."""
    SEE_ALERTS = "person.see-alerts"
    """Read and acknowledge what was raised about them."""
    ASSIGN = "person.assign"
    SET_PREFERENCES = "person.set-preferences"
    SET_ACCOMMODATIONS = "person.set-accommodations"
    """Extra time."""
    RESET_PASSWORD = "person.reset-password"  # noqa: S105
    SEE_CONSENTS = "person.see-consents"
    GIVE_CONSENT = "person.give-consent"
    """For themselves; who is below the age line is checked in ``consent``."""
    GIVE_CONSENT_FOR = "person.give-consent-for"
    """As guardian, or by recording what a guardian signed."""
    EXPORT_DATA = "person.export-data"
    ASK_ERASURE = "person.ask-erasure"
    ERASE = "person.erase"
    EDIT_PERSON = "person.edit"
    """Name, sign-in name, roles, closing."""

    SEE_CLASS = "class.see"
    SEE_CLASS_LEARNING = "class.see-learning"
    RUN_CLASS = "class.run"
    """Rename, archive, codes, members, co-teachers, assignments."""
    LEAVE_CLASS = "class.leave"

    MAKE_CLASS = "school.make-class"
    JOIN_CLASS = "school.join-class"
    """With a code."""
    LIST_PEOPLE = "school.list-people"
    LIST_STAFF = "school.list-staff"
    ADD_PEOPLE = "school.add-people"
    SEE_SETTINGS = "school.see-settings"
    CHANGE_SETTINGS = "school.change-settings"
    SEE_FITS = "school.see-fits"
    """Read what was learnt from all answers in a course, and have it learnt anew; it is used where it is better."""
    CHOOSE_FITS = "school.choose-fits"
    """Put an earlier fit to use, or none."""
    SEE_COURSES = "school.see-courses"
    """See the pictures, hear the sound and watch the film that the school's courses show."""
    AUTHOR = "school.author"
    """Write and publish courses."""
    TRAIN = "school.train"
    """Rate words; keep the school's guidelines, rules and flows."""
    SERVE_CUSTOMERS = "school.serve-customers"
    """Read what is known of the shop's customers and answer their cases."""
    RUN_SUPPORT = "school.run-support"
    """Bring customers and events in, take them out, erase them, and set how long they are kept."""

    @property
    def target(self) -> Kind:
        """The kind of target that the action is done to."""
        return Kind(self.value.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Grant:
    """One line of the table: who holds ``role`` (None: any role) and stands in ``relation`` may."""

    role: Role | None
    relation: Relation


_SELF = Grant(None, Relation.SELF)
_LEARNER_SELF = Grant(Role.LEARNER, Relation.SELF)
_TEACHES = Grant(Role.TEACHER, Relation.TEACHES)
_TEACHES_NO_STAFF = Grant(Role.TEACHER, Relation.TEACHES_NO_STAFF)
_GUARDS = Grant(Role.GUARDIAN, Relation.GUARDS)
_OPERATOR = Grant(Role.OPERATOR, Relation.SCHOOL)
_CLASS_TEACHER = Grant(Role.TEACHER, Relation.CLASS_TEACHER)
_ALERTED = tuple(Grant(role, Relation.ALERT_ADULT) for role in (Role.TEACHER, Role.OPERATOR))


def _school(*roles: Role) -> tuple[Grant, ...]:
    return tuple(Grant(role, Relation.SCHOOL) for role in roles)


GRANTS: dict[Action, tuple[Grant, ...]] = {
    Action.SEE_PERSON: (
        _SELF,
        _TEACHES,
        _GUARDS,
        _OPERATOR,
        *_ALERTED,
        Grant(Role.LEARNER, Relation.TAUGHT_BY),
        Grant(Role.LEARNER, Relation.CLASSMATE),
        Grant(Role.LEARNER, Relation.GUARDED_BY),
        Grant(Role.TEACHER, Relation.COLLEAGUE),
    ),
    Action.LEARN: (_LEARNER_SELF,),
    Action.TRY_COURSE: (Grant(Role.AUTHOR, Relation.SELF),),
    Action.SEE_LEARNING: (_LEARNER_SELF, _TEACHES, _GUARDS),
    Action.SEE_CONVERSATION: (_LEARNER_SELF, _TEACHES),
    Action.JUDGE: (_TEACHES,),
    Action.SEE_ALERTS: (_TEACHES, *_ALERTED),
    Action.ASSIGN: (_TEACHES,),
    Action.SET_PREFERENCES: (_SELF,),
    Action.SET_ACCOMMODATIONS: (_TEACHES, _OPERATOR, Grant(Role.LEARNER, Relation.ALONE)),
    Action.RESET_PASSWORD: (_TEACHES_NO_STAFF, _OPERATOR),
    Action.SEE_CONSENTS: (_SELF, _TEACHES, _GUARDS, _OPERATOR),
    Action.GIVE_CONSENT: (_SELF,),
    Action.GIVE_CONSENT_FOR: (_GUARDS, _OPERATOR),
    Action.EXPORT_DATA: (_SELF, _GUARDS, _OPERATOR),
    Action.ASK_ERASURE: (_SELF, _GUARDS, _OPERATOR),
    Action.ERASE: (_OPERATOR,),
    Action.EDIT_PERSON: (_OPERATOR,),
    Action.SEE_CLASS: (_CLASS_TEACHER, Grant(Role.LEARNER, Relation.CLASS_LEARNER), _OPERATOR),
    Action.SEE_CLASS_LEARNING: (_CLASS_TEACHER,),
    Action.RUN_CLASS: (_CLASS_TEACHER, _OPERATOR),
    Action.LEAVE_CLASS: (_CLASS_TEACHER, Grant(Role.LEARNER, Relation.CLASS_LEARNER)),
    Action.MAKE_CLASS: _school(Role.TEACHER, Role.OPERATOR),
    Action.JOIN_CLASS: _school(Role.LEARNER),
    Action.LIST_PEOPLE: _school(Role.OPERATOR),
    Action.LIST_STAFF: _school(Role.TEACHER, Role.OPERATOR),
    Action.ADD_PEOPLE: _school(Role.OPERATOR),
    Action.SEE_SETTINGS: _school(Role.OPERATOR),
    Action.CHANGE_SETTINGS: _school(Role.OPERATOR),
    Action.SEE_FITS: _school(Role.TEACHER, Role.OPERATOR, Role.AUTHOR),
    Action.CHOOSE_FITS: _school(Role.OPERATOR),
    Action.SEE_COURSES: (Grant(None, Relation.SCHOOL),),
    Action.AUTHOR: _school(Role.AUTHOR),
    Action.TRAIN: _school(Role.TRAINER, Role.OPERATOR),
    Action.SERVE_CUSTOMERS: _school(Role.AGENT, Role.OPERATOR),
    Action.RUN_SUPPORT: _school(Role.OPERATOR),
}
"""Who may do what. Read a line as: any one of these suffices."""

_KNOWING = {Kind.PERSON: Action.SEE_PERSON, Kind.CLASS: Action.SEE_CLASS}
"""Who may not do this to a target is told that there is no such thing."""


def permitted(actor: Person, action: Action, target: Target, relations: Collection[Relation]) -> bool:
    """Whether the table lets ``actor`` do it. ``relations`` are what the store knows of the two."""
    if actor.closed is not None or actor.school != target.school or action.target is not target.kind:
        return False
    standing = set(relations) - {Relation.SELF} | {Relation.SCHOOL}
    if target.kind is Kind.PERSON and target.id == actor.id:
        standing.add(Relation.SELF)
    else:
        standing.discard(Relation.ALONE)
    return any(
        grant.relation in standing and (grant.role is None or grant.role in actor.roles) for grant in GRANTS[action]
    )


def require_support(school: School) -> None:
    """Return where the school has a support desk; raise NotFound where it did not switch it on.

    Every way into the desk goes through here, whoever asks.
    """
    if not school.support:
        raise NotFound("There is nothing here that you can see.")


def allow(actor: Person, action: Action, target: Target, relations: Collection[Relation] = ()) -> None:
    """Return when the actor may; raise otherwise.

    Raises NotAllowed when they may know of the target but not do this, NotFound when they may not even know of it.
    """
    if permitted(actor, action, target, relations):
        return
    knowing = _KNOWING.get(target.kind)
    if actor.school != target.school or (knowing and not permitted(actor, knowing, target, relations)):
        raise NotFound("There is nothing here that you can see.")
    raise NotAllowed("You may not do that. Ask the person who runs your school's Chiron if you need to.")
