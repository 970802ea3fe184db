"""Rules for role assignments."""
