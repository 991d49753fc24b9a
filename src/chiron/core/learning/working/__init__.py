"""Working shown line by line: wrong ideas as rules, the next step from any line, and what each line is."""
