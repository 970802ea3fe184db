"""Function apps, seen from outside their process."""
