from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from apim_gateway.expressions import dotnet
from apim_gateway.expressions.checked.member_tables import ClrType, Method, clr_type
from apim_gateway.expressions.checked.static_types import Type, type_of
from apim_gateway.expressions.dotnet.library import BY_NAME

SEVERAL = {"array.py"}
"""T[] and System.Array are one type to .NET, which has the methods of both."""
PARAMETERS = {"M", "R", "S", "dynamic", "void"}


@pytest.mark.parametrize("definition", BY_NAME.values(), ids=lambda definition: definition.name)
def test_a_methods_arguments_can_be_checked(definition: ClrType) -> None:
    methods = [*definition.members.values(), *definition.statics.values(), definition.new]

    for method in methods:
        if isinstance(method, Method):
            inspect.signature(method.call)
    if definition.add is not None:
        inspect.signature(definition.add)


@pytest.mark.parametrize("definition", BY_NAME.values(), ids=lambda definition: definition.name)
def test_the_types_that_a_table_names_are_known(definition: ClrType) -> None:
    known = {*BY_NAME, *PARAMETERS, *definition.parameters}
    used = [member.type for member in definition.members.values()]
    used += [member.type for member in definition.statics.values()]
    used += [*definition.bases, definition.element]

    unknown = {name for text in used if text for name in _names(type_of(text))} - known

    assert unknown == set()


def test_a_type_is_registered_once() -> None:
    with pytest.raises(ValueError, match="string is registered already"):
        clr_type("string")


def test_a_module_registers_one_type() -> None:
    registering = [
        file.name
        for file in sorted(Path(dotnet.__path__[0]).rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.match(r"[A-Z_0-9]+ = clr_type\(", line)
    ]

    assert len(registering) > 50
    assert {name for name in registering if registering.count(name) > 1} == SEVERAL


def test_a_type_renders_as_c_sharp_writes_it() -> None:
    texts = ["int", "string[]", "int?", "Dictionary<string, List<int>[]>"]

    assert [str(type_of(text.replace(" ", ""))) for text in texts] == texts


def _names(kind: Type) -> set[str]:
    return {kind.name}.union(*(_names(arg) for arg in kind.args))
