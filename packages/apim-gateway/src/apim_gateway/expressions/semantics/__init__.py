"""C#'s operations on values, without types."""
