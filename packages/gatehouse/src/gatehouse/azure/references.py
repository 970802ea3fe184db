"""What a resource refers to, by id or only in text, and therefore has to find when it is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gatehouse.azure.kinds.ids import GROUP, fill
from gatehouse.azure.kinds.table import KINDS
from gatehouse.graph.graph import texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

ID = re.compile(r"/subscriptions/[0-9a-f-]{36}/[^\s\"'<>();,]+", re.IGNORECASE)
SECRET_URI = re.compile(r"https://([\w-]+)\.vault\.azure\.net/secrets/([\w-]+)")
NAMED_VALUE = re.compile(r"\{\{([\w.-]+)\}\}")
BACKEND = re.compile(r"<set-backend-service\b[^>]*\bbackend-id=\"([^\"@{]+)\"")
FRAGMENT = re.compile(r"<include-fragment\b[^>]*\bfragment-id=\"([^\"]+)\"")
ALWAYS_THERE = re.compile(
    r"/providers/Microsoft\.Authorization/roleDefinitions/[^/]+$"
    r"|/(?:blob|file|queue|table)Services/default$"
    r"|^/subscriptions/[^/]+$",
    re.IGNORECASE,
)
"""What Azure has made by itself: built-in roles, the services of a storage account."""
TOP_LEVEL = "Microsoft.Web/sites/name"


def references(type_: str, id_: str, inputs: Mapping[str, Any]) -> Iterator[str]:
    """Yields ids, or ends of ids, of what has to exist before the resource."""
    service = inputs.get("serviceName", "")
    if parent_id(id_):
        yield parent_id(id_)
    if KINDS[type_].second_parent:
        yield fill(KINDS[type_].second_parent, inputs)
    for text in texts(inputs):
        yield from (found.rstrip("/") for found in ID.findall(text))
        for vault, secret in SECRET_URI.findall(text):
            yield f"/vaults/{vault}/secrets/{secret}"
        if service:
            for name in NAMED_VALUE.findall(text):
                yield f"/service/{service}/namedValues/{name}"
            for name in BACKEND.findall(text):
                yield f"/service/{service}/backends/{name}"
            for name in FRAGMENT.findall(text):
                yield f"/service/{service}/policyFragments/{name}"


def missing(wanted: Iterable[str], existing: Collection[str]) -> list[str]:
    """Returns the ids and ends of ids that nothing has; Azure compares them without case."""
    known = [one.lower() for one in existing]
    return sorted(
        {
            one
            for one in wanted
            if not ALWAYS_THERE.search(one) and not any(id_.endswith(one.lower()) for id_ in known)
        }
    )


def parent_id(id_: str) -> str:
    """Returns the id of what the resource lies in, such as its resource group."""
    above, _, own = id_.rpartition("/providers/")
    if not above:
        return id_.rpartition("/resourceGroups/")[0]
    is_child = own.count("/") > TOP_LEVEL.count("/")
    outer = id_.rsplit("/", 2)[0] if is_child else above
    while ALWAYS_THERE.search(outer) and outer.count("/") > GROUP.count("/"):
        outer = outer.rsplit("/", 2)[0]
    return outer
