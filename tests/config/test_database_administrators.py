from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from components.database.administrator import Principal, PrincipalType
from config import StackConfig
from config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared

    Load = Callable[..., StackConfig]

ID = "9a3f2c64-0d5e-4f7b-8a1c-3e2d1f0b9a87"
ADA: dict[str, Any] = {"objectId": ID, "name": "ada@contoso.com", "type": "User"}


@pytest.fixture
def load(declare: Callable[..., Declared], tmp_path: Path) -> Load:
    def load(**changed: object) -> StackConfig:
        found: list[StackConfig] = []
        declare(lambda: found.append(StackConfig.load(tmp_path)), **changed)
        return found[0]

    return load


def test_a_stack_names_who_administers_the_database(load: Load) -> None:
    assert load().database.people == ()
    assert load(databaseAdministrators=[ADA]).database.people == (
        Principal(object_id=ID, name="ada@contoso.com", type=PrincipalType.USER),
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["ada"], "is 'ada'; allowed is a list of objects with name, objectId, type"),
        ([{"objectId": ID}], "allowed is a list of objects with name, objectId, type"),
        ([{**ADA, "type": "Person"}], "allowed is a type, one of User, Group, ServicePrincipal"),
        ([{**ADA, "type": ["User"]}], "allowed is a type, one of User, Group, ServicePrincipal"),
        ([{**ADA, "objectId": "ada"}], "allowed is an objectId of Microsoft Entra, in lower case"),
        ([{**ADA, "name": ""}], "allowed is a name of up to 256 characters"),
        ([ADA, ADA], "is 'an objectId twice'; allowed is each once; remove one of the two"),
    ],
)
def test_whoever_is_not_described_is_refused(load: Load, given: object, message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(databaseAdministrators=given)
    assert str(refusal.value).startswith("gatehouse:databaseAdministrators is ")
    assert message in str(refusal.value)


def test_nobody_of_entra_administers_a_server_that_takes_passwords_alone(load: Load) -> None:
    with pytest.raises(ConfigError) as refusal:
        load(databaseAdministrators=[ADA], databaseAuthentication="password")
    assert str(refusal.value) == (
        "gatehouse:databaseAdministrators is '1 administrators'; allowed is none where "
        "databaseAuthentication is password; set databaseAuthentication to entra, or remove them"
    )
