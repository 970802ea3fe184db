from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Declared

RELEASE = ("resources:Deployment", "gatehouse-dev", "FunctionApp")
BLOB = ("storage:Blob", "gatehouse-dev", "FunctionApp")


def test_the_blob_is_named_after_its_content(deployed: Declared) -> None:
    blob = deployed.one(*BLOB).inputs
    parameters = deployed.one(*RELEASE).inputs["properties"]["parameters"]
    assert blob["blobName"] == f"function_app-{parameters['sha']['value']}.zip"
    assert blob["source"]["path"].endswith(f"{parameters['sha']['value'][:16]}.zip")


def test_the_release_fetches_the_blob_by_an_address_that_reads_nothing_else(
    deployed: Declared,
) -> None:
    parameters = deployed.one(*RELEASE).inputs["properties"]["parameters"]
    address, query = parameters["packageUri"]["value"].split("?")
    assert address == deployed.one(*BLOB).outputs["url"]
    assert {"sr=b", "sp=r", "spr=https"} <= set(query.split("&"))


def test_the_release_is_a_one_deploy_of_the_site_with_a_remote_build(deployed: Declared) -> None:
    properties = deployed.one(*RELEASE).inputs["properties"]
    (extension,) = properties["template"]["resources"]
    assert properties["mode"] == "Incremental"
    assert (
        properties["parameters"]["site"]["value"]
        == (deployed.one("web:WebApp", "func-gatehouse-dev").outputs["name"])
    )
    assert properties["template"]["parameters"]["packageUri"]["type"] == "securestring"
    assert extension["name"] == "[format('{0}/onedeploy', parameters('site'))]"
    assert extension["properties"] == {
        "packageUri": "[parameters('packageUri')]",
        "remoteBuild": True,
    }


def test_the_release_waits_for_the_blob_and_for_the_sites_configuration(
    deployed: Declared,
) -> None:
    assert deployed.waits_for(deployed.one(*RELEASE)) >= {
        "storage:Blob gatehouse-dev",
        "web:WebApp func-gatehouse-dev",
        "web:WebAppFtpAllowed gatehouse-dev",
        "web:WebAppScmAllowed gatehouse-dev",
    }


def test_a_deleted_release_leaves_the_code_and_a_slow_one_gets_time(deployed: Declared) -> None:
    request = deployed.requests[deployed.one(*RELEASE).urn]
    assert request.retainOnDelete is True
    assert (request.customTimeouts.create, request.customTimeouts.update) == ("20m", "20m")
