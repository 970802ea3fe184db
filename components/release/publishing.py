"""No user name and password publishes code to a site; only Microsoft Entra identities do.

https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable
"""

from __future__ import annotations

from pulumi import Input, Resource, ResourceOptions
from pulumi_azure_native import web


def refuse_basic_auth(
    name: str, resource_group_name: Input[str], site: web.WebApp, opts: ResourceOptions
) -> list[Resource]:
    """Switches basic authentication off for FTP and for the SCM site; returns both.

    One after the other, since Azure refuses two changes of one site's configuration at a time.
    """
    ftp = web.WebAppFtpAllowed(
        name, name=site.name, resource_group_name=resource_group_name, allow=False, opts=opts
    )
    scm = web.WebAppScmAllowed(
        name,
        name=site.name,
        resource_group_name=resource_group_name,
        allow=False,
        opts=ResourceOptions.merge(opts, ResourceOptions(depends_on=[ftp])),
    )
    return [ftp, scm]
