"""Order systems: one module or folder each."""
