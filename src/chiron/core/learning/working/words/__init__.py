"""The words, a module a language."""
