"""Mathematics as people type it: read by a grammar of our own, shown, worked out, compared, and judged by its form.

Learner text never reaches ``eval`` or SymPy's parser: SymPy objects are built from the tree alone, where it is needed.
"""
