"""Progress and reports; reads the event log and what is folded from it, and writes nothing."""
