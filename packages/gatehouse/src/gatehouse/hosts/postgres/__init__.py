"""The local PostgreSQL server."""
