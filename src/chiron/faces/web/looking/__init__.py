"""Looking at items as a learner would meet them: in the studio, and from an author's own folder."""
