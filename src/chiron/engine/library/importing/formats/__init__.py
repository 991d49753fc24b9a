"""One module a format: each reads what was opened into the shapes of ``importing.arriving``."""
