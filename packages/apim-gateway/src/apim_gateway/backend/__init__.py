"""Requests to backends."""
