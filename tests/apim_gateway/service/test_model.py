from __future__ import annotations

from apim_gateway.service.model import Api, Credentials, NamedValue, Subscription


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
