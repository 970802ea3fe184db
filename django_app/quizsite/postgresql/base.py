"""The database backend `quizsite.postgresql`: without a password it logs in with a token.

https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-connect-with-managed-identity
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Logs in with the configured password, or else with a token that is valid now."""

    def get_connection_params(self) -> dict[str, Any]:
        """Returns psycopg's parameters; Django asks anew for every connection.

        The server checks a token when a connection is opened, so open ones outlive it.
        """
        parameters: dict[str, Any] = super().get_connection_params()
        if not parameters.get("password"):
            # Half a second of imports, for who needs them only.
            from quizsite.postgresql.entra_token import current_token  # noqa: PLC0415

            parameters["password"] = current_token()
        return parameters
