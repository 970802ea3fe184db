"""From an OpenAPI document to operations."""
