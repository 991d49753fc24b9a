"""Which manner serves whom: a contextual bandit over a few styles, with exact chances, that replays identically."""
