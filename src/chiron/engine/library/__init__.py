"""Reads, checks, keeps and indexes courses."""
