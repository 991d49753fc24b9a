"""Names that nothing has, and names that two things have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chiron.engine.library import faults as where
from chiron.engine.library.playbooks.looking import Look, name_of
from chiron.engine.library.playbooks.reading import SHAPES

_REFERENCES: dict[str, dict[str, str]] = {
    "categories": {"within": "categories"},
    "products": {
        "category": "categories",
        "uses": "uses",
        "goes_with": "products",
        "instead": "products",
        "replaces": "products",
    },
    "articles": {"intents": "intents", "products": "products", "categories": "categories"},
    "intents": {"flow": "flows", "article": "articles", "message": "messages"},
    "stages": {"articles": "articles"},
    "offers": {"stages": "stages", "message": "messages"},
    "guidelines": {"intents": "intents"},
    "macros": {"intents": "intents"},
}
"""By kind and field, the kind of what is named there."""


def reference_faults(look: Look) -> None:
    """Tell every unknown and every doubled name."""
    for kind in SHAPES:
        if kind != "outside":
            _doubled(look, kind)
    for kind, fields in _REFERENCES.items():
        for path, one in look.every(kind):
            for name, of in fields.items():
                _named(look, (*path, name), of, getattr(one, name))
    for path, offer in look.every("offers"):
        look.refer((*path, "gives", "products"), "products", offer.gives.products)
        look.refer((*path, "gives", "categories"), "categories", offer.gives.categories)
    _within(look)
    _products(look)


def _named(look: Look, path: where.Path, of: str, value: Any) -> None:
    if value is None or isinstance(value, str):
        look.refer(path, of, (value,))
        return
    for number, name in enumerate(value):
        look.refer((*path, number), of, (name,))
    for name in _twice(value):
        look.fault(path, f"{name!r} is named twice.", "Name it once.")


def _doubled(look: Look, kind: str) -> None:
    seen: dict[str, where.Path] = {}
    for path, one in look.every(kind):
        name = name_of(one)
        if name in seen:
            file, line = look.places.of(seen[name])
            look.fault((*path, "id"), f"{name!r} stands twice among {kind}; first in {file}:{line}.", "Rename one.")
        seen.setdefault(name, path)


def _twice(names: Iterable[str]) -> list[str]:
    every = list(names)
    return sorted({name for name in every if every.count(name) > 1})


def _within(look: Look) -> None:
    """Categories that stand within themselves."""
    around = {one.id: one.within for one in look.playbook.categories}
    for path, one in look.every("categories"):
        seen, name = set[str](), one.within
        while name is not None and name not in seen:
            seen.add(name)
            name = around.get(name)
        if one.id in seen:
            look.fault((*path, "within"), f"{one.id!r} stands within itself.", "Begin with a category within none.")


def _products(look: Look) -> None:
    """What products say of themselves, against the playbook's own words."""
    attributes = {one.id: one for one in look.playbook.attributes}
    ids: dict[str, str] = {}
    for path, product in look.every("products"):
        for field in ("goes_with", "instead", "replaces"):
            if product.id in _listed(getattr(product, field)):
                look.fault((*path, field), f"{product.id!r} names itself.", "Take it out.")
        for name, value in product.attributes.items():
            here = (*path, "attributes", name)
            look.refer(here, "attributes", (name,))
            if name in attributes and not _of_kind(attributes[name], value):
                bound = " out of its choices" if attributes[name].choices else ""
                message = f"`{name}` is a {attributes[name].kind}{bound}, and not {value!r}."
                look.fault(here, message, "Correct the value, or the attribute.")
        for field in ("sizes", "colours"):
            for name in _twice(getattr(product, field)):
                look.fault((*path, field), f"{name!r} is named twice.", "Name it once.")
        for one in product.every_variant:
            if ids.setdefault(one.id, product.id) != product.id or _count(product.variants, one.id) > 1:
                look.fault((*path, "variants"), f"The variant {one.id!r} stands twice.", "Give each an id of its own.")
                break
    _replaced(look)


def _replaced(look: Look) -> None:
    older = {one.id: one.replaces for one in look.playbook.products}
    for path, product in look.every("products"):
        seen, name = set[str](), product.replaces
        while name is not None and name not in seen:
            seen.add(name)
            name = older.get(name)
        if product.id in seen and product.replaces != product.id:
            look.fault((*path, "replaces"), f"{product.id!r} replaces itself in the end.", "Cut the circle.")


def _listed(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _count(variants: Iterable[Any], name: str) -> int:
    return sum(one.id == name for one in variants)


def _of_kind(attribute: Any, value: Any) -> bool:
    if attribute.kind == "flag":
        return isinstance(value, bool)
    if attribute.kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if attribute.kind == "list":
        return isinstance(value, tuple) and (not attribute.choices or set(value) <= set(attribute.choices))
    return isinstance(value, str) and (not attribute.choices or value in attribute.choices)
