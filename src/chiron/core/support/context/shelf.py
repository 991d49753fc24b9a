"""The shelf as conversations need it: how customers may call each product, in every language of the playbook."""

from __future__ import annotations

from chiron.core.support.context.refs import Named
from chiron.core.support.playbook import Playbook


def names_of(playbook: Playbook) -> dict[str, Named]:
    """By product its title, and as other words its brand, its colours and the shelves that it lies on."""
    laid = [playbook.in_language(language) for language in playbook.languages]
    shelves: dict[str, list[str]] = {}
    for one in laid:
        around = {category.id: category for category in one.categories}
        for id in around:
            shelves.setdefault(id, []).extend(_titles(id, {key: (c.title, c.within) for key, c in around.items()}))
    words: dict[str, list[str]] = {}
    for one in laid:
        for product in one.products:
            words.setdefault(product.id, []).extend((product.title, product.brand, *product.colours))
    return {
        product.id: Named(product.title, tuple(dict.fromkeys([*words[product.id], *shelves.get(product.category, ())])))
        for product in playbook.products
    }


def _titles(id: str, around: dict[str, tuple[str, str | None]]) -> list[str]:
    """A shelf's title and those around it; a ring of shelves ends where it began."""
    found: dict[str, str] = {}
    at: str | None = id
    while at is not None and at in around and at not in found:
        found[at], at = around[at]
    return list(found.values())
