"""What the rules of the policy pack for the order of changes say of several sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.database.login import Authentication
from gatehouse.audit.policy_pack import load_policy_pack
from gatehouse.audit.security import security_audit
from gatehouse.program.stack_files import StackFiles
from tests.components.services.several_sites import ROOT, several_sites

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_each_app_comes_after_its_own_role_and_its_endpoints(
    declare: Callable[..., Declared], stack: str
) -> None:
    declared = declare(
        lambda: several_sites(Authentication.ENTRA, production=stack == "prod"),
        stack=stack,
        configuration=stack,
    )
    pack = load_policy_pack(ROOT)
    settings = StackFiles.load(ROOT, stack)
    audit = security_audit(pack, declared.graph, settings, pack.load_exemptions())
    order = [one for one in audit.findings if one.rule.id.startswith("Gatehouse.Order.")]
    assert [str(one) for one in order] == []
