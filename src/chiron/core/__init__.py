"""Floor 1: pure. No input or output, no clock, no chance, no ids; they come as arguments."""
