"""Floor 5: how people and machines come in."""
