"""Floor 3: shared machinery that reads and writes."""
