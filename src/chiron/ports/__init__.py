"""Floor 2: protocols and errors of the outside world."""
