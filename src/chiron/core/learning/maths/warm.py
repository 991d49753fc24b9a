"""Loads the heavy libraries before the first answer needs them: for a worker that grades."""

from __future__ import annotations

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.factoring import is_irreducible
from chiron.core.learning.maths.polynomial import polynomial
from chiron.core.learning.maths.reading import read
from chiron.core.learning.maths.units import dimension


def warm() -> None:
    """Compare a few things once: SymPy and mpmath take about .4 s, pint's registry .5 s and 24 MB."""
    same(read("sin(2x)").tree, read("2sin(x)cos(x)").tree)
    quartic = polynomial(read("x^4+1").tree)
    if quartic:
        is_irreducible(quartic)
    dimension("meter")
