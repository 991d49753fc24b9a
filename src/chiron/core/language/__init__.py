"""Reading messages, guard rules and the words that are safe to say."""
