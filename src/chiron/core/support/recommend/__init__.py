"""What to show a customer next: what is bought together, what does in its place, what solves a problem, and why. Pure.

``table`` counts who met what, ``linear`` has the closed forms, ``fit`` chooses among them by an inner split and makes
the artefact ``model``, which answers for a basket. ``content`` does for products that nobody has met. ``guards`` says
what may never be shown, ``diverse`` and ``reasons`` order and explain, ``suggest`` puts them together, and
``offpolicy`` judges from the log what another way of choosing would have brought.

NumPy and SciPy come with the extra ``support`` and are imported where they are needed.
"""
