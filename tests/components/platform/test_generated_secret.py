from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from google.protobuf.json_format import MessageToDict

from gatehouse.program.stand_in_engine import CONFIDENTIAL, MARK

if TYPE_CHECKING:
    from tests.conftest import Declared

MADE_UP = "random:index/randomPassword:RandomPassword"


def test_each_is_made_up_and_kept_under_its_name(with_password: Declared) -> None:
    for made_up in with_password.graph.of_type(MADE_UP):
        secret = with_password.one("keyvault:Secret", made_up.name)
        assert secret.inputs["properties"]["value"] == made_up.outputs["result"]
        assert secret.inputs["secretName"] == made_up.name


def test_each_is_long_enough_and_means_the_same_everywhere(with_password: Declared) -> None:
    values = {one.name: one.outputs["result"] for one in with_password.graph.of_type(MADE_UP)}
    assert {name: len(value) for name, value in values.items()} == {
        "admin-path-suffix": 16,
        "database-password": 40,
        "django-superuser-password": 24,
        "secret-key": 64,
    }
    assert all(value.isalnum() for value in values.values())


def test_none_is_in_plain_text_anywhere(with_password: Declared) -> None:
    values = [one.outputs["result"] for one in with_password.graph.of_type(MADE_UP)]
    seen = {
        urn: json.dumps(without_secrets(MessageToDict(request.object)))
        for urn, request in with_password.requests.items()
    }
    assert [urn for urn, text in seen.items() for value in values if value in text] == []


def without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get(MARK) == CONFIDENTIAL:
            return "a secret"
        return {key: without_secrets(one) for key, one in value.items()}
    if isinstance(value, list):
        return [without_secrets(one) for one in value]
    return value
