from __future__ import annotations

import pytest

from apim_gateway.errors import Place

PLACES = [
    (Place("api.xml"), "api.xml"),
    (Place("api.xml", 3), "api.xml:3"),
    (Place("api.xml", 3, "choose"), "api.xml:3 choose"),
    (Place("api.xml", element="choose"), "api.xml choose"),
]


@pytest.mark.parametrize(("place", "expected"), PLACES)
def test_a_place_says_what_is_known(place: Place, expected: str) -> None:
    assert str(place) == expected
