"""Language models: many products through one library, and a scripted fake."""
