"""Progress and reports; reads the event log only."""
