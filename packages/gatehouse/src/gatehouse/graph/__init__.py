"""The resource graph that a program declares."""
