"""What a customer's message is about, told from the playbook's own examples; or that nobody knows. Pure, local.

:func:`~chiron.core.support.intents.training.train` makes a :class:`~chiron.core.support.intents.reader.Reader` of
examples, with or without sentence vectors of them; a reader reads one message at a time. Needs NumPy; training needs
SciPy besides (the extra ``support``).
"""
