"""Mathematics as people type it: read by a grammar of our own, shown, worked out, compared, and judged by its form.

``reading`` gives the ``tree`` of a text, ``show`` the text of a tree. ``equal`` says whether two are the same,
``solve`` what a condition in one letter is true of, ``forms`` what an answer still lacks; ``units`` compares
quantities. Learner text never reaches ``eval`` or SymPy's parser: SymPy objects are built from the tree alone, where
one is needed. Why a grammar of our own: docs/decisions/0008.
"""
