from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apim_gateway.errors import LoadError

if TYPE_CHECKING:
    from tests.apim_gateway.policies.steps import Run
    from tests.apim_gateway.stand_ins import Clock

STORE = '<cache-store-value key="k" value="@(1 + 1)" duration="60"/>'
LOOKUP = '<cache-lookup-value key="k" variable-name="v"/>'
WITH_DEFAULT = '<cache-lookup-value key="k" variable-name="v" default-value="@(0)"/>'


@pytest.mark.parametrize(
    ("policy", "seconds", "variables"),
    [
        (LOOKUP, 59, {"v": 2}),
        (LOOKUP.replace('"k"', '"@("" + (char)107)"'), 59, {"v": 2}),
        (LOOKUP, 60, {}),
        (WITH_DEFAULT, 59, {"v": 2}),
        (WITH_DEFAULT, 60, {"v": 0}),
        (LOOKUP.replace("/>", ' caching-type="external"/>'), 0, {}),
        (LOOKUP.replace('"k"', '"other"'), 0, {}),
    ],
)
def test_what_the_variable_holds(
    run: Run, clock: Clock, policy: str, seconds: float, variables: dict[str, object]
) -> None:
    run(STORE)
    clock.now += seconds
    assert run(policy).variables == variables


def test_the_consumption_tier_has_no_cache_to_find_it_in(run: Run) -> None:
    run(STORE, sku="Consumption")
    assert run(WITH_DEFAULT, sku="Consumption").variables == {"v": 0}


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ('<cache-lookup-value variable-name="v"/>', "'key' is missing"),
        ('<cache-lookup-value key="k"/>', "'variable-name' is missing"),
        (LOOKUP.replace("/>", ' caching-type="redis"/>'), "use one of: prefer-external"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(run: Run, policy: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(policy)
