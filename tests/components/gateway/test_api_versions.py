from __future__ import annotations

import pytest

from components.errors import ComponentError
from components.gateway.api_versions import by_version

DOCUMENT = {
    "components": {"schemas": {}},
    "paths": {"/names": 1, "/v2/names": 2, "/v2": 3, "/v2/": 4, "/v22/names": 5, "/v3/names": 6},
}


def test_without_versions_everything_belongs_to_none() -> None:
    assert by_version(DOCUMENT, []) == {"": DOCUMENT}
    assert by_version({}, []) == {"": {"paths": {}}}


def test_a_version_has_the_routes_that_begin_with_it_without_their_beginning() -> None:
    found = by_version({**DOCUMENT, "paths": {"/names": 1, "/v2/names": 2, "/v22/x": 3}}, ["v2"])
    assert found[""] == {**DOCUMENT, "paths": {"/names": 1, "/v22/x": 3}}
    assert found["v2"] == {**DOCUMENT, "paths": {"/names": 2}}


def test_a_route_of_the_version_s_name_is_its_root() -> None:
    assert by_version({"paths": {"/v2": 1}}, ["v2"])["v2"] == {"paths": {"/": 1}}
    assert by_version({"paths": {"/v2/": 1}}, ["v2"])["v2"] == {"paths": {"/": 1}}


def test_versions_keep_the_order_of_the_setting() -> None:
    assert list(by_version(DOCUMENT, ["v3", "v2"])) == ["", "v3", "v2"]


def test_a_version_that_no_route_has_is_refused() -> None:
    with pytest.raises(ComponentError) as refusal:
        by_version(DOCUMENT, ["v2", "v4"])
    assert str(refusal.value) == (
        "no route begins with /v4/, so there is no version 'v4' to publish; allowed are versions "
        'that routes have; give them APIRouter(prefix="/v4")'
    )
