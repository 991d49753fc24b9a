"""What the learner's pages show: plain values made from the state, in no language yet."""
