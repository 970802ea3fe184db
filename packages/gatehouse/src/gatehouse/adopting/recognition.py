"""Tells what an app is by its files and by what its code makes.

https://learn.microsoft.com/azure/app-service/configure-language-python#container-startup-process
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gatehouse.adopting.app_kind import AppKind, RecognisedApp
from gatehouse.adopting.hint import Place
from gatehouse.adopting.python_file import last_name
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.adopting.app_folder import AppFolder
    from gatehouse.adopting.python_file import PythonFile

FUNCTION_APP, MANAGE = "function_app.py", "manage.py"
TRIGGER = re.compile(r"(?P<kind>\w+)_trigger|schedule")
BY_REQUEST = {"route", "http_trigger", "function_name"}
SETTINGS_MODULE = re.compile(r"[\"']DJANGO_SETTINGS_MODULE[\"'],\s*[\"'](?P<module>[\w.]+)")
ASGI = {"BlackSheep", "FastAPI", "FastMCP", "Litestar", "Quart", "Sanic", "Starlette"}
WSGI = {"Bottle", "Dash", "Flask", "Tornado"}
SERVED = ("wsgi", "asgi", "app", "main", "application", "server")
"""Files that most likely hold what is served, the likeliest first."""
WORDS = ("app", "application", "api")
PARAMETERS = {("environ", "start_response"): False, ("scope", "receive", "send"): True}
"""Of a bare application → whether it speaks ASGI."""


def recognise(app: AppFolder) -> RecognisedApp:
    """Returns what the folder holds; raises LocalError where nothing can be served."""
    found = _function_app(app) or _managed(app) or _served(app)
    if found is None:
        raise LocalError(
            f"{app.path} holds nothing that could be served: no {FUNCTION_APP}, no {MANAGE}, and "
            "no file makes a FastAPI, Flask, Starlette or other WSGI or ASGI app; give the folder "
            "that holds one, beside its requirements.txt"
        )
    return found


def _function_app(app: AppFolder) -> RecognisedApp | None:
    file = app.file(FUNCTION_APP)
    if file is None:
        return None
    made = {last_name(node.func) for _, node in file.calls()}
    what = next(
        (
            text
            for name, text in (
                ("AsgiFunctionApp", "an ASGI app, such as FastAPI, on Azure Functions"),
                ("WsgiFunctionApp", "a WSGI app on Azure Functions"),
            )
            if name in made
        ),
        "functions of Azure's own",
    )
    return RecognisedApp(
        kind=AppKind.FUNCTIONS,
        says=what,
        place=Place(file.file, 1),
        functions=tuple(one for each in app.files for one in _triggered(each)),
    )


def _triggered(file: PythonFile) -> Iterator[tuple[str, str, Place]]:
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for one in node.decorator_list:
            name = last_name(one.func) if isinstance(one, ast.Call) else ""
            match = TRIGGER.fullmatch(name)
            if match and name not in BY_REQUEST:
                yield node.name, (match["kind"] or "timer").replace("_", " "), file.at(node)


def _managed(app: AppFolder) -> RecognisedApp | None:
    found = _settings(app)
    if found is None:
        return None
    module, place = found
    by_suffix = {suffix: _beside(app, module, suffix) for suffix in ("wsgi", "asgi")}
    asgi = by_suffix["asgi"] is not None and (by_suffix["wsgi"] is None or _has_sockets(app))
    served = by_suffix["asgi" if asgi else "wsgi"]
    package = module.partition(".")[0]
    return RecognisedApp(
        kind=AppKind.DJANGO,
        says="Django, by ASGI" if asgi else "Django",
        place=place,
        target=f"{served.module if served else f'{package}.wsgi'}:application",
        asgi=asgi,
        settings_module=module,
    )


def _settings(app: AppFolder) -> tuple[str, Place] | None:
    """Returns the settings module that manage.py names, and where.

    Where it chooses among several, such as `"conf.production" if on_azure else "conf.settings"`,
    the first one that is a file of the app.
    """
    manage = app.file(MANAGE)
    if manage is None:
        return None
    found = app.first(MANAGE, SETTINGS_MODULE)
    if found is not None:
        place, match = found
        return match["module"], place
    modules = {one.module for one in app.files}
    return next((one for one in manage.texts() if "." in one[0] and one[0] in modules), None)


def _beside(app: AppFolder, settings_module: str, suffix: str) -> PythonFile | None:
    """Returns the project's wsgi.py or asgi.py, that of the settings' package first."""
    package = settings_module.partition(".")[0]
    files = [one for one in app.files if one.relative.stem == suffix]
    return next((one for one in files if one.module.startswith(f"{package}.")), None) or next(
        iter(files), None
    )


def _has_sockets(app: AppFolder) -> bool:
    return any("websocket" in text.lower() for file in app.files for text, _ in file.texts())


def _served(app: AppFolder) -> RecognisedApp | None:
    factories = {name: made for file in app.files for name, made in _factories(file)}
    candidates = sorted(
        (one for file in app.files for one in _candidates(file, factories)),
        key=lambda one: one[:2],
    )
    return candidates[0][2] if candidates else None


Candidate = tuple[int, int, RecognisedApp]
"""How good it is (the less, the better), how deep its file lies, and what it is."""


def _candidates(file: PythonFile, factories: dict[str, str]) -> Iterator[Candidate]:
    for node in file.tree.body:
        found = _made(node, factories) or _bare(node)
        if found:
            name, framework, asgi, rank = found
            stem = file.module.rpartition(".")[2]
            likely = SERVED.index(stem) if stem in SERVED else len(SERVED)
            yield (
                rank * 100 + likely + (0 if name.rstrip("()") in WORDS else 20),
                len(file.relative.parts),
                RecognisedApp(
                    kind=AppKind.WEB,
                    says=framework,
                    place=file.at(node),
                    target=f"{file.module}:{name}",
                    asgi=asgi,
                ),
            )


def _made(node: ast.stmt, factories: dict[str, str]) -> tuple[str, str, bool, int] | None:
    """Returns the name of a variable, or the call of a factory, and what it makes."""
    match node:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=called))
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.Call(func=called))
        ):
            made = last_name(called)
            framework = factories.get(made, made if made in ASGI | WSGI else "")
            return (name, framework, framework in ASGI, 0) if framework else None
        case ast.FunctionDef(name=name) if name in factories and not _insists(node):
            return f"{name}()", factories[name], factories[name] in ASGI, 1
    return None


def _bare(node: ast.stmt) -> tuple[str, str, bool, int] | None:
    """Returns an application that is a plain function."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        parameters = tuple(one.arg for one in node.args.args)
        if parameters in PARAMETERS:
            asgi = PARAMETERS[parameters]
            return node.name, "a bare ASGI app" if asgi else "a bare WSGI app", asgi, 1
    return None


def _factories(file: PythonFile) -> Iterator[tuple[str, str]]:
    """Yields the functions that return an app, and what it is made by."""
    for node in file.tree.body:
        if isinstance(node, ast.FunctionDef):
            made = [last_name(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)]
            returns = any(isinstance(one, ast.Return) and one.value for one in ast.walk(node))
            framework = next((one for one in made if one in ASGI | WSGI), "")
            if framework and returns:
                yield node.name, framework


def _insists(node: ast.FunctionDef) -> bool:
    """Whether the function can't be called without arguments."""
    return len(node.args.args) > len(node.args.defaults)
