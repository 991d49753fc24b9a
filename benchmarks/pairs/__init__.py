"""Pairs of an answer and a key with the verdict that is due, made without Chiron's mathematics.

Expressions are trees of our own (``terms``), worked out by mpmath at drawn points; what is written of them
(``writing``), rewritten (``rewriting``) and spoilt (``spoiling``) is drawn from a seed. A pair is kept only where the
numbers bear its verdict out.
"""
