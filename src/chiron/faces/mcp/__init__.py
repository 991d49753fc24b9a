"""Chiron as a server of tools for assistants, by the Model Context Protocol, at ``/mcp``."""
