"""A folder of code, released to a site by App Service's one-deploy.

https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi import (
    ComponentResource,
    CustomTimeouts,
    FileAsset,
    Input,
    Output,
    Resource,
    ResourceOptions,
)
from pulumi_azure_native import resources, storage

from components.release.code_archive import CodeArchive, archive
from components.release.one_deploy import one_deploy_template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from components.platform.artifact_store import ArtifactStore

ARCHIVES = Path(".local", "releases")
"""The folder of zips before they are uploaded; git ignores it."""
PACKAGE = "released-package.zip"
"""The name that Flex Consumption demands of every zip; the folder around it has the digest."""


@dataclass(frozen=True, kw_only=True)
class CodeReleaseArgs:
    """The code, the site that gets it, and how it is deployed."""

    resource_group_name: Input[str]
    site_name: Input[str]
    source: Path
    """The folder with the app's files and its requirements.txt."""
    artifact_store: ArtifactStore
    one_deploy: Mapping[str, bool | str]
    """Options: `remoteBuild` for Flex Consumption, `type: zip` for App Service."""
    depends_on: Sequence[Resource] = ()
    """Resources that the code needs when it starts, such as its roles."""


class CodeRelease(ComponentResource):
    """The code that a site runs; changed code is a changed release and nothing else."""

    deployment: resources.Deployment
    sha: Output[str]
    """The digest of the code, as it lies in the app's folder as `release.txt`."""

    def __init__(
        self, name: str, args: CodeReleaseArgs, opts: ResourceOptions | None = None
    ) -> None:
        props = {"siteName": args.site_name, "source": os.path.relpath(args.source)}
        super().__init__("gatehouse:code_release:CodeRelease", name, props, opts)
        code = archive(args.source, ARCHIVES)
        blob_name = f"{args.source.name}-{code.sha}/{PACKAGE}"
        blob = storage.Blob(
            name,
            blob_name=blob_name,
            account_name=args.artifact_store.account_name,
            container_name=args.artifact_store.container_name,
            resource_group_name=args.resource_group_name,
            source=FileAsset(str(code.path)),
            opts=ResourceOptions(parent=self),
        )
        self.deployment = resources.Deployment(
            name,
            resource_group_name=args.resource_group_name,
            properties=_deployment(args, code, blob_name),
            opts=ResourceOptions(
                parent=self,
                depends_on=[blob, *args.depends_on],
                # Deleting the record of a release would leave the code where it is.
                retain_on_delete=True,
                custom_timeouts=CustomTimeouts(create="20m", update="20m"),
            ),
        )
        self.sha = Output.from_input(code.sha)
        self.register_outputs({"sha": self.sha})


def _deployment(
    args: CodeReleaseArgs, code: CodeArchive, blob_name: str
) -> resources.DeploymentPropertiesArgs:
    parameters: dict[str, Input[str]] = {
        "site": args.site_name,
        "account": args.artifact_store.account_name,
        "package": Output.concat(args.artifact_store.container_name, "/", blob_name),
        "sha": code.sha,
    }
    return resources.DeploymentPropertiesArgs(
        mode=resources.DeploymentMode.INCREMENTAL,
        template=one_deploy_template(args.one_deploy),
        parameters={
            name: resources.DeploymentParameterArgs(value=value)
            for name, value in parameters.items()
        },
    )
