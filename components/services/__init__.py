"""The two systems."""
