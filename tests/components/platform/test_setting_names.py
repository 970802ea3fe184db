from __future__ import annotations

import pytest

from components.errors import ComponentError
from components.platform.setting_names import refuse_settings_of


def test_names_that_the_component_does_not_set_are_taken() -> None:
    refuse_settings_of("the web app shop", {"DBHOST"}, ["SHOP", "DBHOST_2"])


@pytest.mark.parametrize("name", ["DBHOST", "dbHost"])
def test_a_name_that_the_component_sets_is_refused(name: str) -> None:
    with pytest.raises(ComponentError) as refusal:
        refuse_settings_of("the web app shop", {"DBHOST", "DBUSER"}, ["SHOP", name])
    assert str(refusal.value) == (
        f"the app setting {name} is given for the web app shop, which sets it itself; allowed is "
        "any name but DBHOST, DBUSER; take another one, in __main__.py or in the settings and "
        "secrets of the stack"
    )
