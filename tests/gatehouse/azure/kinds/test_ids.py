from __future__ import annotations

from gatehouse.azure.kinds.ids import SUBSCRIPTION, fill, guid, name_of


def test_what_begins_with_a_namespace_lies_in_a_resource_group() -> None:
    values = {"resourceGroupName": "rg", "name": "app", "scope": "/a"}
    group = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg"
    cases = {
        "Microsoft.Web/sites/{name}": f"{group}/providers/Microsoft.Web/sites/app",
        "{scope}/providers/Microsoft.Authorization/locks/{name}": (
            "/a/providers/Microsoft.Authorization/locks/app"
        ),
        "/providers/{name}": "/providers/app",
    }
    assert {template: fill(template, values) for template in cases} == cases


def test_the_last_part_of_an_id_is_the_name() -> None:
    assert name_of("/containers/c/blobs/b%2Fa") == "b/a"


def test_an_identifier_follows_from_its_labels() -> None:
    assert guid("a", "b") == guid("a", "b")
    assert guid("a", "b") != guid("ab")
