"""LINQ."""
