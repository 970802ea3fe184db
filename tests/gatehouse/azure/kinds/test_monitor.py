from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gatehouse.azure.cloud import Created


def test_telemetry_is_sent_to_a_host_that_cannot_exist(create: Callable[..., Created]) -> None:
    computed = create("applicationinsights:Component", resourceName="appi").computed
    assert computed["connectionString"] == (
        f"InstrumentationKey={computed['instrumentationKey']};"
        "IngestionEndpoint=https://applicationinsights.invalid/"
    )
