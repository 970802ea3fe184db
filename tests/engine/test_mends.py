"""Every mend is needed: without it, an update stops or leaves something that doesn't run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pulumi.automation import CommandError

from tests.engine.mends import (
    GROWN_DISK,
    MADE_LATE,
    MENDS,
    OUTBOUND_ROUTING,
    WITH_THE_GROUP,
    Mend,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engine.deployment import Deployment

SITE = "app-gatehouse-dev"
SERVER = "psql-gatehouse-dev"


@pytest.mark.parametrize("mend", MENDS, ids=[mend.name for mend in MENDS])
def test_without_it_the_first_update_fails(deploy: Callable[..., Deployment], mend: Mend) -> None:
    deployment = deploy("dev")
    deployment.without = mend
    deployment.configure(**mend.settings)
    with pytest.raises(CommandError, match=mend.error):
        deployment.up()


def test_a_site_that_goes_past_the_network_never_gets_its_secrets(
    deploy: Callable[..., Deployment],
) -> None:
    deployment = deploy("dev")
    deployment.without = OUTBOUND_ROUTING
    deployment.up()
    (site,) = deployment.cloud.unresolved()
    assert SITE in site


def test_a_site_made_too_early_never_gets_its_secrets(deploy: Callable[..., Deployment]) -> None:
    deployment = deploy("dev")
    deployment.without = MADE_LATE
    with pytest.raises(CommandError):
        deployment.up()
    (site,) = deployment.cloud.unresolved()
    assert SITE in site


def test_a_grown_disk_stays_as_large_as_it_is(
    deploy: Callable[..., Deployment], dev: Deployment
) -> None:
    deployment = deploy(like=dev)
    deployment.cloud.grow(deployment.id_of_name(SERVER), 64)
    deployment.configure(databaseBackupRetentionDays=14)
    with pytest.raises(CommandError, match=GROWN_DISK.error):
        deployment.up()
    assert any("run `pulumi refresh`" in text for text in deployment.said)

    deployment.refresh()
    (step,) = deployment.up()
    assert step.differs == ("backup.backupRetentionDays",)

    deployment.without = GROWN_DISK
    deployment.configure(databaseBackupRetentionDays=21)
    with pytest.raises(CommandError, match=GROWN_DISK.error):
        deployment.up()


def test_one_by_one_a_subnet_could_not_be_deleted(
    deploy: Callable[..., Deployment], dev: Deployment
) -> None:
    deployment = deploy(like=dev)
    deployment.without = WITH_THE_GROUP
    deployment.up()
    with pytest.raises(CommandError, match=WITH_THE_GROUP.error):
        deployment.destroy()
