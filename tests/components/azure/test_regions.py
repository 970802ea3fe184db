from __future__ import annotations

import pytest

from components.azure.regions import ANYWHERE, regions


def test_a_pair_is_a_region_and_no_region_is_its_own() -> None:
    known = regions()
    for region in known.values():
        assert region.pair is None or region.pair in known
        assert region.pair != region.name


def test_flex_consumption_spans_zones_only_where_there_are_both() -> None:
    wrong = [
        one.name for one in regions().values() if one.flex_zones and not (one.flex and one.zones)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "nearby"), [("switzerlandnorth", "francecentral"), ("westindia", "centralindia")]
)
def test_another_region_is_of_the_same_part_of_the_world(name: str, nearby: str) -> None:
    assert regions()[name].instead(lambda one: one.flex) == nearby


def test_where_nothing_nearby_suits_one_is_named_that_always_does() -> None:
    anywhere = regions()["chilecentral"].instead(lambda one: one.flex_zones and one.pair is None)
    assert anywhere == ANYWHERE
    assert regions()[ANYWHERE].flex_zones is True
