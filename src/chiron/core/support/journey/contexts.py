"""What follows a context of the last few steps, longer contexts mixed with shorter: a plain reference and a fallback.

Interpolation by I. H. Witten and T. C. Bell, "The zero-frequency problem", IEEE Transactions on Information Theory 37,
1991: a context that was followed by many different steps trusts its own counts less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Counts = dict[tuple[int, ...], dict[int, float]]


@dataclass(frozen=True, slots=True)
class Contexts:
    """How often each code followed each context of up to ``order`` codes; ``many`` codes there are."""

    counts: Mapping[tuple[int, ...], Mapping[int, float]]
    many: int
    order: int

    def chances(self, codes: Sequence[int]) -> list[float]:
        """The chance of each code after these, by mixing all lengths of context."""
        mixed = [1 / self.many] * self.many
        for length in range(min(self.order, len(codes)) + 1):
            after = self.counts.get(tuple(codes[len(codes) - length :]))
            if not after:
                break
            whole, kinds = sum(after.values()), len(after)
            mixed = [chance * kinds / (whole + kinds) for chance in mixed]
            for code, count in after.items():
                mixed[code] += count / (whole + kinds)
        return mixed

    def seen(self, codes: Sequence[int], length: int) -> float:
        """How often the last ``length`` codes were met before."""
        return sum(self.counts.get(tuple(codes[max(0, len(codes) - length) :]), {}).values())


def counted(sequences: Iterable[Sequence[int]], many: int, order: int) -> Contexts:
    """Counts of every context of every sequence, from its second code on."""
    counts: Counts = {}
    for codes in sequences:
        for place in range(1, len(codes)):
            for length in range(min(order, place) + 1):
                after = counts.setdefault(tuple(codes[place - length : place]), {})
                after[codes[place]] = after.get(codes[place], 0.0) + 1.0
    return Contexts(counts, many, order)
