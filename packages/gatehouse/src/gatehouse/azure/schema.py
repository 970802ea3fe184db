"""Checks a resource's inputs against the azure-native SDK, more strictly than the SDK itself.

Pulumi passes a dictionary on as it is: a misspelt key in it reaches Azure, which may ignore it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pulumi import Archive, Asset
from pulumi._types import is_input_type

from gatehouse.azure.sdk_types import Property, alternatives, inputs_of, properties_of
from gatehouse.graph.graph import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}


def input_faults(type_: str, inputs: Mapping[str, Any]) -> list[str]:
    """Returns what is wrong with a resource's inputs: place, given, allowed; never a secret value.

    Raises LocalError for a type that the SDK lacks.
    """
    return list(_in_object("", inputs, inputs_of(type_)))


def _in_object(
    path: str, given: Mapping[str, Any], allowed: Mapping[str, Property]
) -> Iterator[str]:
    for name in given:
        if name not in allowed:
            yield _unknown_name(_join(path, name), name, allowed)
    for name, one in allowed.items():
        value = given.get(name)
        if value is not None:
            yield from _in_value(_join(path, name), value, one.types)
        elif one.required:
            yield f"{_join(path, name)} is missing; it is required"


def _unknown_name(path: str, name: str, allowed: Mapping[str, Property]) -> str:
    close = get_close_matches(name, allowed, n=1)
    meant = f"; did you mean {close[0]}?" if close else ""
    return f"{path} is not a property; allowed are {', '.join(sorted(allowed))}{meant}"


def _in_value(path: str, value: Any, types: Sequence[Any]) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yields the faults of the alternative that comes closest."""
    if value != UNKNOWN and Any not in types:
        found = [list(_in_type(path, value, one)) for one in _strictest(types)]
        yield from min(found, key=len)


def _strictest(types: Sequence[Any]) -> Sequence[Any]:
    """The SDK lets any text pass where Azure may add to an enum; what it knows is meant here."""
    enums = [one for one in types if _is_class(one, Enum)]
    return enums or types


def _in_type(path: str, value: Any, type_: Any) -> Iterator[str]:  # noqa: ANN401 - JSON, type hint
    origin = get_origin(type_) or type_
    for applies, check in CHECKS:
        if applies(origin):
            yield from check(path, value, type_)
            return
    if not _is_plain(value, type_):
        yield _wrong_kind(path, value, WORDS[type_])


def _in_mapping(path: str, value: Any, type_: Any) -> Iterator[str]:  # noqa: ANN401
    if not isinstance(value, Mapping):
        yield _wrong_kind(path, value, "an object")
        return
    for name, one in value.items():
        yield from _in_value(f"{path}[{name!r}]", one, alternatives(get_args(type_)[1]))


def _in_sequence(path: str, value: Any, type_: Any) -> Iterator[str]:  # noqa: ANN401
    if not isinstance(value, list):
        yield _wrong_kind(path, value, "a list")
        return
    for number, one in enumerate(value):
        yield from _in_value(f"{path}[{number}]", one, alternatives(get_args(type_)[0]))


def _in_args(path: str, value: Any, type_: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, Mapping):
        yield from _in_object(path, value, properties_of(type_))
    else:
        yield _wrong_kind(path, value, "an object")


def _in_enum(path: str, value: Any, type_: Any) -> Iterator[str]:  # noqa: ANN401
    values = [one.value for one in type_]
    if value not in values:
        yield f"{path} is {value!r}; allowed are {', '.join(map(str, values))}"


def _in_file(path: str, value: Any, _type: Any) -> Iterator[str]:  # noqa: ANN401
    if not isinstance(value, Mapping):
        yield _wrong_kind(path, value, "a file")


def _is_plain(value: Any, type_: type) -> bool:  # noqa: ANN401
    if isinstance(value, bool) or type_ is bool:
        return isinstance(value, bool) and type_ is bool
    if type_ is int:
        # The protocol knows one kind of number.
        return isinstance(value, int | float) and value == int(value)
    return isinstance(value, int | float) if type_ is float else isinstance(value, type_)


def _wrong_kind(path: str, value: Any, allowed: str) -> str:  # noqa: ANN401
    kinds = {Mapping: "an object", list: "a list", **WORDS}
    given = next(word for kind, word in kinds.items() if isinstance(value, kind))
    return f"{path} is {given}; allowed is {allowed}"


def _is_class(type_: Any, kind: type | tuple[type, ...]) -> bool:  # noqa: ANN401
    return isinstance(type_, type) and issubclass(type_, kind)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


CHECKS: Sequence[tuple[Callable[[Any], bool], Callable[[str, Any, Any], Iterator[str]]]] = (
    (lambda type_: _is_class(type_, Mapping), _in_mapping),
    (lambda type_: type_ is Sequence, _in_sequence),
    (is_input_type, _in_args),
    (lambda type_: _is_class(type_, Enum), _in_enum),
    (lambda type_: _is_class(type_, (Asset, Archive)), _in_file),
)
