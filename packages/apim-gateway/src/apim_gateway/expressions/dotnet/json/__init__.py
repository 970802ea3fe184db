"""Newtonsoft.Json."""
