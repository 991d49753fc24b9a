"""What must not leave a school's machine, in a text: found, replaced by placeholders, and put back. Pure."""

from __future__ import annotations

from chiron.core.language.privacy.names import Roster, roster
from chiron.core.language.privacy.veil import EXPLAINED, MARK, Returning, Veil, found

__all__ = ["EXPLAINED", "MARK", "Returning", "Roster", "Veil", "found", "roster"]
