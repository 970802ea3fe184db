from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import gateway.policies
from gateway.errors import GatewayError
from gateway.policies import POLICIES
from gateway.policy import Policy
from gateway.sequence import nothing

if TYPE_CHECKING:
    from pathlib import Path


def test_a_policy_is_found_under_its_element_s_name() -> None:
    assert {name: policy.name for name, policy in POLICIES.items()} == {n: n for n in POLICIES}


def test_a_module_with_another_name_than_its_policy_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = ModuleType("gateway.policies.other_name")
    module.POLICY = Policy(name="some-name", sections=(), compile=lambda *_: nothing)  # type: ignore[attr-defined]
    tmp_path.joinpath("other_name.py").touch()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(gateway.policies, "__path__", [str(tmp_path)])
    with pytest.raises(GatewayError, match="other_name declares 'some-name'; name the two alike"):
        gateway.policies._discover()
