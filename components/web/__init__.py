"""Web apps."""
