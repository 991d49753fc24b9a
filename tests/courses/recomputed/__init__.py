"""Keys of Foundations of Algebra by a second path, one module for each unit.

A module is named as its unit, with ``_`` for ``-``, and holds ``NUMBERS`` and ``EXPRESSIONS``. Each entry reads the
texts of an item as a learner does and knows nothing of parameters or formulas. Every skill has one at least.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from .routes import Expressions, Numbers

_UNITS = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in ("__init__", "routes"))
_MODULES = [import_module(f"{__name__}.{unit}") for unit in _UNITS]

NUMBERS: Numbers = {name: way for module in _MODULES for name, way in getattr(module, "NUMBERS", {}).items()}
EXPRESSIONS: Expressions = {
    name: way for module in _MODULES for name, way in getattr(module, "EXPRESSIONS", {}).items()
}
