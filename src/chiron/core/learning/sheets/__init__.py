"""Sheets: the items of a checkpoint or final check, drawn for one learner, answered without help, handed in at once."""
