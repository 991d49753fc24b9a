"""Rules: what a teacher or a school has the tutor do where something is so, written without code. Pure.

``conditions`` is the language of "where", ``rule`` a rule as data, ``facts`` what is so in a turn, ``deciding`` which
rules fire and which of them act, ``acting`` what that changes in a decision, ``tried`` what they would have changed.
"""

from __future__ import annotations
