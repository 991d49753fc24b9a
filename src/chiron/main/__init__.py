"""Floor 6: the only place that knows everyone."""
