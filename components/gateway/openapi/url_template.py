"""From the path of an app's route to the URL template by which API Management knows it.

    /users/{id:int}      /users/{id}           a converter is the app's own business
    /files/{path:path}   /files/*              what may hold slashes is the wildcard at the end
    /items/{id?}         /items/{id}, /items   what may be missing makes two templates

https://learn.microsoft.com/azure/api-management/add-api-manually
"""

from __future__ import annotations

import re

from components.errors import ComponentError

PARAMETER = re.compile(r"\{(\*?)([^{}:=?*]+)(?::([^{}=?]+))?(\?|=[^{}]*)?\}")
"""A parameter as Starlette writes it, or Azure Functions: star, name, converter, default."""
WILDCARD = "/*"
SLASHES = "path"
"""The converter that takes several segments."""
SPECIAL = re.compile(r"[{}*?#]")
"""Characters that mean something in a template, and can't stand in one for themselves."""


def url_templates(method: str, path: str) -> tuple[str, ...]:
    """Returns the templates that serve the path, the longest first.

    Raises ComponentError for a path that no template serves.
    """
    kept, wildcard = _without_wildcard(path)
    found = list(PARAMETER.finditer(kept))
    _refuse_several(method, path, [one for one in found if _takes_slashes(one)])
    if SPECIAL.search(PARAMETER.sub("", kept)):
        raise _refused(method, path, "it holds one of { } * ? # outside of a parameter")
    names = [one[2].lower() for one in found]
    if len(set(names)) < len(names):
        reason = "API Management ignores case, so two of its parameters have the same name"
        raise _refused(method, path, reason)
    template = PARAMETER.sub(r"{\2}", kept)
    if found and found[-1][4] and found[-1].end() == len(kept) and not wildcard:
        return template, template.rpartition("/")[0] or "/"
    return (f"{template.rstrip('/')}{wildcard}",) if wildcard else (template,)


def opened(path: str) -> str:
    """Returns the path as OpenAPI has it: `/files/{path}` for `/files/{path:path}`."""
    return PARAMETER.sub(r"{\2}", path)


def signature(template: str) -> str:
    """Returns what tells templates apart: neither case nor the names of their parameters."""
    return PARAMETER.sub("{}", template).lower()


def parameter_names(template: str) -> list[str]:
    """Returns the names of the parameters in a template, in order."""
    return [one[2] for one in PARAMETER.finditer(template)]


def _without_wildcard(path: str) -> tuple[str, str]:
    """Splits off the last segment when it takes all that follows."""
    before, _, last = path.rpartition("/")
    found = PARAMETER.fullmatch(last)
    if last == "*" or (found and _takes_slashes(found)):
        return before, WILDCARD
    return path, ""


def _takes_slashes(parameter: re.Match[str]) -> bool:
    return bool(parameter[1]) or parameter[3] == SLASHES


def _refuse_several(method: str, path: str, several: list[re.Match[str]]) -> None:
    if several:
        raise _refused(
            method,
            path,
            f"{several[0][0]} takes several segments, and API Management's wildcard is the whole "
            "last segment of a template",
        )


def _refused(method: str, path: str, reason: str) -> ComponentError:
    return ComponentError(
        f"{method} {path} can't be published: {reason}; allowed are paths such as /users/{{id}} "
        "and /files/{path:path}; change the path, or keep the route from being published by "
        "include_in_schema=False"
    )
