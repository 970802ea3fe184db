"""Policy documents as elements."""
