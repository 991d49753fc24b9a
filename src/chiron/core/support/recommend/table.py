"""Who met what, and how strongly: the table that recommendations are learnt from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from chiron.core.errors import InvalidInput

LEAST = 0.4
"""What the weakest meeting of a person counts beside their strongest. A rating of one star is a meeting too."""


class Met(NamedTuple):
    """One person met one item. ``strength`` is more than 0 in any unit: stars, how often, how sure."""

    person: str
    item: str
    strength: float = 1.0
    bought: bool = True
    """They have it and kept it; false where they only looked, or put it into a basket."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """People by items. ``cells`` is a sparse matrix (SciPy's CSR, float32) of confidences, their mean near 1.

    ``bought`` is one of the same shape: 1 where it was bought.
    """

    people: tuple[str, ...]
    items: tuple[str, ...]
    cells: Any
    bought: Any

    @classmethod
    def of(cls, met: Iterable[Met]) -> Table:
        """The table of everything met; the same pair again adds to its strength. Raises InvalidInput where none is."""
        import numpy as np
        from scipy import sparse

        strengths: dict[tuple[str, str], float] = {}
        had: set[tuple[str, str]] = set()
        for person, item, strength, bought in met:
            if not 0 < strength < float("inf"):
                raise InvalidInput("How strongly an item was met is a number above 0.", field="strength")
            strengths[person, item] = strengths.get((person, item), 0.0) + strength
            if bought:
                had.add((person, item))
        if not strengths:
            raise InvalidInput("Nobody met anything yet.", field="met")
        people, items = sorted({person for person, _ in strengths}), sorted({item for _, item in strengths})
        row, column = ({name: place for place, name in enumerate(names)} for names in (people, items))
        rows = np.array([row[person] for person, _ in strengths], np.int32)
        columns = np.array([column[item] for _, item in strengths], np.int32)
        values = confidences(rows, np.array(list(strengths.values())))
        shape = (len(people), len(items))
        cells = sparse.csr_matrix((values, (rows, columns)), shape=shape, dtype=np.float32)
        both = np.array([pair in had for pair in strengths])
        owned = sparse.csr_matrix((both[both].astype(np.float32), (rows[both], columns[both])), shape=shape)
        return cls(tuple(people), tuple(items), cells, owned)

    def without(self, people: Iterable[str]) -> Table:
        """The table as if these people had never been there; items that only they met stay, met by nobody."""
        gone = set(people)
        kept = [place for place, person in enumerate(self.people) if person not in gone]
        return Table(tuple(self.people[place] for place in kept), self.items, self.cells[kept], self.bought[kept])


def confidences(rows: Any, strengths: Any, least: float = LEAST) -> Any:
    """Strengths as confidences: each by its rank among the same person's, from ``least`` up, then divided by the mean.

    A rank compares what one person liked with what else they liked, whatever the unit: stars, hours and counts do
    alike, and who gives five stars to everything says as little as who gives one. ``rows`` says whose each is.
    """
    import numpy as np

    order = np.lexsort((strengths, rows))
    whose, sorted_ = rows[order], strengths[order]
    size = len(order)
    places = np.arange(size)
    first = np.r_[True, whose[1:] != whose[:-1]]
    changed = first | np.r_[True, sorted_[1:] != sorted_[:-1]]
    starts = np.flatnonzero(changed)
    ends = np.r_[starts[1:], size]
    tie = np.cumsum(changed) - 1
    middle = (starts[tie] + ends[tie] - 1) / 2  # ties share the middle of their places
    begin = np.flatnonzero(first)
    person = np.cumsum(first) - 1
    many = np.diff(np.r_[begin, size])[person]
    share = (middle - begin[person] + 0.5) / many
    ranked = np.empty(size)
    ranked[order[places]] = least + (1 - least) * share
    return (ranked / ranked.mean()).astype(np.float32)
