"""Courses being put together: the tree that an author sees, and everything that can be done to it. Pure."""
