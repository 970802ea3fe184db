"""Rules for Azure Database for PostgreSQL, flexible server."""
