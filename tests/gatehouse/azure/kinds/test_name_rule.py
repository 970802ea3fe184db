from __future__ import annotations

import pytest

from gatehouse.azure.kinds.table import KINDS


@pytest.mark.parametrize(
    ("type_", "right", "wrong"),
    [
        ("apimanagement:ApiManagementService", ["a", "apim-x1", "a" * 50], ["1a", "a-", "a" * 51]),
        ("apimanagement:ApiOperation", ["get_name", "o" * 80], ["", "a/b", "a#b", "o" * 81]),
        ("apimanagement:ApiPolicy", ["policy"], ["default"]),
        ("apimanagement:NamedValue", ["a.b-c_1"], ["a b", "", "n" * 257]),
        ("applicationinsights:Component", ["appi x"], ["a.", "a/b", "a" * 261]),
        (
            "authorization:RoleAssignment",
            ["0de39896-f4b8-5017-bb51-ca5642eeed45"],
            ["grant", "0DE39896"],
        ),
        ("dbforpostgresql:Server", ["psql-a1", "a" * 63], ["ab", "-ab", "aB1", "a--b", "a" * 64]),
        ("keyvault:Secret", ["database-password", "s" * 127], ["a_b", "", "s" * 128]),
        ("keyvault:Vault", ["kv-1", "k" * 24], ["k1", "1kv", "kv--1", "kv-", "k" * 25]),
        ("managedidentity:UserAssignedIdentity", ["id-web", "i" * 128], ["id", "-id", "i" * 129]),
        ("network:Subnet", ["web", "a", "a_"], ["-web", "web.", "web-", "w" * 81]),
        ("network:VirtualNetwork", ["vn", "v" * 64], ["v", "v" * 65]),
        ("privatedns:PrivateZone", ["x.private.example.com"], ["single", "A.b", "a..b"]),
        ("resources:Deployment", ["web-dev(1)"], ["d" * 65, "a b"]),
        ("resources:ResourceGroup", ["rg", "r" * 90], ["rg.", "r" * 91]),
        ("storage:BlobContainer", ["app-package"], ["ab", "App", "a--b", "c" * 64]),
        ("storage:StorageAccount", ["stcode123", "s" * 24], ["st", "st-code", "s" * 25]),
        ("web:WebApp", ["ab", "app-1", "a" * 60], ["a", "-ab", "ab-", "a_b", "a" * 61]),
    ],
)
def test_a_name_is_as_azure_wants_it(type_: str, right: list[str], wrong: list[str]) -> None:
    rule = KINDS[f"azure-native:{type_}"].name
    assert rule
    assert [name for name in right if not rule.allows(name)] == []
    assert [name for name in wrong if rule.allows(name)] == []
