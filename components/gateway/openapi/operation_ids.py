"""Operation ids: unique in an app, legal as Azure resource names, the same at each run.

An id is what the app calls the operation, as long as no other operation is called so. Else each of
them gets its method, then its path, too:

    list_all                     the only one of that id
    any_get, any_post            two methods of one route
    list_a_get, list_b_get       two routes of one id

https://learn.microsoft.com/rest/api/apimanagement/api-operation/create-or-update
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from components.errors import ComponentError
from components.gateway.openapi.url_template import PARAMETER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from components.gateway.openapi.endpoint import Endpoint

LONGEST = 80
ILLEGAL = re.compile(r"[^A-Za-z0-9_-]+")
ADDED = ("HEAD", "OPTIONS")
DIGEST = 8
"""Characters of a digest that keep apart two ids that begin alike."""


def operation_ids(endpoints: Sequence[Endpoint]) -> list[str]:
    """Returns an id for each endpoint, in order.

    Raises ComponentError for two endpoints that nothing tells apart.
    """
    steps = [_candidates(one, endpoints) for one in endpoints]
    chosen = [0] * len(steps)
    while True:
        ids = [known[at] for known, at in zip(steps, chosen, strict=True)]
        counted = Counter(one.lower() for one in ids)
        double = [at for at, one in enumerate(ids) if counted[one.lower()] > 1]
        if not double:
            return ids
        # An id of its own goes before one that was made for want of it.
        first = [at for at in double if chosen[at]] or double
        for at in first:
            chosen[at] += 1
            if chosen[at] == len(steps[at]):
                raise _refused(ids[at], [endpoints[one] for one in double])


def legal(text: str) -> str:
    """Returns an id that Azure takes: letters, digits, '_' and '-', 80 at most.

    >>> legal("shop.list all"), legal("x" * 81)[-9:]
    ('shop_list_all', '_5e798c1c')
    """
    written = ILLEGAL.sub("_", text)
    if len(written) <= LONGEST:
        return written
    return f"{written[: LONGEST - DIGEST - 1]}_{sha256(text.encode()).hexdigest()[:DIGEST]}"


def _candidates(endpoint: Endpoint, others: Sequence[Endpoint]) -> tuple[str, ...]:
    """Returns the ids that an endpoint may have, the best first."""
    method = endpoint.method.lower()
    path = ILLEGAL.sub("_", PARAMETER.sub(r"\2", endpoint.path)).strip("_") or "root"
    name = endpoint.name.strip() or path
    longer = (f"{name}_{method}", f"{name}_{path}_{method}")
    return tuple(map(legal, longer if _goes_along(endpoint, others) else (name, *longer)))


def _goes_along(endpoint: Endpoint, others: Sequence[Endpoint]) -> bool:
    """Whether it is the HEAD or OPTIONS that Starlette and Flask add to a route."""
    return endpoint.method in ADDED and any(
        (one.path, one.name) == (endpoint.path, endpoint.name) and one.method not in ADDED
        for one in others
    )


def _refused(operation_id: str, endpoints: Sequence[Endpoint]) -> ComponentError:
    routes = " and ".join(f"{one.method} {one.path}" for one in endpoints)
    return ComponentError(
        f"the operation id {operation_id!r} stands for {routes}; allowed is one route for each id; "
        "give one of the routes another name"
    )
