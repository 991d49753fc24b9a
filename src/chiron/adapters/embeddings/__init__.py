"""Models of meaning: one adapter a product."""
