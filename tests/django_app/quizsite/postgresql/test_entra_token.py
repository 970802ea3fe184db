from __future__ import annotations

from dataclasses import replace

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError
from azure.identity import DefaultAzureCredential, ManagedIdentityCredential
from django.conf import settings
from django.db import OperationalError

from quizsite.postgresql import entra_token
from quizsite.postgresql.entra_token import SCOPE, TokenSource, token_source

HOUR = 3600


class FakeCredential:
    """Hands out numbered tokens that are good for an hour of a clock that stands still."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.asked: list[str] = []

    def clock(self) -> float:
        return self.now

    def get_token(self, scope: str, /) -> AccessToken:
        self.asked.append(scope)
        return AccessToken(f"token-{len(self.asked)}", int(self.now) + HOUR)


class NoCredential:
    """Has nothing to hand out."""

    def get_token(self, scope: str, /) -> AccessToken:
        raise ClientAuthenticationError(f"no identity for {scope}")


@pytest.mark.parametrize(
    ("seconds", "token"), [(0, "token-1"), (HOUR - 300, "token-1"), (HOUR - 299, "token-2")]
)
def test_a_token_is_kept_until_shortly_before_it_expires(seconds: int, token: str) -> None:
    credential = FakeCredential()
    source = TokenSource(credential, credential.clock)
    assert source.current() == "token-1"
    credential.now += seconds
    assert source.current() == token
    assert set(credential.asked) == {SCOPE}


def test_without_an_identity_the_database_is_out_of_reach_and_the_remedy_said() -> None:
    with pytest.raises(OperationalError, match=r"no identity for .*AZURE_CLIENT_ID.*az login"):
        TokenSource(NoCredential()).current()


@pytest.mark.parametrize(
    ("client_id", "credential"),
    [("an-identity", ManagedIdentityCredential), ("", DefaultAzureCredential)],
)
def test_the_sites_own_identity_comes_before_a_developers_login(
    client_id: str, credential: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = replace(settings.ENVIRONMENT, azure_client_id=client_id)
    monkeypatch.setattr(settings, "ENVIRONMENT", environment)
    token_source.cache_clear()
    try:
        assert isinstance(token_source()._credential, credential)
        assert token_source() is token_source()
    finally:
        token_source.cache_clear()


def test_the_current_token_is_that_of_the_shared_source(monkeypatch: pytest.MonkeyPatch) -> None:
    credential = FakeCredential()
    source = TokenSource(credential, credential.clock)
    monkeypatch.setattr(entra_token, "token_source", lambda: source)
    assert [entra_token.current_token(), entra_token.current_token()] == ["token-1"] * 2
