"""The support desk's pure part: a customer, what they did at a shop, and what follows from it."""
