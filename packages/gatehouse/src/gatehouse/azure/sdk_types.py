"""What the azure-native SDK says about a type: its properties under their names on the wire.

https://www.pulumi.com/registry/packages/azure-native/
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from pulumi import Output
from pulumi._types import (
    input_type_py_to_pulumi_names,
    input_type_types,
    output_type_types,
    resource_types,
)

from gatehouse.azure.kinds.table import KINDS
from gatehouse.errors import LocalError


@dataclass(frozen=True, slots=True)
class Property:
    """What may be given for one name."""

    types: tuple[Any, ...]
    """Alternatives: `str`, an enum, a class of the SDK, or `Sequence[…]`, `Mapping[str, …]`."""
    required: bool


@cache
def inputs_of(type_: str) -> Mapping[str, Property]:
    """Returns what a resource takes; raises LocalError for a type that the SDK lacks."""
    # The shorter name belongs to a part of other resources where there is such a part.
    properties = properties_of(_sdk_class(type_, "InitArgs", "Args"))
    kind = KINDS.get(type_)
    corrected = kind.corrected if kind else {}
    return {
        **properties,
        **{name: replace(properties[name], types=types) for name, types in corrected.items()},
    }


@cache
def properties_of(args: type) -> Mapping[str, Property]:
    """Returns what a class whose name ends in `Args` takes."""
    types = input_type_types(args)
    names = input_type_py_to_pulumi_names(args)
    parameters = inspect.signature(args).parameters
    return {
        wire: Property(
            alternatives(types[wire]), parameters[name].default is inspect.Parameter.empty
        )
        for name, wire in names.items()
    }


@cache
def outputs_of(type_: str) -> Mapping[str, tuple[Any, ...]]:
    """Returns what Azure answers beside the id; raises LocalError for a type the SDK lacks."""
    return _alternatives_of(resource_types(_sdk_class(type_)))


@cache
def answers_of(response: type) -> Mapping[str, tuple[Any, ...]]:
    """Returns what is in a class whose name ends in `Response`."""
    return _alternatives_of(output_type_types(response))


def alternatives(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any type hint
    """Returns the types that a hint allows, without `None` and Pulumi's promises."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return tuple(one for member in get_args(hint) for one in alternatives(member))
    return () if hint is NoneType or origin in (Awaitable, Output) else (hint,)


def _alternatives_of(types: Mapping[str, Any]) -> Mapping[str, tuple[Any, ...]]:
    return {name: alternatives(hint) for name, hint in types.items()}


def _sdk_class(type_: str, *suffixes: str) -> type:
    package, module, name = type_.split(":")
    home = {"azure-native": f"pulumi_azure_native.{module}", "random": "pulumi_random"}.get(package)
    names = [name + suffix for suffix in suffixes or ("",)]
    try:
        sdk = import_module(home or package)
        found: type = next(getattr(sdk, name) for name in names if hasattr(sdk, name))
    except (ImportError, StopIteration) as error:
        raise LocalError(
            f"the program declares a {type_}, which the installed SDK does not have; allowed are "
            "the types of pulumi_azure_native and pulumi_random; correct it or update the SDK"
        ) from error
    return found
