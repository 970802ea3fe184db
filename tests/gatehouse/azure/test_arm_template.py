from __future__ import annotations

from typing import Any

import pytest

from gatehouse.azure.arm_template import Nested, Template
from gatehouse.errors import LocalError

BODY = {
    "resources": [
        {"type": "Microsoft.Web/sites/extensions", "name": "[format('{0}/x', parameters('a'))]"},
        {"type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": {"value": "v"}},
    ]
}
DEPLOYMENT = {
    "resourceGroupName": "rg",
    "properties": {
        "template": BODY,
        "parameters": {"a": {"value": "func"}, "list": {"value": ["zero", {"one": "1"}]}},
    },
}
GROUP = "/subscriptions/10ca1000-0000-4000-8000-000000000001/resourceGroups/rg"
HOST = f"{GROUP}/providers/Microsoft.Web/sites/func/host/default"
TEMPLATE = Template.of(DEPLOYMENT, {HOST: {"keys": {"default": "secret"}}})


def test_resources_are_declared_with_their_whole_names() -> None:
    assert list(TEMPLATE.resources()) == [
        Nested("Microsoft.Web/sites/extensions", "func/x", {}),
        Nested("Microsoft.KeyVault/vaults", "kv", {"value": "v"}),
    ]
    assert [one.path for one in TEMPLATE.resources()] == [
        "/sites/func/extensions/x",
        "/vaults/kv",
    ]


def test_a_template_without_resources_declares_none() -> None:
    deployment = {"resourceGroupName": "rg", "properties": {"template": {}}}
    assert list(Template.of(deployment, {}).resources()) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("[[not an expression]", "[[not an expression]"),
        ("['it''s']", "it's"),
        ("[7]", 7),
        ("[parameters('a')]", "func"),
        ("[ parameters( 'list' )[1].one ]", "1"),
        ("[parameters('list')[0]]", "zero"),
        ("[format('{0}-{1}', 'a', 2)]", "a-2"),
        (
            "[resourceId('Microsoft.Web/sites/host', parameters('a'), 'default')]",
            f"{GROUP}/providers/Microsoft.Web/sites/func/host/default",
        ),
        (
            (
                "[listKeys(resourceId('Microsoft.Web/sites/host', parameters('a'), 'default'), "
                "'2022-09-01').keys.default]"
            ),
            "secret",
        ),
    ],
)
def test_an_expression_has_the_value_that_azure_gives_it(text: str, value: Any) -> None:
    assert TEMPLATE.value(text) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[uniqueString('a')]", r"calls uniqueString\(\); known here are format, listKeys"),
        ("[format('{0}', 'a']", r"can't be read"),
        ("[parameters('missing')]", r"can't be read \(KeyError"),
        ("[parameters('list')[0)]", r"can't be read"),
        ("[listKeys('/other', '1')]", "lists the keys of /other; allowed is a Functions host"),
        ("[parameters]", r"can't be read"),
        ("[format('{1}', 'a')]", r"can't be read"),
    ],
)
def test_what_can_not_be_read_is_refused_with_the_remedy(text: str, message: str) -> None:
    with pytest.raises(LocalError, match=message):
        TEMPLATE.value(text)
