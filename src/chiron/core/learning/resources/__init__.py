"""Readings, films, simulations and links beside the items: which of them may help now, and what offering them brought.

``listing`` tells what a course has; ``choosing`` weighs it against the next item; ``helping`` is what is known of the
help; ``folding`` and ``kept`` are what a learner's state holds. How help is learnt from many learners stands in
``fitted/helps``. docs/decisions/0032 says why it is done so.
"""
