"""Loads a function app as Microsoft's Python worker does.

https://learn.microsoft.com/azure/azure-functions/functions-reference-python#programming-model
"""

from __future__ import annotations

import importlib
import inspect
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from azure import functions as func

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

SCRIPT = "function_app"
HTTP_TRIGGER = "httpTrigger"


class IndexingError(Exception):
    """Code that Azure would find no functions in: says what there is, and what is allowed."""


@dataclass(frozen=True)
class IndexedFunction:
    """One function, as its decorators describe it."""

    name: str
    handler: Callable[..., Any]
    trigger: Mapping[str, Any]
    """The binding that calls the function: `type`, `name` and what belongs to its type."""
    outputs: tuple[str, ...]
    """Parameters by which the function hands something to a service of Azure."""
    inputs: Mapping[str, str]
    """Parameters that a service of Azure fills, with the type of their binding."""

    @property
    def takes_context(self) -> bool:
        """Whether the function asks for the context of its invocation."""
        return "context" in inspect.signature(self.handler).parameters

    @property
    def is_async(self) -> bool:
        """Whether a call is to be awaited."""
        return inspect.iscoroutinefunction(self.handler)


@dataclass(frozen=True)
class FunctionApp:
    """The module, and the one app at its top level."""

    module: ModuleType
    register: func.FunctionRegister
    functions: Mapping[str, IndexedFunction]
    """By name."""

    @classmethod
    def load(cls) -> FunctionApp:
        """Imports function_app.py, which has to be on the path; raises what that raises.

        Raises IndexingError for a module without an app, or with several.
        """
        module = importlib.import_module(SCRIPT)
        register = _only_app(module)
        found = [_indexed(one) for one in register.get_functions()]  # legal only once
        return cls(module, register, {one.name: one for one in found})

    @property
    def asgi(self) -> func.AsgiFunctionApp | None:
        """The app when it wraps an ASGI app, whose startup and shutdown it has to be told of."""
        return self.register if isinstance(self.register, func.AsgiFunctionApp) else None

    def wrapped(self) -> object:
        """Returns the ASGI or WSGI app behind the function; None where there is none to be found.

        The SDK keeps an ASGI app in the middleware; a WSGI app's middleware is known to the
        function alone, as a variable that it closes over. A function that was written by hand
        calls a middleware with an app that the module has, by whatever name.
        """
        if self.asgi is not None:
            return _inside(self.asgi.middleware)
        for function in self.functions.values():
            closed_over = inspect.getclosurevars(inspect.unwrap(function.handler))
            for value in (*closed_over.nonlocals.values(), *closed_over.globals.values()):
                if isinstance(value, func.WsgiMiddleware | func.AsgiMiddleware):
                    return _inside(value)
                if callable(getattr(value, "openapi", None)):
                    return value
        return None


def _inside(middleware: func.WsgiMiddleware | func.AsgiMiddleware) -> object:
    # A private name that every version of the SDK has: nothing else leads to the app.
    return vars(middleware).get("_app")


def _only_app(module: ModuleType) -> func.FunctionRegister:
    # The worker's rule: one name of the module, and only one, holds an app.
    members = vars(module).items()
    apps = {name: app for name, app in members if isinstance(app, func.FunctionRegister)}
    if len(apps) != 1:
        raise IndexingError(
            f"{SCRIPT}.py defines {len(apps)} function apps at its top level"
            f"{(apps and ': ' + ', '.join(apps)) or ''}; allowed is exactly one. Keep one "
            "func.FunctionApp, func.AsgiFunctionApp or func.WsgiFunctionApp."
        )
    return next(iter(apps.values()))


def _indexed(function: Any) -> IndexedFunction:  # noqa: ANN401 - the SDK's builder has no types
    bindings = [json.loads(binding) for binding in function.get_raw_bindings()]
    triggers = [one for one in bindings if one["type"].endswith("Trigger")]
    others = [one for one in bindings if one not in triggers]
    return IndexedFunction(
        name=str(function.get_function_name()),
        handler=function.get_user_function(),
        trigger=triggers[0],
        outputs=tuple(
            one["name"] for one in others if one["direction"] == "OUT" and one["type"] != "http"
        ),
        inputs={one["name"]: one["type"] for one in others if one["direction"] != "OUT"},
    )
