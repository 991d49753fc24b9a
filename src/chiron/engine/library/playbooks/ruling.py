"""What may be done and offered, by whom and how far; hours, clocks, queues, delivery, points and stages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from chiron.core.support.playbook.actions import SHAPES, ActionRule, Limit, Role
from chiron.core.support.playbook.desk import Offer
from chiron.engine.library import faults as where
from chiron.engine.library.playbooks.conditions import condition_faults
from chiron.engine.library.playbooks.looking import Look, meant

_ROLES: tuple[Role, ...] = ("customer", "agent", "lead")
_PRIORITIES = ("low", "normal", "high", "urgent")
_VALUED = ("percent", "amount", "points")


def rule_faults(look: Look) -> None:
    """Tell the faults of actions, offers, stages and of how the desk works."""
    for path, rule in look.every("actions"):
        _limits(look, path, rule)
    for path, offer in look.every("offers"):
        _offer(look, path, offer)
    _stages(look)
    _desk(look)
    for path, way in look.every("delivery"):
        if not 0 <= way.days[0] <= way.days[1]:
            look.fault((*path, "days"), f"{way.days[0]} to {way.days[1]} days is no span.", "Write [from, to].")
    loyalty = look.playbook.loyalty
    if loyalty is not None:
        points = [tier.points for tier in loyalty.tiers]
        if points != sorted(set(points)):
            look.fault(("loyalty", "tiers"), "The tiers do not rise.", "Write them from the lowest points upwards.")
        if loyalty.points_per == 0:
            look.fault(("loyalty", "points_per"), "A point for nothing has no end.", "Write what is spent for a point.")


def _limits(look: Look, path: where.Path, rule: ActionRule) -> None:
    shape = SHAPES[rule.action]
    before: Limit | None = None
    for role in _ROLES:
        limit = rule.of(role)
        if limit is None:
            continue
        for name in shape.limited:
            if getattr(limit, name) in (None, ()):
                message = f"`{rule.action}` has no limit `{name}` for the {role}."
                look.fault((*path, role), message, f"Write `{name}`, or remove the {role}: then they may not.")
        if before is not None and _narrower(limit, before):
            message = f"The {role} may do less than the one before: `{_narrower(limit, before)}`."
            look.note((*path, role), message, "Roles usually widen from customer to agent to lead.")
        before = limit
    if before is None:
        look.note(path, f"Nobody may do {rule.action!r}.", "Give a role its limits, or take the rule out.")


def _narrower(limit: Limit, before: Limit) -> str:
    for name in ("most", "times", "days"):
        mine, other = getattr(limit, name), getattr(before, name)
        if mine is not None and other is not None and mine < other:
            return name
    return ""


def _offer(look: Look, path: where.Path, offer: Offer) -> None:
    if not offer.guards:
        remedy = "Write `guards`: what must be so, such as {fact: stock.available, is: true}."
        look.fault(path, f"The offer {offer.id!r} has no guard.", remedy)
    for name in ("for_whom", "guards"):
        for number, one in enumerate(getattr(offer, name)):
            condition_faults(look, (*path, name, number), one)
    gives, at = offer.gives, (*path, "gives")
    if gives.kind in _VALUED and gives.value == 0:
        look.fault(at, f"`{gives.kind}` of what?", "Write `value`.")
    if gives.kind == "percent" and gives.value > 90:
        look.fault((*at, "value"), f"{gives.value} per cent is more than 90.", "Write what is taken off.")
    if gives.kind == "products" and not (gives.products or gives.categories):
        look.fault(at, "No product is offered.", "Write `products` or `categories`.")
    first, last = offer.limits.first, offer.limits.last
    if first and last and last < first:
        look.fault((*path, "limits", "last"), "The offer ends before it begins.", "Correct one of the two days.")
    elif last and date.fromisoformat(last) < look.today:
        look.fault((*path, "limits", "last"), f"The offer {offer.id!r} is past its date.", "Take it out, or extend it.")
    if gives.kind in ("amount", "percent") and offer.limits.budget is None:
        look.note((*path, "limits"), f"The offer {offer.id!r} has no budget.", "Write `budget`, in minor units.")


def _stages(look: Look) -> None:
    if not look.playbook.stages:
        look.note(("stages",), "There is no stage of the journey.", "Write stages.yaml.")
    for path, stage in look.every("stages"):
        for name in ("enters", "leaves"):
            for number, kind in enumerate(getattr(stage, name)):
                if look.event_kinds and kind not in look.event_kinds:
                    remedy = meant(kind, look.event_kinds, f"There are {', '.join(sorted(look.event_kinds))}.")
                    look.fault((*path, name, number), f"There is no kind of event {kind!r}.", remedy)
        if both := set(stage.enters) & set(stage.leaves):
            message = f"{sorted(both)[0]!r} both enters and leaves {stage.id!r}."
            look.fault((*path, "leaves"), message, "Keep one of them.")


def _desk(look: Look) -> None:
    desk = look.playbook.help_desk
    queues = [queue.id for queue in desk.queues]
    for name in sorted({name for name in queues if queues.count(name) > 1}):
        look.fault(("help_desk", "queues"), f"The queue {name!r} stands twice.", "Rename one.")
    groups = {intent.group for intent in look.playbook.intents}
    whole = "intents" not in look.shaped.unread and not look.shaped.left_out.get("intents")
    for number, queue in enumerate(desk.queues):
        for group in queue.groups if whole else ():
            if group not in groups:
                message = f"There is no group of intents {group!r}."
                look.fault(("help_desk", "queues", number, "groups"), message, meant(group, groups))
    for number, hours in enumerate(desk.hours):
        if hours.closes <= hours.opens:
            look.fault(("help_desk", "hours", number), "It closes before it opens.", "Split what goes past midnight.")
    for message in _clocks(look):
        look.fault(("help_desk", "sla"), message, "Write a clock for each of low, normal, high and urgent.")
    try:
        ZoneInfo(desk.time_zone)
    except (KeyError, ValueError, OSError):
        look.fault(("help_desk", "time_zone"), f"There is no time zone {desk.time_zone!r}.", "Write Europe/Berlin.")
    if look.playbook.quiet_hours.begins == look.playbook.quiet_hours.ends:
        look.fault(("quiet_hours",), "The quiet hours are none.", "Write when they begin and end.")
    languages = look.playbook.languages
    if len(set(languages)) != len(languages):
        look.fault(("languages",), "A language is listed twice.", "Keep one of them.")


def _clocks(look: Look) -> Iterator[str]:
    clocks = {clock.priority: clock for clock in look.playbook.help_desk.sla}
    missing = [name for name in _PRIORITIES if name not in clocks]
    if missing:
        yield f"There is no clock for {', '.join(missing)}."
    if len(clocks) != len(look.playbook.help_desk.sla):
        yield "A priority has two clocks."
    for name, clock in clocks.items():
        if clock.first_reply > clock.resolve or not clock.first_reply:
            yield f"The clock for {name} resolves before it replies, or replies at once."
    rising = [clocks[name].first_reply for name in _PRIORITIES if name in clocks]
    if rising != sorted(rising, reverse=True):
        yield "A more urgent case would be answered later than a less urgent one."
