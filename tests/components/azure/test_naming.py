from __future__ import annotations

import pkgutil
import re
import string
from importlib import import_module

import pytest

import components
from components.azure.naming import NameRule, part_name
from components.platform import artifact_store, key_vault

RULES = {
    f"{module.name}.{name}": rule
    for module in pkgutil.walk_packages(components.__path__, "components.")
    for name, rule in vars(import_module(module.name)).items()
    if isinstance(rule, NameRule)
}
"""All rules, each beside the component whose resource it names."""
ENVIRONMENTS = [
    *(string.ascii_lowercase[:length] for length in range(1, 21)),
    "Production",
    "feature-login-page",
    "a-b-c-d-e-f-g-h-i-j",
]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_name_with_its_suffix_is_one_that_azure_takes(rule: NameRule, environment: str) -> None:
    name = rule.apply(f"gatehouse-{environment}") + "0a1b2c3d"
    words = r"[a-z]+[a-z0-9]*(-[a-z0-9]+)*" if rule.hyphens else r"[a-z][a-z0-9]*"
    assert re.fullmatch(words, name)
    assert len(name) <= rule.longest


def test_no_two_kinds_of_resource_have_the_same_prefix() -> None:
    prefixes = [rule.prefix for rule in RULES.values()]
    assert sorted(set(prefixes)) == sorted(prefixes)
    assert len(prefixes) > 15


def test_a_short_name_tells_kind_project_and_stack() -> None:
    assert key_vault.NAME.apply("gatehouse-dev") == "kv-gatehouse-dev"


def test_a_long_name_is_cut_and_not_left_with_a_hyphen_at_its_end() -> None:
    assert NameRule("kv", 18).apply("gate-ho-use") == "kv-gate-ho"
    assert NameRule("kv", 19).apply("gate-ho-use") == "kv-gate-ho"


def test_a_storage_account_has_letters_and_digits_only() -> None:
    assert artifact_store.NAME.apply("Gatehouse-dev") == "stcodegatehoused"


@pytest.mark.parametrize(
    ("component", "name"),
    [
        ("gatehouse-dev", "backend"),
        ("gatehouse-dev-orders", "orders-backend"),
        ("orders", "orders-backend"),
    ],
)
def test_the_parts_of_two_components_have_different_names_in_any_stack(
    component: str, name: str
) -> None:
    assert part_name("backend", component, "gatehouse-dev") == name
