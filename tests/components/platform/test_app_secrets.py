from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi import ResourceOptions

from components.platform.app_secrets import keep_secrets, secret_name
from components.platform.platform import Platform
from config import StackConfig

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared


def test_each_secret_of_an_app_lies_in_the_vault_under_a_name_of_its_own(
    declare: Callable[..., Declared], root: Path
) -> None:
    def program() -> None:
        config = StackConfig.load(root / "policies")
        platform = Platform("gatehouse-dev", config.platform)
        secrets = config.apps.secrets_of("shop")
        keep_secrets("web-shop", secrets, platform.key_vault, ResourceOptions(parent=platform))

    declared = declare(program, secrets={"shop": {"STRIPE_TOKEN": {"secure": "v1:abc"}}})
    kept = declared.one("keyvault:Secret", "web-shop--stripe-token")
    assert kept.inputs["secretName"] == "web-shop--stripe-token"
    assert kept.inputs["properties"]["value"] in declared.graph.answers["settings"].values()


def test_no_two_apps_have_one_name_in_the_vault() -> None:
    assert secret_name("web-a", "B_C") != secret_name("web-a-b", "C")
