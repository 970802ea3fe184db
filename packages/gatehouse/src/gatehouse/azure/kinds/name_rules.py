"""What Azure allows as names, and how long a text may be.

https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gatehouse.graph.graph import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class NameRule:
    """A pattern for the whole name, and the same in words."""

    pattern: re.Pattern[str]
    words: str


def _rule(pattern: str, words: str) -> NameRule:
    return NameRule(re.compile(pattern), words)


_API_CHILD = _rule(r"[^*#&+:<>?/]{1,80}", "1 to 80 characters without any of *#&+:<>?/")
_API_ENTITY = _rule(r"[^*#&+:<>?/]{1,256}", "1 to 256 characters without any of *#&+:<>?/")
_ALERT = _rule(
    r"[^*<>%&:\\?+/#{}]{0,259}[^*<>%&:\\?+/#{}. ]",
    r"1 to 260 characters without any of *<>%&:\?+/#{}, no space or '.' last",
)
_POLICY = _rule("policy", "policy")
_GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NETWORK = r"[A-Za-z0-9]([\w.-]{0,%d}\w)?"
_NETWORK_WORDS = "letters, digits, '.', '_' and '-', a letter or digit first, no '.' or '-' last"
_POSTGRES = _rule(
    r"(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*",
    "3 to 63 lower-case letters, digits and single hyphens, no hyphen at the ends",
)
_SITE = _rule(
    r"(?=.{2,60}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?",
    "2 to 60 letters, digits and hyphens, no hyphen at the ends",
)

NAMES = {
    "apimanagement:Api": _API_ENTITY,
    "apimanagement:ApiManagementService": _rule(
        r"[A-Za-z]([A-Za-z0-9-]{0,48}[A-Za-z0-9])?",
        "1 to 50 letters, digits and hyphens, a letter first, no hyphen last",
    ),
    "apimanagement:ApiOperation": _API_CHILD,
    "apimanagement:ApiOperationPolicy": _POLICY,
    "apimanagement:ApiPolicy": _POLICY,
    "apimanagement:ApiSchema": _API_CHILD,
    "apimanagement:ApiVersionSet": _API_CHILD,
    "apimanagement:Backend": _API_CHILD,
    "apimanagement:Diagnostic": _rule(
        "applicationinsights|azuremonitor", "applicationinsights or azuremonitor"
    ),
    "apimanagement:Logger": _API_ENTITY,
    "apimanagement:NamedValue": _rule(
        r"[A-Za-z0-9._-]{1,256}", "1 to 256 letters, digits, '.', '_' and '-'"
    ),
    "apimanagement:Policy": _POLICY,
    "apimanagement:PolicyFragment": _rule(
        r"(?=.{1,80}$)\w+([\w-]*\w)?", "1 to 80 letters, digits, '_' and, in between, '-'"
    ),
    "apimanagement:Product": _API_ENTITY,
    "apimanagement:ProductApi": _API_ENTITY,
    "apimanagement:ProductPolicy": _POLICY,
    "apimanagement:Subscription": _API_ENTITY,
    "applicationinsights:Component": _rule(
        r"[^%&\\?/]{0,259}[^%&\\?/. ]",
        r"1 to 260 characters without any of %&\?/, no space or '.' last",
    ),
    "applicationinsights:Workbook": _rule(_GUID, "a GUID"),
    "authorization:RoleAssignment": _rule(_GUID, "a GUID"),
    "dbforpostgresql:AdministratorsMicrosoftEntra": _rule(
        _GUID, "the object id of a principal, a GUID"
    ),
    "dbforpostgresql:Configuration": _rule(
        r"[\w.-]{1,256}", "1 to 256 letters, digits, '.', '_' and '-'"
    ),
    "dbforpostgresql:Database": _rule(
        r"[A-Za-z_][\w-]{0,62}", "1 to 63 letters, digits, '_' and '-', no digit first"
    ),
    "dbforpostgresql:Server": _POSTGRES,
    "keyvault:Secret": _rule("[A-Za-z0-9-]{1,127}", "1 to 127 letters, digits and hyphens"),
    "keyvault:Vault": _rule(
        r"(?=.{3,24}$)[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*",
        "3 to 24 letters, digits and single hyphens, a letter first, no hyphen last",
    ),
    "managedidentity:UserAssignedIdentity": _rule(
        r"[A-Za-z0-9][\w-]{2,127}",
        "3 to 128 letters, digits, '_' and '-', a letter or digit first",
    ),
    "monitor:ActionGroup": _ALERT,
    "monitor:DiagnosticSetting": _rule(
        r"[^*<>%&:\\?+/]{0,259}[^*<>%&:\\?+/. ]",
        r"1 to 260 characters without any of *<>%&:\?+/, no space or '.' last",
    ),
    "monitor:MetricAlert": _ALERT,
    "network:NetworkSecurityGroup": _rule(_NETWORK % 78, f"1 to 80 {_NETWORK_WORDS}"),
    "network:PrivateDnsZoneGroup": _rule(_NETWORK % 78, f"1 to 80 {_NETWORK_WORDS}"),
    "network:PrivateEndpoint": _rule(r"(?=..)" + _NETWORK % 62, f"2 to 64 {_NETWORK_WORDS}"),
    "network:Subnet": _rule(_NETWORK % 78, f"1 to 80 {_NETWORK_WORDS}"),
    "network:VirtualNetwork": _rule(r"(?=..)" + _NETWORK % 62, f"2 to 64 {_NETWORK_WORDS}"),
    "operationalinsights:Workspace": _rule(
        "[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]",
        "4 to 63 letters, digits and hyphens, no hyphen at the ends",
    ),
    "privatedns:PrivateZone": _rule(
        r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62})){1,33}",
        "2 to 34 labels of 1 to 63 lower-case letters, digits, '_' and '-', joined by '.'",
    ),
    "privatedns:VirtualNetworkLink": _rule(_NETWORK % 78, f"1 to 80 {_NETWORK_WORDS}"),
    "resources:Deployment": _rule(
        r"[\w.()-]{1,64}", "1 to 64 letters, digits, '.', '_', '-', '(' and ')'"
    ),
    "resources:ResourceGroup": _rule(
        r"[\w.()-]{0,89}[\w()-]",
        "1 to 90 letters, digits, '.', '_', '-', '(' and ')', no '.' last",
    ),
    "storage:Blob": _rule(r"(?=.{1,1024}$)\S.*[^\s./]", "1 to 1024 characters, no '.' or '/' last"),
    "storage:BlobContainer": _rule(
        r"(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*",
        "3 to 63 lower-case letters, digits and single hyphens, no hyphen at the ends",
    ),
    "storage:BlobServiceProperties": _rule("default", "default"),
    "storage:StorageAccount": _rule("[a-z0-9]{3,24}", "3 to 24 lower-case letters and digits"),
    "web:AppServicePlan": _rule("[A-Za-z0-9-]{1,60}", "1 to 60 letters, digits and hyphens"),
    "web:Certificate": _rule(
        r"[^/]{0,259}[^/. ]", "1 to 260 characters without '/', no space or '.' last"
    ),
    "web:WebApp": _SITE,
    "web:WebAppDiagnosticLogsConfiguration": _SITE,
    "web:WebAppFtpAllowed": _SITE,
    "web:WebAppHostNameBinding": _rule(
        r"[a-z0-9-]+(\.[a-z0-9-]+)+", "a host name such as www.example.com"
    ),
    "web:WebAppScmAllowed": _SITE,
}
"""Type without its package → what the last part of its id may be."""

LONGEST = {
    "apimanagement:Api": {"displayName": 300, "path": 400},
    "apimanagement:ApiManagementService": {"publisherEmail": 100, "publisherName": 100},
    "apimanagement:ApiOperation": {"description": 1000, "displayName": 300, "urlTemplate": 1000},
    "apimanagement:ApiVersionSet": {"displayName": 100, "description": 1000},
    "apimanagement:Backend": {"description": 2000, "url": 2000},
    "apimanagement:Logger": {"description": 256},
    "apimanagement:NamedValue": {"displayName": 256},
    "apimanagement:Product": {"description": 1000, "displayName": 300},
    "apimanagement:Subscription": {"displayName": 100},
    "monitor:ActionGroup": {"groupShortName": 12},
}
"""Characters. https://learn.microsoft.com/rest/api/apimanagement/operation-groups"""


def name_faults(type_: str, name: str) -> list[str]:
    """Returns what is wrong with the last part of a resource's id; nothing while it is unknown."""
    rule = NAMES.get(type_.removeprefix("azure-native:"))
    if rule is None or name == UNKNOWN or rule.pattern.fullmatch(name):
        return []
    return [f"the name is {name!r}; allowed is {rule.words}"]


def length_faults(type_: str, inputs: Mapping[str, Any]) -> list[str]:
    """Returns which texts are longer than Azure takes."""
    longest = LONGEST.get(type_.removeprefix("azure-native:"), {})
    return [
        f"{name} has {len(inputs[name])} characters; allowed are up to {most}; shorten it"
        for name, most in longest.items()
        if len(inputs.get(name) or "") > most
    ]
