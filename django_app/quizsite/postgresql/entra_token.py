"""Microsoft Entra tokens for Azure Database for PostgreSQL.

https://learn.microsoft.com/python/api/overview/azure/identity-readme
"""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING, Protocol

from azure.core.exceptions import AzureError
from azure.identity import DefaultAzureCredential, ManagedIdentityCredential
from django.conf import settings
from django.db import OperationalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from azure.core.credentials import AccessToken

SCOPE = "https://ossrdbms-aad.database.windows.net/.default"
# Covers clocks that differ a little and a server that takes its time to answer.
SPARE_SECONDS = 300.0


class Credential(Protocol):
    """The method that all credentials of azure-identity have."""

    def get_token(self, scope: str, /) -> AccessToken:
        """Returns a new or still valid token."""
        ...


class TokenSource:
    """Keeps a token and replaces it before it expires."""

    def __init__(self, credential: Credential, clock: Callable[[], float] = time.time) -> None:
        self._credential = credential
        self._clock = clock
        self._token: AccessToken | None = None

    def current(self) -> str:
        """Returns a token that is good for minutes; raises OperationalError when there is none."""
        if self._token is None or self._token.expires_on - SPARE_SECONDS < self._clock():
            try:
                self._token = self._credential.get_token(SCOPE)
            except AzureError as error:
                raise OperationalError(
                    f"no Microsoft Entra token for PostgreSQL: {error}. Give the site an identity "
                    "(AZURE_CLIENT_ID), log in with `az login`, or set DBPASS to use a password."
                ) from error
        return self._token.token


def current_token() -> str:
    """Returns a token of the site's own identity."""
    return token_source().current()


@cache
def token_source() -> TokenSource:
    """Returns the one source that all of this process's connections share."""
    client_id = settings.ENVIRONMENT.azure_client_id
    if client_id:
        return TokenSource(ManagedIdentityCredential(client_id=client_id))
    return TokenSource(DefaultAzureCredential())
