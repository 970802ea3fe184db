"""A second version of the API next to the first, from the routes to the answers over HTTP."""

from __future__ import annotations

import runpy
import shutil
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from components.errors import ComponentError
from gatehouse.azure.refusals import graph_faults
from gatehouse.cost.estimate import estimate, total
from gatehouse.cost.prices import load_prices
from gatehouse.laptop.ports import reserve
from gatehouse.options import Options
from gatehouse.system.system import System

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Declared

API = "simple-fastapi-api"
DOCUMENTS = {
    "global.xml": (
        "<policies><inbound /><backend><forward-request /></backend><outbound>"
        '<set-header name="Scope" exists-action="append"><value>global</value></set-header>'
        "</outbound><on-error /></policies>"
    ),
    f"products/{API}.xml": (
        "<policies><inbound><base /></inbound><backend><base /></backend><outbound><base />"
        '<include-fragment fragment-id="told" /></outbound><on-error><base /></on-error></policies>'
    ),
    "fragments/told.xml": (
        '<fragment><set-header name="Scope" exists-action="append"><value>product</value>'
        "</set-header></fragment>"
    ),
}
SECOND = '''

second = APIRouter(prefix="/v2")


@second.get("/generate_name")
async def generate_full_name() -> dict[str, str]:
    """Returns a name in two parts."""
    return {"first": "Noa", "last": "Levi"}
'''


@pytest.fixture(scope="module")
def program(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program whose app has a second version of a route."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copy(root / "__main__.py", folder)
    for name in ("function_app", "django_app", "policies"):
        shutil.copytree(root / name, folder / name)
    routes, app = (folder / "function_app" / name for name in ("routes.py", "app.py"))
    routes.write_text(routes.read_text() + SECOND)
    included = "    app.include_router(routes.router)\n"
    app.write_text(
        app.read_text().replace(included, f"{included}    app.include_router(routes.second)\n")
    )
    policies = folder / "policies"
    for name, document in DOCUMENTS.items():
        (policies / name).parent.mkdir(exist_ok=True)
        (policies / name).write_text(document)
    first = (policies / f"{API}.xml").read_text()
    (policies / f"{API}-v2.xml").write_text(
        first.replace('backend-id="function-app"', 'backend-id="function-app-v2"')
    )
    return folder


def declared(declare: Callable[..., Declared], program: Path, **settings: object) -> Declared:
    main = str(program / "__main__.py")
    return declare(lambda: runpy.run_path(main, run_name="__main__"), **settings)


@pytest.fixture(scope="module")
def versioned(declare: Callable[..., Declared], program: Path) -> Declared:
    return declared(declare, program, apiVersions=["v2"])


def test_a_preview_plans_versions_before_anything_is_known(
    declare: Callable[..., Declared], program: Path
) -> None:
    planned = declared(declare, program, apiVersions=["v2"], preview=True)
    assert planned.one("apimanagement:Api", f"{API}-v2").inputs["apiVersion"] == "v2"


def test_both_versions_share_path_and_set_and_each_has_its_operations(versioned: Declared) -> None:
    version_set = versioned.one("apimanagement:ApiVersionSet", API)
    assert version_set.inputs["versioningScheme"] == "Segment"
    first = versioned.one("apimanagement:Api", API).inputs
    second = versioned.one("apimanagement:Api", f"{API}-v2").inputs
    assert (first["path"], second["path"]) == ("api", "api")
    assert first["apiVersionSetId"] == second["apiVersionSetId"] == version_set.outputs["id"]
    assert ("apiVersion" in first, second["apiVersion"]) == (False, "v2")
    operations = {
        one.inputs["apiId"]: one.inputs["urlTemplate"]
        for one in versioned.graph.of_type("azure-native:apimanagement:ApiOperation")
    }
    assert operations[API] == operations[f"{API}-v2"] == "/generate_name"


def test_the_second_version_waits_until_the_first_is_in_the_set(versioned: Declared) -> None:
    second = versioned.one("apimanagement:Api", f"{API}-v2")
    assert f"apimanagement:Api {API}" in versioned.waits_for(second)


def test_one_key_opens_both(versioned: Declared) -> None:
    links = versioned.graph.of_type("azure-native:apimanagement:ProductApi")
    assert {one.inputs["apiId"] for one in links} == {API, f"{API}-v2"}


def test_azure_would_find_nothing_wrong_with_it(versioned: Declared) -> None:
    assert graph_faults(versioned.graph) == []


def test_what_it_costs_is_known(versioned: Declared, deployed: Declared) -> None:
    prices = load_prices()
    assert total(estimate(versioned.graph, prices)) == total(estimate(deployed.graph, prices))


def test_without_the_setting_there_are_no_versions_and_the_urls_are_the_same(
    declare: Callable[..., Declared], program: Path, tmp_path: Path
) -> None:
    shutil.copytree(program, tmp_path, dirs_exist_ok=True)
    (tmp_path / "policies" / f"{API}-v2.xml").unlink()
    plain = declared(declare, tmp_path)
    (api,) = (
        one
        for one in plain.graph.of_type("azure-native:apimanagement:Api")
        if one.inputs["apiId"] != "public-docs"
    )
    assert "apiVersionSetId" not in api.inputs
    assert plain.graph.of_type("azure-native:apimanagement:ApiVersionSet") == ()
    second = plain.one("apimanagement:ApiOperation", "generate_full_name")
    assert second.inputs["urlTemplate"] == "/v2/generate_name"


def test_a_version_without_a_document_is_refused(
    declare: Callable[..., Declared], program: Path, tmp_path: Path
) -> None:
    shutil.copytree(program, tmp_path, dirs_exist_ok=True)
    (tmp_path / "policies" / f"{API}-v2.xml").unlink()
    with pytest.raises(ComponentError, match=rf"^there is no policies/{API}-v2\.xml; "):
        declared(declare, tmp_path, apiVersions=["v2"])


async def test_each_version_answers_at_its_own_url(
    versioned: Declared, program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The app's own tests have its modules imported, from another folder.
    for path in (program / "function_app").glob("*.py"):
        monkeypatch.delitem(sys.modules, path.stem, raising=False)
    ports = reserve({"gateway": 0, "function": 0, "web": 0})
    options = Options(
        command="up",
        port=ports["gateway"],
        function_port=ports["function"],
        web_port=ports["web"],
        data=tmp_path,
    )
    system = System(versioned.graph, options)
    gateway, function = (
        next(host for host in system.hosts if host.name == name) for name in ("gateway", "function")
    )
    await function.start()
    await gateway.start()
    running = system.endpoints()
    header = {"Ocp-Apim-Subscription-Key": running.subscription_key or ""}
    async with httpx.AsyncClient(headers=header) as client:
        first = await client.get(f"{running.api}/generate_name", params={"starts_with": "mi"})
        second = await client.get(f"{running.api}/v2/generate_name")
        nothing = await client.get(f"{running.api}/v3/generate_name")
    await gateway.stop()
    await function.stop()
    assert first.json() == {"name": "Minnie"}
    assert second.json() == {"first": "Noa", "last": "Levi"}
    assert first.headers["Scope"] == second.headers["Scope"] == "global,product"
    assert nothing.status_code == 404
