"""Finds the visitor's address: App Service's front end is between the visitor and the site.

https://learn.microsoft.com/azure/app-service/overview-inbound-outbound-ips
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Returns the address that the front end has seen: the last of X-Forwarded-For.

    Those before it are whatever the visitor has sent. Without a front end it is the connection's.
    For example `203.0.113.9:50123` and `[2001:db8::1]:50123` give `203.0.113.9` and `2001:db8::1`.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    if not settings.ENVIRONMENT.https:
        return direct
    # "1.2.3.4, 203.0.113.9:50123": the visitor has made up the first to get around the limit of
    # sign-in attempts; the front end has added the second.
    last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    host = last.partition("]")[0].lstrip("[") if "[" in last else last
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return direct
