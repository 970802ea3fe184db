"""The apps of the program as a person speaks of them: each by a short name, with its settings here.

The first site is `web` and the first function app `function`, as the options of their ports say.
Any other app is called after its folder.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gatehouse.declared.app_settings import translate
from gatehouse.declared.media_folder import with_media_folder
from gatehouse.errors import LocalError
from gatehouse.laptop.local_settings import local_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gatehouse.declared.database import DeclaredDatabase
    from gatehouse.declared.declared_hosts import DeclaredHosts
    from gatehouse.declared.site import Site
    from gatehouse.laptop.addresses import LocalAddresses

WEB, FUNCTION = "web", "function"
OTHER_HOSTS = ("gateway", "postgres", "program")
"""Names that the log has for something else."""


@dataclass(frozen=True, kw_only=True)
class LocalApp:
    """A site or a function app on this machine."""

    name: str
    site: Site
    """With settings that lead to this machine's servers."""
    url: str
    """Without a slash at its end."""
    database: DeclaredDatabase | None
    """The one that its settings lead to."""
    overridden: tuple[str, ...] = ()
    """Names of settings that a file beside its code has set, for this machine alone."""
    debug_port: int | None = None
    """Where its process listens for a debugger."""


def apps(declared: DeclaredHosts, places: LocalAddresses, data: Path) -> tuple[LocalApp, ...]:
    """Returns every app, sites first, each kind in the order of the program.

    `data` is the folder of the local run's data, where uploads are kept.
    """
    sites = (*declared.web_apps, *declared.function_apps)
    return tuple(
        _app(name, site, declared, places, data)
        for name, site in zip(_names(declared), sites, strict=True)
    )


def find_app(known: Sequence[LocalApp], word: str) -> LocalApp:
    """Returns the app of the name, or of the folder; raises LocalError that lists the names."""
    for app in known:
        if app.name == word:
            return app
    found = [app for app in known if app.site.source.name == word]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{app.name} ({app.site.source.name})" for app in known) or "none"
    raise LocalError(f"{word!r} is no app of this program; allowed are: {names}")


def _app(
    name: str, site: Site, declared: DeclaredHosts, places: LocalAddresses, data: Path
) -> LocalApp:
    database = declared.database_of(site.settings)
    translated = translate(site.settings, places, database)
    here = local_settings(site.source, is_function_app=site.is_function_app)
    media = data.absolute() / "media" / site.name
    settings = {**with_media_folder(translated, media), **here}
    return LocalApp(
        name=name,
        site=replace(site, settings=settings),
        url=places.url(site.host_name),
        database=database,
        overridden=tuple(sorted(here)),
    )


def _names(declared: DeclaredHosts) -> Iterator[str]:
    taken = {WEB, FUNCTION, *OTHER_HOSTS}
    for first, sites in ((WEB, declared.web_apps), (FUNCTION, declared.function_apps)):
        yield from [first][: len(sites)]
        yield from _names_by_folder(sites[1:], taken)


def _names_by_folder(sites: Iterable[Site], taken: set[str]) -> Iterator[str]:
    for site in sites:
        name, number = site.source.name, 1
        while name in taken:
            number += 1
            name = f"{site.source.name}-{number}"
        taken.add(name)
        yield name
