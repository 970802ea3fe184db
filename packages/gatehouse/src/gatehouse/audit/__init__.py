"""The security rules, applied to a graph."""
