"""Everything that is known of an app before it moves in, and the entry that it gets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatehouse.adopting.app_kind import AppKind
from gatehouse.adopting.database_names import database_names
from gatehouse.adopting.django_faults import django_faults
from gatehouse.adopting.function_faults import function_faults
from gatehouse.adopting.hint import Hint
from gatehouse.adopting.launch_line import LaunchLine, launch_faults, launch_line
from gatehouse.adopting.listed_packages import listed_packages, missing_list
from gatehouse.adopting.recognition import recognise
from gatehouse.adopting.site_faults import extensions, health_path, site_faults
from gatehouse.adopting.wanted_settings import wanted_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from gatehouse.adopting.app_folder import AppFolder
    from gatehouse.adopting.app_kind import RecognisedApp
    from gatehouse.adopting.entry_template import EntryTemplate
    from gatehouse.adopting.hint import Place
    from gatehouse.adopting.wanted_settings import WantedSetting

DRIVERS = ("asyncpg", "pg8000", "psycopg", "psycopg-binary", "psycopg2", "psycopg2-binary")
NO_NAME = re.compile(r"[^a-z0-9]+")
WITH_PASSWORD = {"password", "url"}
EXTENSIONS = "pulumi config set --path 'databaseExtensions[{index}]' {name}"


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """One app's folder, read once."""

    app: AppFolder
    found: RecognisedApp
    name: str
    """Letters, digits and hyphens; what the entry and the stack's settings call the app."""
    packages: Mapping[str, Place]
    wanted: tuple[WantedSetting, ...]
    line: LaunchLine
    health: str
    """A path that answers 200, `/` where no route sounds like one."""

    @classmethod
    def of(cls, app: AppFolder, name: str = "") -> Adoption:
        """Reads the folder; raises LocalError where it holds nothing that can be served."""
        found = recognise(app)
        packages = listed_packages(app)
        health = health_path(app)
        return cls(
            app=app,
            found=found,
            name=NO_NAME.sub("-", (name or app.path.resolve().name).lower()).strip("-"),
            packages=packages,
            wanted=wanted_settings(app),
            line=launch_line(app, found, packages),
            health=health[0] if health else "/",
        )

    @property
    def variable(self) -> str:
        """What `__main__.py` calls the app."""
        return self.name.replace("-", "_")

    @property
    def is_site(self) -> bool:
        """Whether a startup command serves the app."""
        return self.found.kind is not AppKind.FUNCTIONS

    @property
    def has_database(self) -> bool:
        """Whether the app brings a driver of PostgreSQL, or names a database in its settings."""
        return bool(database_names(self.wanted)) or any(one in self.packages for one in DRIVERS)

    def entry(self, template: EntryTemplate, variables: Collection[str] = ()) -> str:
        """Returns the entry for `__main__.py`, whose variables those are."""
        names = self._own_names(template)
        argument = template.database_argument(names, variables) if self.has_database else ""
        return template.render(
            {
                "name": self.name,
                "variable": self.variable,
                "title": self.name.replace("-", " ").title(),
                "source": self.app.path.as_posix(),
                "command": _literal(self.line.command),
                "health": _literal(self.health),
            },
            argument,
        )

    def hints(
        self, template: EntryTemplate, configured: Collection[str], stack: Mapping[str, str]
    ) -> Iterator[Hint]:
        """Yields what is to be done, or known.

        `configured` are the names that the stack sets for the app, `stack` its other settings.
        """
        yield from missing_list(self.app)
        if self.is_site:
            yield from launch_faults(self.app, self.line, self.packages)
            yield from self._health()
        else:
            yield from function_faults(self.app, self.found)
        if self.found.kind is AppKind.DJANGO:
            yield from django_faults(self.app, self.found)
        yield from site_faults(self.app, self.packages)
        for index, (name, place) in enumerate(sorted(extensions(self.app).items())):
            says = f"wants PostgreSQL's extension {name}, which the server has to allow"
            remedy = f"`{EXTENSIONS.format(index=index, name=name)}`"
            yield Hint(place=place, says=says, remedy=remedy)
        yield from self._settings(template, configured, stack)

    def _health(self) -> Iterator[Hint]:
        if health_path(self.app) is None:
            says = "no route sounds like a health check, so `/` is asked, and has to answer 200"
            remedy = "give the entry another path where `/` asks for a login or redirects"
            yield Hint(says=says, remedy=remedy)

    def _settings(
        self, template: EntryTemplate, configured: Collection[str], stack: Mapping[str, str]
    ) -> Iterator[Hint]:
        given = {*self._given(template), *configured, *self._own_names(template)}
        for one in self.wanted:
            if one.required and one.name not in given:
                says, remedy = f"needs {one.name}, which nothing sets", self.command_for(one)
                yield Hint(place=one.place, says=says, remedy=f"`{remedy}`")
        switch = template.password
        roles = database_names(self.wanted)
        passwords = [one for one in self.wanted if roles.get(one.name) in WITH_PASSWORD]
        if passwords and switch and stack.get(switch["key"]) != switch["value"]:
            says = f"{passwords[0].name} holds a password, and the database server takes none"
            remedy = f"`pulumi config set {switch['key']} {switch['value']}`"
            yield Hint(place=passwords[0].place, says=says, remedy=remedy)

    def _own_names(self, template: EntryTemplate) -> Mapping[str, str]:
        """Returns the app's own names for what its database gives it, and what they are for."""
        given = self._given(template)
        return {
            name: role
            for name, role in database_names(self.wanted).items()
            if role in template.roles and name not in given
        }

    def command_for(self, wanted: WantedSetting) -> str:
        """Returns the command that sets the setting, encrypted where its name is a secret's."""
        if wanted.looks_secret:
            return f"pulumi config set --secret --path 'secrets.{self.variable}.{wanted.name}'"
        return f"pulumi config set --path 'settings.{self.variable}.{wanted.name}' VALUE"

    def _given(self, template: EntryTemplate) -> set[str]:
        database = template.database_provides if self.has_database else ()
        return {*template.provides, *database}


def _literal(text: str) -> str:
    """Returns the text as Python has it, in double quotes where it can."""
    return f'"{text}"' if text.isprintable() and not {'"', "\\"} & set(text) else repr(text)
