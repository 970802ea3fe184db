"""What Django's settings say that keeps a site from answering behind a proxy.

https://docs.djangoproject.com/en/5.2/howto/deployment/checklist/
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gatehouse.adopting.hint import Hint, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gatehouse.adopting.app_folder import AppFolder
    from gatehouse.adopting.app_kind import RecognisedApp
    from gatehouse.adopting.python_file import PythonFile

HOST = "WEBSITE_HOSTNAME"
"""Where both Azure and the local run tell a site its host name."""
PROXY_HEADER = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")'


def django_faults(app: AppFolder, found: RecognisedApp) -> Iterator[Hint]:
    """Yields what to do about the settings of the site."""
    files = _settings_files(app, found.settings_module)
    if not files:
        says = f"the settings {found.settings_module} aren't in this folder"
        remedy = "give the folder whose manage.py can import them"
        yield Hint(place=found.place, says=says, remedy=remedy)
        return
    yield from _debug(files)
    yield from _hosts(files)
    yield from _proxy(files)
    yield from _static(files)


def _settings_files(app: AppFolder, module: str) -> list[PythonFile]:
    """Returns the module, and the others beside it where settings are a package."""
    package = module.rpartition(".")[0]
    return [
        file
        for file in app.files
        if file.module == module
        or file.module.startswith(f"{module}.")
        or (package.endswith("settings") and file.module.rpartition(".")[0] == package)
    ]


def _debug(files: list[PythonFile]) -> Iterator[Hint]:
    for file in files:
        for node, value in file.assigned("DEBUG"):
            if isinstance(value, ast.Constant) and value.value is True:
                says = "DEBUG is on, and shows settings to whoever meets an error"
                remedy = 'write `DEBUG = os.environ.get("DEBUG") == "true"`'
                yield Hint(place=file.at(node), says=says, remedy=remedy)


def _hosts(files: list[PythonFile]) -> Iterator[Hint]:
    given = [
        (file.at(node), value) for file in files for node, value in file.assigned("ALLOWED_HOSTS")
    ]
    if any(_may_know_the_host(value) for _, value in given):
        return
    says = f"ALLOWED_HOSTS doesn't know {HOST}, so every page answers 400"
    remedy = f'write `ALLOWED_HOSTS = [os.environ["{HOST}"]]`'
    place = given[-1][0] if given else Place(files[0].file, 1)
    yield Hint(place=place, says=says, remedy=remedy)


def _may_know_the_host(value: ast.expr) -> bool:
    """Whether the hosts are worked out when the site starts, or are all there are."""
    texts = [one.value for one in ast.walk(value) if isinstance(one, ast.Constant)]
    names = [one for one in ast.walk(value) if isinstance(one, ast.Name)]
    return "*" in texts or bool(names)


def _proxy(files: list[PythonFile]) -> Iterator[Hint]:
    if any(True for file in files for _ in file.assigned("SECURE_PROXY_SSL_HEADER")):
        return
    for file in files:
        for node, _ in file.assigned("SECURE_SSL_REDIRECT"):
            says = "SECURE_SSL_REDIRECT sends everybody round in circles: https ends at the front"
            remedy = f"add `{PROXY_HEADER}`"
            yield Hint(place=file.at(node), says=says, remedy=remedy)
            return
    if not any(True for file in files for _ in file.assigned("CSRF_TRUSTED_ORIGINS")):
        says = "every form answers 403 behind https, which ends at the front"
        yield Hint(place=Place(files[0].file, 1), says=says, remedy=f"add `{PROXY_HEADER}`")


def _static(files: list[PythonFile]) -> Iterator[Hint]:
    words = [pair for file in files for pair in file.texts()]
    uses = [place for text, place in words if text == "django.contrib.staticfiles"]
    serves = any("whitenoise" in text.lower() for text, _ in words)
    collects = any(True for file in files for _ in file.assigned("STATIC_ROOT"))
    if uses and not (serves and collects):
        says = "nothing serves the static files once DEBUG is off"
        remedy = (
            "add whitenoise to requirements.txt, its middleware after SecurityMiddleware, and "
            '`STATIC_ROOT = BASE_DIR / "staticfiles"`'
        )
        yield Hint(place=uses[0], says=says, remedy=remedy)
