from __future__ import annotations

import re
import string

import pytest

from components.azure import naming
from components.azure.naming import NameRule

RULES = {name: rule for name, rule in vars(naming).items() if isinstance(rule, NameRule)}
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


def test_a_short_name_tells_kind_project_and_stack() -> None:
    assert naming.KEY_VAULT.apply("gatehouse-dev") == "kv-gatehouse-dev"


def test_a_long_name_is_cut_and_not_left_with_a_hyphen_at_its_end() -> None:
    assert NameRule("kv", 18).apply("gate-ho-use") == "kv-gate-ho"
    assert NameRule("kv", 19).apply("gate-ho-use") == "kv-gate-ho"


def test_a_storage_account_has_letters_and_digits_only() -> None:
    assert naming.ARTIFACT_STORE.apply("Gatehouse-dev") == "stcodegatehoused"
