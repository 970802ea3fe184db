"""Azure by resource type."""
