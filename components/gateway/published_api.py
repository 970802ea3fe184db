"""An API that the gateway publishes, as data: the program lists them.

https://learn.microsoft.com/azure/api-management/api-management-key-concepts#apis
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PublishedApi:
    """One API in front of routes of an app; `policies/NAME.xml` is its policy document.

    Of one app there is one API for its documentation, one for its routes, and any number for
    segments of its routes. With `path="api/teams", segment="teams"` the route `/teams/{id}` is
    called at `/api/teams/{id}`, where it would be without the entry, too.
    """

    name: str
    """The API's id."""
    display_name: str
    description: str
    path: str
    """The path at which the gateway serves it, without slashes around it."""
    product: str = ""
    """Display name of the product whose subscription key opens it; empty: open to everybody."""
    documentation: bool = False
    """True when it serves the app's documentation in place of its routes."""
    segment: str = ""
    """First segment of the routes that it publishes; empty for those that no other API has."""
    routes: tuple[str, ...] = ()
    """Paths of routes and mounted apps that it publishes beside those that it has anyway.

    They are written as in the app, and this API has them whether the app's OpenAPI document lists
    them or not. That of the documentation has the app's own documentation when it names none.
    """

    @property
    def publishes_the_rest(self) -> bool:
        """True for the API of the routes that no other one has."""
        return not (self.documentation or self.segment)
