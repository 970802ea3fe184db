from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.database.extensions import EXTENSIONS
from config import database
from config.errors import ConfigError
from config.reader import SettingsReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Declared


def test_an_extension_is_listed_once(declare: Callable[..., Declared]) -> None:
    found: list[tuple[str, ...]] = []
    declare(
        lambda: found.append(database.database_extensions(SettingsReader())),
        databaseExtensions=["vector", "citext", "vector"],
    )
    assert found == [("vector", "citext")]


@pytest.mark.parametrize("name", ["CITEXT", "timescaledb", 1])
def test_an_extension_that_azure_does_not_have_is_refused(
    declare: Callable[..., Declared], name: object
) -> None:
    with pytest.raises(ConfigError) as refusal:
        declare(lambda: database.database_extensions(SettingsReader()), databaseExtensions=[name])
    message = str(refusal.value)
    assert message.startswith(f"gatehouse:databaseExtensions is {name!r}; allowed is a list of ")
    assert "write it in lower case" in message


def test_extensions_are_told_by_lower_case_names() -> None:
    assert [one for one in EXTENSIONS if one != one.lower()] == []
    assert len(set(EXTENSIONS)) == len(EXTENSIONS)
