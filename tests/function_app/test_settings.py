from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from settings import Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping


def test_without_app_settings_there_is_no_gateway() -> None:
    assert Settings.from_environ({}) == Settings(
        running_in_production=False, public_path="/public", api_path="/api"
    )


def test_app_settings_name_the_gateways_prefixes() -> None:
    environ = {"RUNNING_IN_PRODUCTION": "true", "PUBLIC_PATH": "/open", "API_PATH": "/v1/names"}
    expected = Settings(running_in_production=True, public_path="/open", api_path="/v1/names")
    assert Settings.from_environ(environ) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("true", True), ("True", True), ("1", True), ("false", False), ("FALSE", False), ("0", False)],
)
def test_a_switch_is_spelled_as_people_spell_it(given: str, *, expected: bool) -> None:
    settings = Settings.from_environ({"RUNNING_IN_PRODUCTION": given})
    assert settings.running_in_production == expected


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        (
            {"RUNNING_IN_PRODUCTION": "yes"},
            (
                "RUNNING_IN_PRODUCTION is 'yes'; allowed are 'true' and 'false'. Correct the app "
                "setting RUNNING_IN_PRODUCTION, or remove it to run without a gateway."
            ),
        ),
        (
            {"PUBLIC_PATH": "public"},
            (
                "PUBLIC_PATH is 'public'; allowed is a path such as '/public', of letters, digits "
                "and '_.-', without a slash at the end. Correct the app setting PUBLIC_PATH."
            ),
        ),
        (
            {"API_PATH": "/api/"},
            (
                "API_PATH is '/api/'; allowed is a path such as '/public', of letters, digits and "
                "'_.-', without a slash at the end. Correct the app setting API_PATH."
            ),
        ),
        (
            {"PUBLIC_PATH": "/api"},
            (
                "PUBLIC_PATH and API_PATH are both '/api'; the gateway tells the two APIs apart by "
                "their paths. Give one of these app settings another path."
            ),
        ),
    ],
)
def test_wrong_app_settings_are_refused_with_the_remedy(
    environ: Mapping[str, str], message: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ(environ)
    assert str(caught.value) == message
