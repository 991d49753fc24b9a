"""Runs checks, in bounded worker processes where they are slow or hostile."""
