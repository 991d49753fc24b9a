"""Accounts, roles, classes, consent, export and erasure; the one door that grants access."""

from chiron.engine.people.access import Action, Relation
from chiron.engine.people.door import may, require
from chiron.engine.people.person import Person, Role
from chiron.engine.people.school import School

__all__ = ["Action", "Person", "Relation", "Role", "School", "may", "require"]
