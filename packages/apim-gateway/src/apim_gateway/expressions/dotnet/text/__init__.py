"""Text, cultures and regular expressions."""
