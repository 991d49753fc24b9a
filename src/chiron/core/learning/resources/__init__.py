"""Readings, films, simulations and links beside the items: which of them may help now, and what offering them brought.

``listing`` tells what a course has; ``choosing`` weighs it against the next item; ``helping`` is what is known of the
help; ``folding`` makes of events what ``core.learning.aids`` holds. How help is learnt from many learners stands in
``fitted/helps``. docs/decisions/0032 says why it is done so.
"""
