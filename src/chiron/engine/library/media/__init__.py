"""Pictures, sound and film of a course: recognised by their bytes, cleaned, checked, kept once."""
