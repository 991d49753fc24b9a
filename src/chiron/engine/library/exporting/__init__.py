"""From courses to the formats of other systems; what they cannot hold is listed."""
