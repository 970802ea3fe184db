"""Compiles nodes of C#'s syntax tree into closures: a file for each family of nodes."""
