"""Waits for Azure: the refusals that pass by themselves are tried again, the delays waited out.

`wait_for_azure` is called by the program, once and before the first resource. It needs the Pulumi
engine: hooks don't exist under mocks or in an evaluation without an engine, and then it does
nothing. What is in neither table fails at once.
"""

from __future__ import annotations

import re
from asyncio import sleep
from dataclasses import dataclass, field
from time import monotonic

import pulumi
from pulumi import ErrorHook, ErrorHookArgs, ResourceHook, ResourceHookArgs, ResourceHookBinding
from pulumi.runtime.proto.resource_pb2_grpc import ResourceMonitorStub
from pulumi.runtime.settings import get_monitor

from components.azure.lifetime import AZURE
from components.waiting.remedies import remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An answer of Azure that another try, some time later, doesn't get.

    Only for types that Azure doesn't leave half made: what it refuses at once, or takes and then
    forgets. A Deployment that has failed is still there, and would be refused as a second one
    (https://github.com/pulumi/pulumi/issues/24683); before those there is a Delay.
    """

    types: re.Pattern[str]
    """Resource types, without the provider's name."""
    error: re.Pattern[str]
    """Found anywhere in what the provider reports: Azure's code, or words where it has none."""
    pause: int
    """Seconds from a refusal to the next try."""
    limit: int
    """Seconds after which the refusal is taken for final."""
    words: str
    """For the person who waits."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Time that has to pass between two resources of one run, though Azure calls the first made."""

    after: str
    """End of the type, with the types of the components around it; its creation starts the time."""
    before: str
    """End of the type that is not created earlier."""
    seconds: int
    words: str
    source: str


REFUSALS = (
    Refusal(
        types=re.compile("apimanagement:NamedValue"),
        error=re.compile(
            "access Key ?Vault|Managed Service Identity|Authentication failed", re.IGNORECASE
        ),
        pause=30,
        limit=900,
        words="API Management can't read the key vault yet: its role is still spreading",
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/19255",
    ),
    Refusal(
        types=re.compile("apimanagement:.*"),
        error=re.compile("PessimisticConcurrencyConflict"),
        pause=15,
        limit=300,
        words="API Management is still busy with the change before",
        source="https://github.com/Azure/apiops-cli/issues/252",
    ),
    Refusal(
        types=re.compile("dbforpostgresql:AdministratorsMicrosoftEntra"),
        error=re.compile("AadAuthOperationCannotBePerformedWhenServerIsNotAccessible"),
        pause=30,
        limit=900,
        words="the database server doesn't take administrators yet",
        source="https://github.com/Azure/azure-postgresql/issues/127",
    ),
    Refusal(
        types=re.compile("dbforpostgresql:.*"),
        error=re.compile("ServerIsBusy|ServerBusy|ServerIsNotReady"),
        pause=20,
        limit=900,
        words="the database server is busy with the change before",
        source="https://github.com/Azure/azure-postgresql/issues/134",
    ),
    Refusal(
        types=re.compile("web:.*"),
        error=re.compile("another operation is in progress", re.IGNORECASE),
        pause=15,
        limit=600,
        words="App Service is still busy with the change before",
        source="https://github.com/Azure/azure-functions-on-container-apps/issues/34",
    ),
    Refusal(
        types=re.compile("authorization:RoleAssignment"),
        error=re.compile("PrincipalNotFound"),
        pause=15,
        limit=300,
        words="Microsoft Entra doesn't know the new identity everywhere yet",
        source="https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
    ),
)

DELAYS = (
    Delay(
        after="azure-native:authorization:RoleAssignment",
        before="azure-native:web:WebApp",
        seconds=120,
        words="the roles of the site's identity spread; a site that starts without them stays so",
        source="https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
    ),
    Delay(
        after="CodeRelease$azure-native:resources:Deployment",
        before="FunctionKey$azure-native:resources:Deployment",
        seconds=90,
        words="the Functions host starts with the new code; before that it has no keys",
        source="https://github.com/hashicorp/terraform-provider-azurerm/issues/29006",
    ),
)


def wait_for_azure() -> None:
    """Binds the tables to every resource that the program declares from here on."""
    # The connection to an engine; under mocks and in the evaluation it is another class.
    if not isinstance(get_monitor(), ResourceMonitorStub):
        return
    binding = _Waiting().binding()

    def transform(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
        if args.type_.startswith(AZURE):
            args.opts.hooks = ResourceHookBinding.merge(args.opts.hooks, binding)
        return pulumi.ResourceTransformationResult(args.props, args.opts)

    pulumi.runtime.register_stack_transformation(transform)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Waits during one run of the program."""

    made: dict[str, float] = field(default_factory=dict)
    """`Delay.after` → when the newest of them was made."""

    def binding(self) -> ResourceHookBinding:
        return ResourceHookBinding(
            before_create=[ResourceHook("wait-before", self.before)],
            after_create=[ResourceHook("start-delay", self.after)],
            on_error=[ErrorHook("wait-out-refusal", self.refused)],
        )

    async def before(self, args: ResourceHookArgs) -> None:
        """Waits until every delay before this resource has passed.

        With a role granted at 12:00:00 and a site at 12:00:50, of 120 seconds 70 are left.
        """
        for delay in DELAYS:
            since = self.made.get(delay.after)
            if since is None or not _kind(args.urn).endswith(delay.before):
                continue
            left = since + delay.seconds - monotonic()
            if left > 0:
                _say(args.name, delay.words, left)
                await sleep(left)

    async def after(self, args: ResourceHookArgs) -> None:
        """Starts the delays after this resource."""
        for delay in DELAYS:
            if _kind(args.urn).endswith(delay.after):
                self.made[delay.after] = monotonic()

    async def refused(self, args: ErrorHookArgs) -> bool:
        """Waits and returns True when another try may help; else logs a remedy, and returns False.

        Example: a NamedValue is refused with "access Key Vault" at 12:00:00. It is tried again at
        12:00:30, and so on; the 31st refusal, after 900 seconds, is final.
        """
        # Only the last refusal counts: a resource may be refused for one reason after another.
        newest, tries = args.errors[0], len(args.errors)
        for refusal in REFUSALS:
            if (
                refusal.types.fullmatch(args.type.removeprefix(AZURE))
                and refusal.error.search(newest)
                and tries * refusal.pause <= refusal.limit
            ):
                _say(args.name, refusal.words, refusal.pause)
                await sleep(refusal.pause)
                return True
        advice = remedy(newest)
        if advice:
            pulumi.log.error(f"{args.name}: {advice}")
        return False


def _kind(urn: str) -> str:
    """Returns the resource's type behind those of the components around it.

    Such as gatehouse:code_release:CodeRelease$azure-native:resources:Deployment.
    """
    return urn.split("::")[2]


def _say(name: str, words: str, seconds: float) -> None:
    pulumi.log.info(f"{name} waits {seconds:.0f} s: {words}")
