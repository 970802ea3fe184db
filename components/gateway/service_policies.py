"""The documents that others share: the fragments that they include, and the global one.

https://learn.microsoft.com/azure/api-management/policy-fragments
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import ComponentResource, Input, Resource, ResourceOptions
from pulumi_azure_native import apimanagement

from components.errors import ComponentError
from components.gateway.policy_folder import FRAGMENTS, GLOBAL, PolicyFolder
from components.gateway.tiers import COMMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

INCLUDED = re.compile(r"<include-fragment\b[^>]*\bfragment-id=[\"']([^\"']+)[\"']")
BACKEND = re.compile(r"<set-backend-service\b[^>]*\bbackend-id=[\"']([^\"']+)[\"']")


@dataclass(frozen=True, kw_only=True)
class ServicePoliciesArgs:
    """The policy documents of a service, and the backends that they name."""

    resource_group_name: Input[str]
    service_name: Input[str]
    folder: PolicyFolder
    backends: Mapping[str, Resource]
    """The backends that documents name in `set-backend-service`, by id."""


class ServicePolicies(ComponentResource):
    """Declares fragments and the global document, and orders every document behind its references.

    Example: `policies/api.xml` has `<include-fragment fragment-id="limits" />`. Azure refuses it
    before there is a fragment of that id; but to Pulumi it is text, in which it sees no reference.
    """

    def __init__(
        self, name: str, args: ServicePoliciesArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__("gatehouse:service_policies:ServicePolicies", name, None, opts)
        self._args = args
        self.folder = PolicyFolder({})
        self._backends: dict[str, Resource] = {}
        self._fragments: dict[str, Resource] = {}
        self._published: dict[str, str] = {GLOBAL: ""}
        self.add(args.folder, args.backends)
        self.register_outputs({"fragments": sorted(self._fragments)})

    def add(self, folder: PolicyFolder, backends: Mapping[str, Resource]) -> None:
        """Takes in the documents of one more app, and the backends that they name.

        What is declared already, since all apps have the same folder, is not declared again.
        """
        has_global = GLOBAL in self.folder.documents
        self.folder = self.folder.joined(folder)
        self._backends.update(backends)
        for fragment_id, document in self.folder.fragments().items():
            if fragment_id not in self._fragments:
                self._fragments[fragment_id] = self._fragment(fragment_id, document)
        everywhere = self.folder.get(GLOBAL)
        if everywhere and not has_global:
            # Azure has made one with the service. azure-native takes it over as long as it is that
            # one (https://github.com/pulumi/pulumi-azure-native/pull/3688), and refuses any other
            # as already existing: docs/apis.md says how to import it.
            apimanagement.Policy(
                GLOBAL,
                policy_id="policy",
                resource_group_name=self._args.resource_group_name,
                service_name=self._args.service_name,
                format=apimanagement.PolicyContentFormat.RAWXML,
                value=everywhere,
                opts=self.waiting(GLOBAL, self),
            )

    def publish(self, app: str, names: Iterable[str]) -> None:
        """Keeps the names that documents of the app may have: APIs, operations, products.

        Raises ComponentError for a document whose name is that of two apps' operations.
        """
        for name in names:
            owner = self._published.setdefault(name, app)
            if owner != app and name in self.folder.documents:
                raise ComponentError(
                    f"policies/{name}.xml is named like an operation of {owner} and one of {app}; "
                    f"allowed is one; name it API/{name}.xml, API being the id of its API"
                )

    def refuse_strays(self) -> None:
        """Raises ComponentError for a document that belongs to no app.

        To be called when every app is declared, which is before Pulumi makes the first resource.
        """
        self.folder.refuse_strays(self._published)

    def _fragment(self, fragment_id: str, document: str) -> Resource:
        return apimanagement.PolicyFragment(
            fragment_id,
            id=fragment_id,
            resource_group_name=self._args.resource_group_name,
            service_name=self._args.service_name,
            format=apimanagement.PolicyFragmentContentFormat.RAWXML,
            value=document,
            opts=self.waiting(f"{FRAGMENTS}{fragment_id}", self),
        )

    def waiting(self, name: str, parent: Resource) -> ResourceOptions:
        """Returns the options of a policy: it waits for what its document names only in text.

        Raises ComponentError for a fragment or backend that there is none of.
        """
        document = COMMENT.sub("", self.folder.documents[name])
        needed = [
            *(_known(name, "fragment", one, self._fragments) for one in INCLUDED.findall(document)),
            *(
                _known(name, "backend", one, self._backends)
                for one in BACKEND.findall(document)
                if not one.startswith(("@", "{{"))  # Known only when a call is made.
            ),
        ]
        return ResourceOptions(parent=parent, depends_on=needed)


def _known(name: str, kind: str, given: str, known: Mapping[str, Resource]) -> Resource:
    if given not in known:
        raise ComponentError(
            f"policies/{name}.xml names the {kind} {given!r}; allowed are the {kind}s that are "
            f"declared: {', '.join(sorted(known)) or 'none'}; correct the name"
        )
    return known[given]
