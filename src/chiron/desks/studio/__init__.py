"""What staff do: assignments, the inbox of what needs a person, writing to a learner."""
