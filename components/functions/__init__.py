"""Function apps."""
