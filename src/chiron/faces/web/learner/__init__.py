"""The learner's pages: Today, practice, summary, map, progress, lessons, courses and goals."""
