"""What a playbook says, as shapes: catalogue, articles, intents, flows, stages, offers, messages, rules of the desk."""

from chiron.core.support.playbook.actions import ACTIONS, SHAPES, ActionName, ActionRule, ActionShape, Limit, Role
from chiron.core.support.playbook.catalogue import Attribute, Category, Image, Product, Use, Variant
from chiron.core.support.playbook.desk import (
    Benefit,
    Delivery,
    Guideline,
    HelpDesk,
    Loyalty,
    Macro,
    Manner,
    Message,
    Offer,
    QuietHours,
    Shop,
    Stage,
    Survey,
    Tone,
)
from chiron.core.support.playbook.facts import FactKind, FactShape, Known, LookUp, Value
from chiron.core.support.playbook.flows import Condition, Flow, Step
from chiron.core.support.playbook.knowledge import Article, Intent, Mood, NearMiss
from chiron.core.support.playbook.playbook import Playbook

__all__ = [
    "ACTIONS",
    "SHAPES",
    "ActionName",
    "ActionRule",
    "ActionShape",
    "Article",
    "Attribute",
    "Benefit",
    "Category",
    "Condition",
    "Delivery",
    "FactKind",
    "FactShape",
    "Flow",
    "Guideline",
    "HelpDesk",
    "Image",
    "Intent",
    "Known",
    "Limit",
    "LookUp",
    "Loyalty",
    "Macro",
    "Manner",
    "Message",
    "Mood",
    "NearMiss",
    "Offer",
    "Playbook",
    "Product",
    "QuietHours",
    "Role",
    "Shop",
    "Stage",
    "Step",
    "Survey",
    "Tone",
    "Use",
    "Value",
    "Variant",
]
