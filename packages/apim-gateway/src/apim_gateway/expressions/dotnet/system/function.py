"""Func, Action, Predicate: variables that hold lambdas; and the exceptions."""

from __future__ import annotations

from types import FunctionType

from apim_gateway.expressions.checked.member_tables import Definition, Method, Property, Value
from apim_gateway.expressions.semantics.clr_error import BASES, LIMIT, ClrError


def called(function: Value, *arguments: Value) -> Value:
    """`Invoke`."""
    return function(*arguments)


def exception(name: str) -> Definition:
    """Makes the definition of an exception."""

    def made(
        message: str = f"Exception of type 'System.{name}' was thrown.", *_: Value
    ) -> ClrError:
        return ClrError(name, message)

    return Definition(
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
    Definition(name="Func", classes=(FunctionType,), members={"Invoke": Method("dynamic", called)}),
    Definition(name="Action", members={"Invoke": Method("void", called)}),
    Definition(name="Predicate", members={"Invoke": Method("bool", called)}),
    *(exception(name) for name in BASES if name != LIMIT),
    exception("Exception"),
)
