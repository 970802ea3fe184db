"""API Management's own types."""
