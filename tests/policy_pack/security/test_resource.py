from __future__ import annotations

import pytest

from policy_pack.security import UNKNOWN, Resource
from policy_pack.security.errors import NotKnownYetError
from policy_pack.security.resource import Stack

VAULT = Resource(
    urn="urn:pulumi:dev::gatehouse::gatehouse:platform:Platform$gatehouse:key_vault:KeyVault$azure-native:keyvault:Vault::kv",
    type="azure-native:keyvault:Vault",
    name="kv",
    properties={"a": {"b": [1, 2]}, "text": "t", "late": {"c": UNKNOWN}},
)


def test_a_place_is_the_component_and_the_resource() -> None:
    assert VAULT.place == "KeyVault/Vault"


@pytest.mark.parametrize(
    ("path", "value"), [("a.b", [1, 2]), ("a.c", None), ("text.b", None), ("z", None)]
)
def test_a_value_is_found_by_its_path(path: str, value: object) -> None:
    assert VAULT.get(path) == value


@pytest.mark.parametrize(("path", "items"), [("a.b", [1, 2]), ("text", []), ("z", [])])
def test_only_lists_have_items(path: str, items: list[object]) -> None:
    assert VAULT.items(path) == items


@pytest.mark.parametrize("path", ["late.c", "late.c.d"])
def test_a_value_that_a_preview_can_not_know_is_not_taken_for_missing(path: str) -> None:
    with pytest.raises(NotKnownYetError):
        VAULT.get(path)


def test_a_resource_is_found_by_the_property_that_is_made_from_another() -> None:
    setting = Resource(
        urn="urn",
        type="any:Setting",
        name="s",
        properties={},
        links={"uri": frozenset({VAULT.urn})},
    )
    stack = Stack((VAULT, setting))
    assert list(stack.linked(VAULT, "uri", "any:Setting")) == [setting]
    assert list(stack.linked(VAULT, "other", "any:Setting")) == []
    assert list(stack.linked(VAULT, "uri", "any:Other")) == []


def test_what_comes_before_is_told_at_any_distance_and_once() -> None:
    def one(urn: str, *dependencies: str) -> Resource:
        waits_for = frozenset(dependencies)
        return Resource(urn=urn, type="any:One", name=urn, properties={}, dependencies=waits_for)

    first, second, third = one("first"), one("second", "first"), one("third", "second", "first")
    last = one("last", "third", "elsewhere")
    stack = Stack((first, second, third, last))
    assert stack.before(last) == {"first", "second", "third", "elsewhere"}
    assert stack.before(first) == frozenset()
    assert stack.needed(last, "any:One") == [third]
    assert stack.needed(last, "any:Other") == []
