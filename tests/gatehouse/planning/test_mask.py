"""Secrets are found by value, wherever they stand."""

from __future__ import annotations

from typing import Any

import pytest

from gatehouse.azure.arm_template import DEPLOYMENT
from gatehouse.graph.graph import SETTINGS, Graph
from gatehouse.planning.mask import PASSWORD, Mask
from tests.gatehouse.resources import resource

SECRET = "azure-native:keyvault:Secret"


@pytest.fixture
def mask() -> Mask:
    template = {"parameters": {"uri": {"type": "secureString"}, "sha": {"type": "string"}}}
    given = {"uri": {"value": "https://signed"}, "sha": {"value": "public-digest"}}
    graph = Graph(
        resources=(
            resource(SECRET, "a", properties={"value": "from-the-vault"}),
            resource(SECRET, "b", properties={"value": "short"}),
            resource(SECRET, "c", properties={}),
            resource(PASSWORD, result="from-the-vault-generated"),
            resource(DEPLOYMENT, "a", properties={"template": template, "parameters": given}),
            resource(DEPLOYMENT, "b", properties={"template": {}}),
        ),
        answers={SETTINGS: {"gatehouse:token": "a setting of the stack"}},
    )
    return Mask.over([graph])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("from-the-vault", "[secret]"),
        ("x from-the-vault-generated y", "x [secret] y"),
        ("short", "[secret]"),
        ("shorter", "shorter"),
        ("https://signed", "[secret]"),
        ("public-digest", "public-digest"),
        ("is a setting of the stack", "is [secret]"),
        ({"a": ["short", 5, None]}, {"a": ["[secret]", 5, None]}),
    ],
)
def test_a_secret_is_masked_and_nothing_else(mask: Mask, value: object, shown: Any) -> None:
    assert mask(value) == shown


def test_without_secrets_every_text_stays() -> None:
    assert Mask.over([])("all of it") == "all of it"
