"""Resources as the laptop cloud makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gatehouse.azure.cloud import Azure

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure.cloud import Created


@pytest.fixture
def create() -> Callable[..., Created]:
    """Creates the type, given without its package, as `x` in the group rg."""

    def create(type_: str, **inputs: Any) -> Created:
        urn = f"urn:pulumi:dev::gatehouse::azure-native:{type_}::x"
        return Azure(b"seed").create(
            f"azure-native:{type_}", urn, {"resourceGroupName": "rg", **inputs}
        )

    return create
