from __future__ import annotations

from typing import TYPE_CHECKING

from components.release.one_deploy import one_deploy_template

if TYPE_CHECKING:
    from tests.conftest import Declared

RELEASE = ("resources:Deployment", "gatehouse-dev", "FunctionApp")
COMPONENT = ("code_release:CodeRelease", "gatehouse-dev", "FunctionApp")
BLOB = ("storage:Blob", "gatehouse-dev", "FunctionApp")


def parameters(declared: Declared) -> dict[str, str]:
    given = declared.one(*RELEASE).inputs["properties"]["parameters"]
    return {name: one["value"] for name, one in given.items()}


def test_the_blob_is_named_as_azure_asks_in_a_folder_named_after_its_content(
    deployed: Declared,
) -> None:
    blob, sha = deployed.one(*BLOB).inputs, parameters(deployed)["sha"]
    assert blob["blobName"] == f"function_app-{sha}/released-package.zip"
    assert blob["source"]["path"].endswith(f"function_app-{sha[:16]}.zip")


def test_the_site_is_given_the_blob_and_no_signature(deployed: Declared) -> None:
    blob = deployed.one(*BLOB).inputs
    assert parameters(deployed) == {
        "site": deployed.one("web:WebApp", "func-gatehouse-dev").outputs["name"],
        "account": blob["accountName"],
        "package": f"{blob['containerName']}/{blob['blobName']}",
        "sha": deployed.one(*COMPONENT).outputs["sha"],
    }


def test_the_release_is_a_one_deploy_of_the_site_with_a_remote_build(deployed: Declared) -> None:
    properties = deployed.one(*RELEASE).inputs["properties"]
    assert properties["mode"] == "Incremental"
    assert properties["template"] == one_deploy_template({"remoteBuild": True})


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
