from __future__ import annotations

from collections import Counter

from pulumi_azure_native.web import SiteConfigArgs

from gatehouse.azure.sdk_types import inputs_of, properties_of
from policy_pack.security.rules.app_service.flex_consumption import (
    APP_SETTINGS,
    FLEX_CONSUMPTION,
    SITE,
    SITE_CONFIG,
)

# azure-native's API version has no place for these any more; older templates still give them.
GONE = {
    "vnetBackupRestoreEnabled",
    "vnetContentShareEnabled",
    "vnetImagePullEnabled",
    "vnetRouteAllEnabled",
}


def test_every_property_is_one_that_a_site_takes() -> None:
    known = {
        SITE: inputs_of("azure-native:web:WebApp").keys() | GONE,
        SITE_CONFIG: properties_of(SiteConfigArgs).keys(),
    }
    unknown = [
        one
        for one in FLEX_CONSUMPTION
        if one.where != APP_SETTINGS and one.property not in known[one.where]
    ]
    assert unknown == []


def test_every_property_is_listed_once_with_its_source() -> None:
    listed = Counter((one.where, one.property.upper()) for one in FLEX_CONSUMPTION)
    assert [place for place, times in listed.items() if times > 1] == []
    assert {one.source.split("://")[0] for one in FLEX_CONSUMPTION} == {"https"}
