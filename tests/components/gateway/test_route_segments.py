from __future__ import annotations

import pytest

from components.errors import ComponentError
from components.gateway.route_segments import by_segment

DOCUMENT = {
    "components": {"schemas": {}},
    "paths": {"/names": 1, "/v2/names": 2, "/v2": 3, "/v2/": 4, "/v22/names": 5, "/v3/names": 6},
}


def test_without_segments_everything_belongs_to_none() -> None:
    assert by_segment(DOCUMENT, []) == {"": DOCUMENT}
    assert by_segment({}, []) == {"": {"paths": {}}}


def test_a_segment_has_the_routes_that_begin_with_it_without_their_beginning() -> None:
    found = by_segment({**DOCUMENT, "paths": {"/names": 1, "/v2/names": 2, "/v22/x": 3}}, ["v2"])
    assert found[""] == {**DOCUMENT, "paths": {"/names": 1, "/v22/x": 3}}
    assert found["v2"] == {**DOCUMENT, "paths": {"/names": 2}}


def test_a_route_of_the_segment_s_name_is_its_root() -> None:
    assert by_segment({"paths": {"/v2": 1}}, ["v2"])["v2"] == {"paths": {"/": 1}}
    assert by_segment({"paths": {"/v2/": 1}}, ["v2"])["v2"] == {"paths": {"/": 1}}


def test_segments_keep_the_order_in_which_they_are_given() -> None:
    assert list(by_segment(DOCUMENT, ["v3", "v2"])) == ["", "v3", "v2"]


def test_a_segment_that_no_route_has_is_refused() -> None:
    with pytest.raises(ComponentError) as refusal:
        by_segment(DOCUMENT, ["v2", "v4"])
    assert str(refusal.value) == (
        "no route begins with /v4/, so no version or API 'v4' can be published; allowed are "
        'first segments of routes; give them APIRouter(prefix="/v4")'
    )
