"""A Django site: what a web service doesn't know about Django.

https://docs.djangoproject.com/en/5.2/howto/deployment/checklist/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pulumi import Output

from components.services.web_service import WebService, WebServiceArgs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pulumi import Input, ResourceOptions

SECRET_KEY_LENGTH = 64
SUPERUSER, PASSWORD = "DJANGO_SUPERUSER_USERNAME", "DJANGO_SUPERUSER_PASSWORD"
"""The variables that `createsuperuser --noinput` reads."""


@dataclass(frozen=True, kw_only=True)
class DjangoServiceArgs(WebServiceArgs):
    """The code of a Django site, how it is started, and what it uses."""

    allowed_hosts: tuple[str, ...] = ()
    """Host names beside the site's own, such as a custom domain."""
    admin_path: str = ""
    """Where the admin is, such as `admin/`; `{NAME}` stands for a generated secret. Empty without
    an admin."""

    @property
    def own_settings(self) -> Mapping[str, Input[str]]:
        """ALLOWED_HOSTS, separated by commas."""
        return {"ALLOWED_HOSTS": ",".join(self.allowed_hosts)}

    @property
    def own_secrets(self) -> Mapping[str, int]:
        """SECRET_KEY, unless the site brings one."""
        return {} if "SECRET_KEY" in self.secrets else {"SECRET_KEY": SECRET_KEY_LENGTH}


class DjangoService(WebService):
    """A web service with Django's secret key, its allowed hosts, and perhaps its admin."""

    def __init__(
        self, name: str, args: DjangoServiceArgs, opts: ResourceOptions | None = None
    ) -> None:
        super().__init__(name, args, opts, kind="gatehouse:django_service:DjangoService")
        if args.admin_path:
            path = Output.format(args.admin_path, **self.generated)
            known: dict[str, Input[str] | None] = {
                # A secret: a part of the path may be what nobody can guess.
                "admin_url": Output.secret(Output.concat(self.url, path)),
                "admin_user": args.app_settings.get(SUPERUSER),
                "admin_password": self.generated.get(PASSWORD),
            }
            self.sign_in = {name: one for name, one in known.items() if one is not None}
