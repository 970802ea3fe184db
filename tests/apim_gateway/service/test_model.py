from __future__ import annotations

import pytest

from apim_gateway.service.model import Api, Credentials, NamedValue, Subscription, VersionSet


def test_secrets_are_not_shown() -> None:
    shown = repr(
        [
            NamedValue(name="n", value="top", secret=True),
            Credentials(headers=(("x-functions-key", "top"),), query="code=top"),
            Subscription(id="s", name="s", primary_key="top", secondary_key="top"),
        ]
    )
    assert "top" not in shown


def test_a_revision_belongs_to_its_api() -> None:
    assert Api(id="demo;rev=2", name="demo", path="demo").base_id == "demo"


@pytest.mark.parametrize(
    ("path", "scheme", "prefix"),
    [
        ("", "", ""),
        ("shop", "", "/shop"),
        ("shop", "Segment", "/shop/v2"),
        ("", "Segment", "/v2"),
        ("shop", "Header", "/shop"),
    ],
)
def test_callers_find_an_api_at_its_path_and_the_segment_of_its_version(
    path: str, scheme: str, prefix: str
) -> None:
    versions = VersionSet(id="shop", scheme=scheme) if scheme else None
    api = Api(id="shop", name="Shop", path=path, version="v2", version_set=versions)
    assert api.prefix == prefix
