"""Func, Action, Predicate: variables that hold lambdas; and the exceptions."""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING

from apim_gateway.expressions.checked.member_tables import ClrType, Method, Property, clr_type
from apim_gateway.expressions.semantics.clr_error import BASES, LIMIT, ClrError

if TYPE_CHECKING:
    from apim_gateway.expressions.semantics.value import Value


def called(function: Value, *arguments: Value) -> Value:
    """`Invoke`."""
    return function(*arguments)


def exception(name: str) -> ClrType:
    """Makes the definition of an exception."""

    def made(
        message: str = f"Exception of type 'System.{name}' was thrown.", *_: Value
    ) -> ClrError:
        return ClrError(name, message)

    return clr_type(
        name=name,
        classes=(ClrError,),
        members={
            "Message": Property("string", lambda error: error.message),
            "InnerException": Property("Exception", lambda _: None),
            "StackTrace": Property("string", lambda _: None),
        },
        constructor=Method(name, made),
    )


DEFINITIONS = (
    clr_type(name="Func", classes=(FunctionType,), members={"Invoke": Method("dynamic", called)}),
    clr_type(name="Action", members={"Invoke": Method("void", called)}),
    clr_type(name="Predicate", members={"Invoke": Method("bool", called)}),
    *(exception(name) for name in BASES if name != LIMIT),
    exception("Exception"),
)
