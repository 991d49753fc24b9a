"""How skills and items of one version of a course are found in another, so that what was learnt with them stays.

``shape`` is what of a version matters for that, ``stepping`` finds the way from one version to the next, ``lines``
joins such steps along a course's history, ``naming`` lays today's names over an older version, and ``hearing``
over the events that were recorded under it.
"""
