"""Django's PostgreSQL backend, able to log in with Microsoft Entra ID."""
