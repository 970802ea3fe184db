"""Runs the same section of the next broader scope.

https://learn.microsoft.com/azure/api-management/api-management-howto-policies#apply-policies-specified-at-different-scopes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from apim_gateway.compiling.policy import SECTIONS, Policy

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.compiling.steps import Step
    from apim_gateway.documents.element import Element


def compile_base(element: Element, compilation: Compilation) -> Step:
    """Takes the outer scope's section as it is compiled; at global scope it does nothing."""
    # Compiled first, as the narrower section needs it: the document of all APIs is read once, not
    # for each operation that runs it.
    element.only()
    return compilation.base


POLICY = Policy(name="base", sections=SECTIONS, compile=compile_base)
