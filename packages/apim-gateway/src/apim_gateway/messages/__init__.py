"""Requests, responses and what they are made of."""
