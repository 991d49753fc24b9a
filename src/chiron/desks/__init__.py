"""Floor 4: what one can do here; desks never import one another."""
