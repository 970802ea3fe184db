"""Asks the function app's own code about its routes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Two OpenAPI documents of one app."""

    api: Mapping[str, Any]
    """The routes that callers need a key for."""
    docs: Mapping[str, Any]
    """The routes of the documentation, which everybody may read."""

    def description(self) -> dict[str, Any]:
        """Returns what `read_endpoints` reads."""
        documentation = list(self.docs["paths"])
        return {"openapi": self.api, "unlisted": self.docs, "documentation": documentation}


def documents(source: Path, environ: Mapping[str, str]) -> Documents:
    """Asks the code in the source folder, under the app settings that it will be deployed with.

    The folder's modules are gone from the interpreter afterwards: they have names like `app`.
    """
    from fastapi.openapi.utils import get_openapi  # noqa: PLC0415 - slow, and needed only here

    with _importable(source):
        settings = import_module("settings").Settings.from_environ(environ)
        app = import_module("app").create_app(settings)
        docs_router = import_module("swagger_ui").docs_router(settings.public_path)
        return Documents(
            api=app.openapi(),
            docs=get_openapi(title=app.title, version=app.version, routes=docs_router.routes),
        )


@contextmanager
def _importable(source: Path) -> Iterator[None]:
    # `app` and `settings` may be modules of the program, or of another function app, too: these
    # are put aside, and come back when the documents are read.
    names = {path.stem for path in source.glob("*.py")}
    hidden = {name: sys.modules.pop(name) for name in names & sys.modules.keys()}
    sys.path.insert(0, str(source))
    try:
        yield
    finally:
        sys.path.remove(str(source))
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(hidden)
