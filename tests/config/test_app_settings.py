from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from config.app_settings import AppSettings, app_settings
from config.errors import ConfigError
from config.reader import SettingsReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared

    Load = Callable[..., AppSettings]

SEALED = {"secure": "v1:abc"}


@pytest.fixture
def load(declare: Callable[..., Declared]) -> Load:
    """Reads the settings of all apps from the stack dev with these in it."""

    def load(**changed: object) -> AppSettings:
        found: list[AppSettings] = []
        declare(lambda: found.append(app_settings(SettingsReader())), **changed)
        return found[0]

    return load


def test_an_app_has_no_settings_until_the_stack_gives_it_some(load: Load) -> None:
    apps = load()
    assert (apps.settings_of("shop"), apps.secrets_of("shop")) == ({}, {})
    apps.refuse_other_apps()


def test_values_are_texts_as_an_environment_holds_them(load: Load) -> None:
    given = {"SHOP": "north", "WORKERS": 4, "RATE": 0.5, "_ON": True, "off": False}
    apps = load(settings={"shop": given})
    assert apps.settings_of("shop") == {
        "SHOP": "north",
        "WORKERS": "4",
        "RATE": "0.5",
        "_ON": "true",
        "off": "false",
    }


def test_secrets_are_read_and_never_shown(load: Load) -> None:
    apps = load(settings={"shop": {"A": "b"}}, secrets={"shop": {"TOKEN": SEALED}})
    token = apps.secrets_of("shop")["TOKEN"]
    assert len(token) > 8
    assert token not in repr(apps)


def test_secrets_in_plain_text_are_refused_without_their_value(load: Load) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(secrets={"shop": {"TOKEN": "s3cret"}})
    assert str(refusal.value) == (
        "gatehouse:secrets is 'plain text'; allowed is what Pulumi has encrypted; run `pulumi "
        "config set --secret --path 'gatehouse:secrets.shop.TOKEN'` and give the value when it asks"
    )


def test_an_app_that_is_not_declared_is_refused_with_those_that_are(load: Load) -> None:
    apps = load(settings={"shop": {}}, secrets={"shp": {"TOKEN": SEALED}})
    apps.settings_of("shop")
    apps.secrets_of("site")
    with pytest.raises(ConfigError) as refusal:
        apps.refuse_other_apps()
    assert str(refusal.value) == (
        "gatehouse:secrets is 'shp'; allowed is an app of __main__.py: shop, site; "
        "run `pulumi config rm --path 'gatehouse:secrets.shp'`, or correct the name"
    )


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"settings": {"shop": "x"}}, "gatehouse:settings.shop is 'a value'; allowed is an object"),
    ({"settings": {"shop": {"A-B": "x"}}}, "gatehouse:settings.shop is 'A-B'; allowed is a name"),
    ({"settings": {"shop": {"1": "x"}}}, "gatehouse:settings.shop is '1'; allowed is a name"),
    ({"settings": {"shop": {"A" * 65: "x"}}}, f"gatehouse:settings.shop is '{'A' * 65}'; allowed"),
    ({"settings": {"shop": {"A": ["x"]}}}, "gatehouse:settings.shop.A is 'no text'; allowed is a"),
    (
        {"settings": {"shop": {"A": "", "a": ""}}},
        "gatehouse:settings.shop is 'A'; allowed is every",
    ),
    (
        {"settings": {"shop": {"TOKEN": ""}}, "secrets": {"shop": {"token": SEALED}}},
        "gatehouse:settings.shop is 'TOKEN'; allowed is every name once",
    ),
]


@pytest.mark.parametrize(("changed", "message"), REFUSED)
def test_what_no_app_can_have_is_refused(load: Load, changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(**changed)
    assert str(refusal.value).startswith(message)
