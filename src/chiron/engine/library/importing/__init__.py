"""From other systems' content to courses: opened within bounds, read into one shape, composed, reported."""
