"""One changed input, and exactly what it changes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.engine.deployment import Deployment, Step

CASES = json.loads(Path(__file__).with_name("changes.json").read_text(encoding="utf-8"))
# Whose principal azure-native does not know in a preview that updates the principal's resource.
PERHAPS_MADE_ANEW = {
    "authorization:RoleAssignment",
    "dbforpostgresql:AdministratorsMicrosoftEntra",
}
# A size of the database without CPU credits has no alert about them.
PERHAPS_LEFT_OUT = {"monitor:MetricAlert"}
IN_PLACE = {
    key: value
    for case in CASES
    for key, value in case.get("settings", {}).items()
    if key not in {"apiVersions", "webSku", "databaseHighAvailability"}
}


@pytest.fixture(scope="module")
def changed(deploy: Callable[..., Deployment], dev: Deployment) -> Deployment:
    """A deployed stack; each test changes something else in it."""
    return deploy(like=dev)


@pytest.mark.parametrize("case", CASES, ids=[case["change"] for case in CASES])
def test_a_change_changes_what_it_is_about_and_nothing_else(
    changed: Deployment, case: Mapping[str, Any]
) -> None:
    changed.configure(**case.get("settings", {}))
    for edit in case.get("edits", ()):
        changed.replace_text(**edit)
    for one in case.get("copies", ()):
        (changed.folder / one["to"]).parent.mkdir(exist_ok=True)
        shutil.copy(changed.folder / one["file"], changed.folder / one["to"])
    if "rotated" in case:
        changed.cloud.rotate(case["rotated"])
    anew = [urn for urn in changed.urns() if urn.endswith(case.get("anew", "none"))]
    assert _lines(changed.up(replace=anew)) == case["steps"]


def test_a_tag_changes_tags_and_releases_no_code_again(changed: Deployment) -> None:
    changed.configure(tags={"cost-code": "other"})
    steps = changed.up()
    assert len(steps) > 20
    assert {(step.op, step.differs) for step in steps} == {("update", ("tags.cost-code",))}


def test_what_somebody_has_changed_in_the_portal_is_seen_and_put_back(changed: Deployment) -> None:
    (site,) = (urn for urn in changed.urns() if urn.endswith("web:WebApp::app-gatehouse-dev"))
    changed.cloud.drift(changed.id_of(site), httpsOnly=False)
    assert [step.urn for step in changed.refresh()] == [site]
    assert _lines(changed.up()) == ["update web:WebApp app-gatehouse-dev: httpsOnly"]


def test_afterwards_there_is_nothing_left_to_do_and_nothing_has_leaked(changed: Deployment) -> None:
    assert changed.preview() == []
    assert changed.leaks() == []


@pytest.mark.parametrize(
    "settings",
    [
        {**IN_PLACE, "tags": {"cost-code": "other"}},
        {"databaseAuthentication": "password"},
    ],
    ids=["all", "authentication"],
)
def test_no_setting_plans_another_database_vault_or_gateway(
    either: Deployment, settings: Mapping[str, Any]
) -> None:
    steps = _planned(either, settings)
    anew = {step.type for step in steps if step.op not in {"create", "update"}}
    assert "dbforpostgresql:Server" in {step.type for step in steps if step.op == "update"}
    assert anew <= PERHAPS_MADE_ANEW | PERHAPS_LEFT_OUT


def _planned(deployment: Deployment, settings: Mapping[str, Any]) -> list[Step]:
    before = deployment.settings()
    deployment.configure(**settings)
    try:
        return deployment.preview()
    finally:
        deployment.restore(before)


def _lines(steps: Sequence[Step]) -> list[str]:
    """A replacement is one step, though the engine makes three of it."""
    parts = {"create-replacement", "delete-replaced"}
    return sorted(str(step) for step in steps if step.op not in parts)
