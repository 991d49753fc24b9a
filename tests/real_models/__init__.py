"""Real models, small ones: `make test-models`."""
