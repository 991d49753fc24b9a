"""Accounts, roles, classes, consent, export and erasure; the one door that grants access."""
