"""What the checker knows before an expression runs."""
