"""The local Azure Functions host."""
