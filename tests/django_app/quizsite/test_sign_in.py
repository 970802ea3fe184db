"""Who may try how often to sign in to the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import override_settings
from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

STRANGER, OWNER = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def administrator(database: None) -> Iterator[User]:  # noqa: ARG001 - is there before
    # The default takes a quarter of a second for every guess, on purpose.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield User.objects.create_superuser("admin", password="right")


def sign_in(client: Client, address: str, password: str, name: str = "admin") -> int:
    form = {"username": name, "password": password}
    return client.post(reverse("admin:login"), form, REMOTE_ADDR=address).status_code


def test_a_stranger_who_guesses_is_stopped_even_with_the_right_password(client: Client) -> None:
    guesses = [sign_in(client, STRANGER, f"guess {n}") for n in range(settings.AXES_FAILURE_LIMIT)]
    assert guesses == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    assert sign_in(client, STRANGER, "right") == 429


def test_a_stranger_who_tries_many_names_is_stopped_too(client: Client) -> None:
    for number in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, STRANGER, "guess", name=f"name{number}")
    assert sign_in(client, STRANGER, "right") == 429


def test_the_administrator_is_not_kept_out_by_strangers(client: Client) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        sign_in(client, STRANGER, "guess")
    assert sign_in(client, OWNER, "right") == 302


def test_who_signs_in_begins_to_count_anew(client: Client) -> None:
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            sign_in(client, OWNER, "mistyped")
        assert sign_in(client, OWNER, "right") == 302


def test_all_instances_count_together_and_keep_a_limited_number_of_addresses(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.AXES_CACHE == "sign_in_failures"
    monkeypatch.setattr(caches["sign_in_failures"], "_max_entries", 5)
    for number in range(20):
        sign_in(client, f"198.51.100.{number}", "guess")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sign_in_failures")
        assert cursor.fetchone()[0] <= 6


@pytest.mark.parametrize("password", ["short1", "password", "73519284610", "administrator"])
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="administrators"))
