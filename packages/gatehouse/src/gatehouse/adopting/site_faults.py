"""What any app has that lives on a laptop and not in Azure: files, extensions, workers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gatehouse.adopting.hint import Hint, Place
from gatehouse.adopting.python_file import last_name, text_of

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Mapping

    from gatehouse.adopting.app_folder import AppFolder
    from gatehouse.adopting.python_file import PythonFile

WORKERS = ("arq", "celery", "django-q2", "dramatiq", "huey", "rq")
CACHES = ("django-redis", "redis", "pymemcache")
CREATE_EXTENSION = re.compile(
    r"CREATE EXTENSION (?:IF NOT EXISTS )?[\"']?(?P<name>[\w-]+)", re.IGNORECASE
)
OPERATIONS = {
    "BloomExtension": "bloom",
    "BtreeGinExtension": "btree_gin",
    "BtreeGistExtension": "btree_gist",
    "CITextExtension": "citext",
    "CryptoExtension": "pgcrypto",
    "HStoreExtension": "hstore",
    "TrigramExtension": "pg_trgm",
    "UnaccentExtension": "unaccent",
}
SQLITE = ("sqlite://", "sqlite+")
UPLOADS = {"MEDIA_ROOT", "UPLOAD_FOLDER", "UPLOAD_DIR"}
HEALTHY = "healthz?|health[-_]?check|livez|ready|readyz|ping|up"
HEALTH = re.compile(rf"/?(?P<path>(?:[\w-]+/)*(?:{HEALTHY})/?)")
ROUTES = {"Route", "api_route", "get", "head", "path", "route"}
"""What routes are made by, in any framework."""


def site_faults(app: AppFolder, packages: Mapping[str, Place]) -> Iterator[Hint]:
    """Yields what to do, whatever the framework."""
    yield from app.unreadable
    for name in (*WORKERS, *CACHES):
        if name in packages:
            what = "a worker process" if name in WORKERS else "a cache server"
            says = f"{name} wants {what}, which no component here makes"
            remedy = "run without it, or give its address as a setting"
            yield Hint(place=packages[name], says=says, remedy=remedy)
    for file in app.files:
        yield from _files_on_disk(file)


def extensions(app: AppFolder) -> Mapping[str, Place]:
    """Returns the PostgreSQL extensions that the app's code creates, and where."""
    found: dict[str, Place] = {}
    for file in app.files:
        for called, node in file.calls():
            if name := OPERATIONS.get(called.rpartition(".")[2]):
                found.setdefault(name, file.at(node))
        for text, place in file.texts():
            if match := CREATE_EXTENSION.search(text):
                found.setdefault(match["name"], place)
    return found


def health_path(app: AppFolder) -> tuple[str, Place] | None:
    """Returns the first route that sounds like a health check, with a slash in front."""
    for file in app.files:
        for _, node in file.calls():
            match = HEALTH.fullmatch(text_of(node.args[0])) if node.args else None
            if match and _is_route(node):
                return f"/{match['path']}", file.at(node)
    return None


def _is_route(node: ast.Call) -> bool:
    return last_name(node.func) in ROUTES


def _files_on_disk(file: PythonFile) -> Iterator[Hint]:
    for text, place in file.texts():
        if text.startswith(SQLITE) or text.endswith("backends.sqlite3"):
            says = "keeps its data in a file, which the next release takes away"
            yield Hint(place=place, says=says, remedy="use the database of the entry")
    for name in sorted(UPLOADS):
        for node, _ in file.assigned(name):
            says = f"{name} is a folder, which no other instance sees and the next release empties"
            remedy = "keep uploads in the storage account of the entry"
            yield Hint(place=file.at(node), says=says, remedy=remedy)
