"""Types of System, and what casts and comparisons do."""
