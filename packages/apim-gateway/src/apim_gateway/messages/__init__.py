"""Requests, responses and their parts."""
