"""One learner, one tutor: session, turn, review and goals."""
