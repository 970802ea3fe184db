"""Web apps, seen from outside their process."""
