"""App settings and secrets of the stack's own for each app, whatever the app calls them.

    gatehouse:settings:                                # pulumi config set --path
      function_app:                                    #   'gatehouse:settings.function_app.SHOP'
        SHOP: north                                    #   north
    gatehouse:secrets:                                 # pulumi config set --secret --path
      function_app:                                    #   'gatehouse:secrets.function_app.TOKEN'
        TOKEN: {secure: AAABAMcvQ…}                    #   s3cret

https://www.pulumi.com/docs/iac/concepts/config/#structured-configuration
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi.runtime import is_config_secret

from config.errors import ConfigError
from config.reader import SettingsReader

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS, SECRETS = "settings", "secrets"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
NAMES = "a name of 1 to 64 letters, digits and underscores that begins with no digit"


@dataclass(frozen=True, kw_only=True)
class AppSettings:
    """What the stack sets for its apps, by app and name; `__main__.py` says what each is called."""

    settings: Mapping[str, Mapping[str, str]]
    secrets: Mapping[str, Mapping[str, str]] = field(repr=False)
    _known: list[str] = field(default_factory=list, repr=False)

    def settings_of(self, app: str) -> Mapping[str, str]:
        """Returns the settings of the app that anybody may read who may read the app."""
        self._known.append(app)
        return self.settings.get(app, {})

    def secrets_of(self, app: str) -> Mapping[str, str]:
        """Returns the settings of the app that the vault keeps."""
        self._known.append(app)
        return self.secrets.get(app, {})

    def refuse_other_apps(self) -> None:
        """Raises ConfigError for an app that nobody has asked for: what it sets would go nowhere.

        To be called when every app is declared, which is before Pulumi makes the first resource.
        """
        for key, apps in ((SETTINGS, self.settings), (SECRETS, self.secrets)):
            for app in sorted(apps.keys() - set(self._known)):
                full = SettingsReader().full_key(key)
                raise ConfigError(
                    full,
                    app,
                    f"an app of __main__.py: {', '.join(sorted(set(self._known))) or 'none'}",
                    f"run `pulumi config rm --path '{full}.{app}'`, or correct the name",
                )


def app_settings(reader: SettingsReader) -> AppSettings:
    """Reads the settings and secrets of every app.

    Raises ConfigError for what is no text, for names that no environment takes, for a name that is
    a setting and a secret of one app, and for secrets in plain text.
    """
    found = AppSettings(settings=_by_app(reader, SETTINGS), secrets=_by_app(reader, SECRETS))
    if found.secrets and not is_config_secret(reader.full_key(SECRETS)):
        app, names = next(iter(found.secrets.items()))
        path = f"{reader.full_key(SECRETS)}.{app}.{next(iter(names), 'NAME')}"
        raise ConfigError(
            reader.full_key(SECRETS),
            "plain text",
            "what Pulumi has encrypted",
            f"run `pulumi config set --secret --path '{path}'` and give the value when it asks",
        )
    for app, names in found.secrets.items():
        _refuse_one_name_twice(reader, app, [*found.settings.get(app, ()), *names])
    return found


def _by_app(reader: SettingsReader, key: str) -> dict[str, dict[str, str]]:
    given = reader.structure(key, dict)
    return {app: _texts(reader, key, app, names) for app, names in given.items()}


def _texts(reader: SettingsReader, key: str, app: str, given: object) -> dict[str, str]:
    path = f"{reader.full_key(key)}.{app}"
    if not isinstance(given, dict):
        # Without the value, which may be a secret that was meant for a name below.
        remedy = f"run `pulumi config rm --path '{path}'`, then set '{path}.NAME'"
        raise ConfigError(path, "a value", "an object of names and values", remedy)
    for name in given:
        if not NAME.fullmatch(name):
            remedy = f"run `pulumi config rm --path '{path}[\"{name}\"]'` and take another name"
            raise ConfigError(path, name, NAMES, remedy)
    _refuse_one_name_twice(reader, app, list(given))
    return {name: _text(path, name, value) for name, value in given.items()}


def _text(path: str, name: str, value: object) -> str:
    # Pulumi makes numbers and booleans of what looks like some; a variable holds a text.
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    remedy = f"give the text: `pulumi config set --path '{path}.{name}' VALUE`"
    raise ConfigError(f"{path}.{name}", "no text", "a text", remedy)


def _refuse_one_name_twice(reader: SettingsReader, app: str, names: list[str]) -> None:
    """Raises ConfigError for names that are the same to Azure, which ignores case."""
    folded = [name.upper() for name in names]
    for name in names:
        if folded.count(name.upper()) > 1:
            raise ConfigError(
                f"{reader.full_key(SETTINGS)}.{app}",
                name,
                "every name once, be it a setting or a secret, in upper or lower case",
                f"run `pulumi config rm --path '{reader.full_key(SETTINGS)}.{app}.{name}'`, or "
                f"the same for {reader.full_key(SECRETS)}",
            )
