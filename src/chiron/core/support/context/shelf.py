"""The shelf as conversations need it: how customers may call each product, in every language of the playbook."""

from __future__ import annotations

import re

from chiron.core.support.context.refs import Named
from chiron.core.support.playbook import Playbook

_FIRST = 12


def names_of(playbook: Playbook) -> dict[str, Named]:
    """By product its title, as other words its brand, colours and what its description begins with, and its shelves."""
    laid = [playbook.in_language(language) for language in playbook.languages]
    shelves: dict[str, list[str]] = {}
    for one in laid:
        around = {category.id: category for category in one.categories}
        for id in around:
            shelves.setdefault(id, []).extend(_titles(id, {key: (c.title, c.within) for key, c in around.items()}))
    words: dict[str, list[str]] = {}
    for one in laid:
        for product in one.products:
            told = (product.title, product.brand, *product.colours, _first(product.summary or product.description))
            words.setdefault(product.id, []).extend(told)
    return {
        product.id: Named(product.title, _each(words[product.id]), _each(shelves.get(product.category, [])))
        for product in playbook.products
    }


def _first(text: str) -> str:
    """The beginning of a description, which says what a thing is: up to the first break, a dozen words at most."""
    return " ".join(re.split(r"[.,;:(]", text, maxsplit=1)[0].split()[:_FIRST])


def _each(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _titles(id: str, around: dict[str, tuple[str, str | None]]) -> list[str]:
    """A shelf's title and those around it; a ring of shelves ends where it began."""
    found: dict[str, str] = {}
    at: str | None = id
    while at is not None and at in around and at not in found:
        found[at], at = around[at]
    return list(found.values())
