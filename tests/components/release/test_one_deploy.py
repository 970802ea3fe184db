"""What ARM makes of the template; its expressions read the same in Python."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from components.release.one_deploy import one_deploy_template

GIVEN = {"site": "app-dev", "account": "stdev", "package": "releases/app-1/a.zip", "sha": "1"}
RESOURCE_ID = "/subscriptions/s/resourceGroups/g/providers"


class Arm:
    """Deploys one template, at 8:30 of some day; keeps what it asked the storage account for."""

    def __init__(self, template: dict[str, Any], given: dict[str, str]) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.parameters: dict[str, str] = {}
        self.functions = {
            "dateTimeAdd": lambda start, duration, form: f"{start} and {duration} as {form}",
            "environment": lambda: SimpleNamespace(
                suffixes=SimpleNamespace(storage="core.windows.net")
            ),
            "format": lambda text, *values: text.format(*values),
            "listServiceSas": self._list_service_sas,
            "parameters": lambda name: self.parameters[name],
            "resourceId": lambda type_, name: f"{RESOURCE_ID}/{type_}/{name}",
            "variables": lambda name: self.evaluate(template["variables"][name]),
        }
        times = {"utcNow": lambda form: f"8:30 as {form}"}
        assert given.keys() <= template["parameters"].keys()
        for name, one in template["parameters"].items():
            value = given[name] if name in given else self.evaluate(one["defaultValue"], times)
            self.parameters[name] = value
        [self.resource] = self.evaluate(template["resources"])

    def evaluate(self, value: Any, functions: dict[str, Any] | None = None) -> Any:
        if isinstance(value, dict):
            return {name: self.evaluate(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.evaluate(one) for one in value]
        if isinstance(value, str) and value.startswith("["):
            return eval(value[1:-1], {}, functions or self.functions)  # noqa: S307 - see above
        return value

    def _list_service_sas(self, account: str, version: str, signed: dict[str, str]) -> Any:
        self.asked.append((account, version, signed))
        return SimpleNamespace(serviceSasToken="sig=signed")


def test_the_site_fetches_the_zip_by_an_address_that_arm_signs() -> None:
    arm = Arm(one_deploy_template({"remoteBuild": True}), GIVEN)
    assert arm.resource == {
        "type": "Microsoft.Web/sites/extensions",
        "apiVersion": "2022-09-01",
        "name": "app-dev/onedeploy",
        "properties": {
            "packageUri": "https://stdev.blob.core.windows.net/releases/app-1/a.zip?sig=signed",
            "remoteBuild": True,
        },
    }


def test_the_address_opens_one_zip_for_an_hour() -> None:
    arm = Arm(one_deploy_template({}), GIVEN)
    assert arm.asked == [
        (
            f"{RESOURCE_ID}/Microsoft.Storage/storageAccounts/stdev",
            "2023-05-01",
            {
                "canonicalizedResource": "/blob/stdev/releases/app-1/a.zip",
                "signedResource": "b",
                "signedPermission": "r",
                "signedProtocol": "https",
                "signedExpiry": "8:30 as u and PT1H as yyyy-MM-ddTHH:mm:ssZ",
            },
        )
    ]


def test_the_digest_alone_comes_back() -> None:
    template = one_deploy_template({})
    assert template["outputs"] == {"sha": {"type": "string", "value": "[parameters('sha')]"}}
