"""C#'s semantics on values, without types."""
