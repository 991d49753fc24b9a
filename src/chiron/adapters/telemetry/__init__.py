"""Tools to which an operator's Chiron tells how turns went."""
