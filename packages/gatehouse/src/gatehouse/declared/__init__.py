"""What the graph declares, as records."""
