"""The chiron command."""
