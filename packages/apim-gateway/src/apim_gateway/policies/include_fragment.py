"""Runs the policies of a fragment in this place.

https://learn.microsoft.com/azure/api-management/include-fragment-policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy
from apim_gateway.documents.element import parse
from apim_gateway.errors import LoadError

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element

# A fragment has no scope of its own, so `<base/>` would mean nothing in it; and one that includes
# another could include itself.
FORBIDDEN = ("base", "include-fragment", *SECTIONS)


def compile_include_fragment(element: Element, compilation: Compilation) -> Step:
    """Compiles the fragment as if it stood here; raises LoadError for elements it may not hold."""
    element.only(attributes=("fragment-id",))
    name = compilation.constant(element.required("fragment-id"), element.place)
    document = compilation.service.fragments.get(name)
    if document is None:
        known = ", ".join(sorted(compilation.service.fragments)) or "none"
        raise LoadError(element.place, f"fragment-id={name!r} is not known; there are: {known}")
    # Compiled anew for each place that includes it: a set-header in it changes the request in
    # inbound and the response in outbound. Errors name the fragment's own file and line.
    fragment = parse(document.text, document.file)
    if fragment.name != "fragment":
        raise LoadError(
            fragment.place, f"a fragment can't start with <{fragment.name}>; use <fragment>"
        )
    _refuse_forbidden(fragment)
    return compilation.steps(fragment.children)


def _refuse_forbidden(element: Element) -> None:
    for child in element.children:
        if child.name in FORBIDDEN:
            raise LoadError(
                child.place,
                f"<{child.name}> may not stand in a fragment; put it beside <include-fragment>",
            )
        _refuse_forbidden(child)


POLICY = Policy(name="include-fragment", sections=SECTIONS, compile=compile_include_fragment)
