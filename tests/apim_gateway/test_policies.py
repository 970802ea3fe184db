from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import apim_gateway.policies
from apim_gateway.compiling.policy import Policy
from apim_gateway.compiling.steps import nothing
from apim_gateway.errors import GatewayError
from apim_gateway.policies import POLICIES

if TYPE_CHECKING:
    from pathlib import Path


def test_a_policy_is_found_under_its_element_s_name() -> None:
    assert {name: policy.name for name, policy in POLICIES.items()} == {n: n for n in POLICIES}


def test_a_module_with_another_name_than_its_policy_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = ModuleType("apim_gateway.policies.other_name")
    module.POLICY = Policy(name="some-name", sections=(), compile=lambda *_: nothing)  # type: ignore[attr-defined]
    tmp_path.joinpath("other_name.py").touch()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(apim_gateway.policies, "__path__", [str(tmp_path)])
    with pytest.raises(GatewayError, match="other_name declares 'some-name'; name the two alike"):
        apim_gateway.policies._discover()
