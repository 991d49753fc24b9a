"""Puts a decided move into words, past the guard, onto the stream."""
