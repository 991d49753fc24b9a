"""Drafts of courses: their trees and pieces, where they come from, and the course that is made of one."""
