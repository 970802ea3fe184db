"""Runs the same section of the next broader scope.

https://learn.microsoft.com/azure/api-management/api-management-howto-policies#apply-policies-specified-at-different-scopes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.policy import SECTIONS, Policy

if TYPE_CHECKING:
    from gateway.element import Element
    from gateway.policy import Step
    from gateway.scope import Loading


def compile_base(element: Element, loading: Loading) -> Step:
    """Takes the outer scope's section as it is compiled; at global scope it does nothing."""
    element.only()
    return loading.base


POLICY = Policy(name="base", sections=SECTIONS, compile=compile_base)
