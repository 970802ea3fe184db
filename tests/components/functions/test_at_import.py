from __future__ import annotations

from typing import Any

import pytest

from components.functions.at_import import at_import, stand_in


def test_what_is_known_is_what_it_will_be() -> None:
    assert at_import({"SHOP": "north"}, {"TOKEN": "s3cret"}) == {
        "WEBSITE_HOSTNAME": "stand-in.local",
        "SHOP": "north",
        "TOKEN": "s3cret",
    }


def test_what_is_not_known_yet_has_the_shape_of_it() -> None:
    unknown: Any = object()  # as an output is, before there is an engine
    assert at_import({"DBHOST": unknown, "DBNAME": "shop"}, {"DBPASS": unknown}) == {
        "WEBSITE_HOSTNAME": "stand-in.local",
        "DBHOST": "stand-in.local",
        "DBNAME": "shop",
        "DBPASS": "0" * 64,
    }


def test_telemetry_is_not_sent_by_an_import() -> None:
    settings = {"APPLICATIONINSIGHTS_CONNECTION_STRING": "x", "WEBSITE_HOSTNAME": "a.test"}
    assert at_import(settings) == {"WEBSITE_HOSTNAME": "a.test"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("KEY_HOST", "stand-in.local"),
        ("redis_port", "5432"),
        ("DATABASE_URL", "postgresql://user:password@stand-in.local:5432/database"),
        ("AZURE_OPENAI_ENDPOINT", "https://stand-in.local"),
        ("ADMIN_EMAIL", "nobody@stand-in.local"),
        ("DBUSER", "stand-in"),
    ],
)
def test_a_stand_in_is_what_its_name_tells(name: str, text: str) -> None:
    assert stand_in(name) == text
