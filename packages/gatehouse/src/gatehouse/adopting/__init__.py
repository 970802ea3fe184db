"""Somebody's app, read without being run: what it is, and what it lacks."""
