"""One command per file, named after it."""
