"""What Azure answers and refuses, without asking it."""
