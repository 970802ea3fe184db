"""The mends of the program that Azure's refusals have asked for, each with a way to take it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from pulumi import ResourceTransformation, ResourceTransformationArgs, ResourceTransformationResult

from components.waiting import patience

if TYPE_CHECKING:
    from collections.abc import Iterator

Alter = Callable[[ResourceTransformationArgs], None]


@dataclass(frozen=True, kw_only=True)
class Mend:
    """One mend, or several of one finding where each is enough."""

    name: str
    error: str
    """Part of what the update without it fails with."""
    alter: Alter | None = None
    """Changes what the program declares, as if the mend were not there."""
    without: tuple[str, ...] = ()
    """Words of the rows of components/waiting/patience.py that are taken out."""
    uncalled: str = ""
    """A function of the program that does nothing."""
    settings: Mapping[str, object] = field(default_factory=dict)


def transformation(alter: Alter) -> ResourceTransformation:
    """Returns the change as Pulumi takes it; it comes after all of the program's own."""

    def transform(args: ResourceTransformationArgs) -> ResourceTransformationResult:
        alter(args)
        return ResourceTransformationResult(args.props, args.opts)

    return transform


def rows_without(words: tuple[str, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Returns the refusals and the delays that are left."""

    def left(rows: tuple[Any, ...]) -> Iterator[Any]:
        return (row for row in rows if not any(word in row.words for word in words))

    return tuple(left(patience.REFUSALS)), tuple(left(patience.DELAYS))


def vars_of(args: ResourceTransformationArgs) -> dict[str, Any]:
    """Returns the properties as what they are, by the names of the SDK's classes."""
    return cast("dict[str, Any]", args.props)


def _tell(type_: str, **properties: object) -> Alter:
    """Adds properties to every resource of the type."""

    def alter(args: ResourceTransformationArgs) -> None:
        if args.type_ == f"azure-native:{type_}":
            vars_of(args).update(properties)

    return alter


def _tell_the_function_site(**config: object) -> Alter:
    def alter(args: ResourceTransformationArgs) -> None:
        if args.type_ == "azure-native:web:WebApp" and args.props.get("function_app_config"):
            vars_of(args)["site_config"].update(config)

    return alter


def _free(type_: str) -> Alter:
    """Lets every resource of the type be made as soon as its inputs are known."""

    def alter(args: ResourceTransformationArgs) -> None:
        if args.type_ == f"azure-native:{type_}":
            args.opts.depends_on = None

    return alter


def _forget(type_: str, **options: object) -> Alter:
    def alter(args: ResourceTransformationArgs) -> None:
        if args.type_.startswith(f"azure-native:{type_}"):
            vars(args.opts).update(options)

    return alter


SITE_ROLES = "the roles of the site's identity"
MENDS = (
    Mend(
        name="nothing that Flex Consumption refuses",
        error="51021",
        alter=_tell_the_function_site(net_framework_version="v4.6"),
    ),
    Mend(
        name="no enableClientCertificate for the classic tiers",
        error="setting is not supported for the SKU",
        alter=_tell("apimanagement:ApiManagementService", enable_client_certificate=False),
        settings={"apimSku": "Developer"},
    ),
    Mend(
        name="the administrator last, and patience with it",
        error="AadAuthOperationCannotBePerformedWhenServerIsNotAccessible",
        alter=_free("dbforpostgresql:AdministratorsMicrosoftEntra"),
        without=("doesn't take administrators",),
    ),
    Mend(
        name="patience with a server just made",
        error="ServerIsBusy",
        without=("the database server is busy",),
    ),
    Mend(
        name="patience with a vault that API Management can't read yet",
        error="Failed to access KeyVault Secret",
        without=("can't read the key vault yet",),
    ),
    Mend(
        name="a delay between the roles of a function app and its release",
        error="DeploymentFailed",
        without=(SITE_ROLES,),
    ),
    Mend(
        name="a delay between a release and its host's keys",
        error="DeploymentFailed",
        without=("the Functions host starts",),
    ),
    Mend(
        name="one change of a site at a time, and patience with it",
        error="another operation is in progress",
        alter=_free("web:WebAppScmAllowed"),
        without=("App Service is still busy",),
    ),
    Mend(
        name="the kind of principal, and patience with Entra",
        error="PrincipalNotFound",
        alter=_tell("authorization:RoleAssignment", principal_type=None),
        without=("Microsoft Entra doesn't know",),
    ),
)
"""Those without which a first update stops."""
OUTBOUND_ROUTING = Mend(
    name="the site's way to the vault",
    error="",
    alter=_tell("web:WebApp", outbound_vnet_routing=None),
)
MADE_LATE = Mend(
    name="a site made when its role counts",
    error="",
    alter=_free("web:WebApp"),
    without=(SITE_ROLES,),
)
GROWN_DISK = Mend(
    name="no size for a disk that has grown",
    error="DowngradeDiskSizeUnsupported",
    alter=_forget("dbforpostgresql:Server", ignore_changes=["availabilityZone"]),
)
WITH_THE_GROUP = Mend(
    name="what goes with its resource group",
    error="InUseSubnetCannotBeDeleted",
    uncalled="components.azure.lifetime.delete_with_resource_group",
)
