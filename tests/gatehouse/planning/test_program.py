"""This repository's own program, changed in a copy as a person changes it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from gatehouse.planning.survey import survey
from tests.git import commit_all, git

if TYPE_CHECKING:
    from pathlib import Path

    from gatehouse.planning.report import StackPlan

FILES = ("__main__.py", "Pulumi.yaml", "Pulumi.dev.yaml")
FOLDERS = ("components", "config", "django_app", "function_app", "policies", "policy_pack")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "staticfiles")
ROUTE = '''

@router.get("/list_names")
async def list_names() -> list[str]:
    """Returns no name at all."""
    return []
'''


@pytest.fixture(scope="module")
def dev(root: Path, tmp_path_factory: pytest.TempPathFactory) -> StackPlan:
    """Plans a larger site, a higher rate limit and a new route."""
    folder = tmp_path_factory.mktemp("repository")
    for name in FILES:
        shutil.copy(root / name, folder)
    for name in FOLDERS:
        shutil.copytree(root / name, folder / name, ignore=LEFT_OUT)
    (folder / ".gitignore").write_text(".local/\n__pycache__/\n")
    git("init", "--quiet", "--initial-branch", "main", folder=folder)
    commit_all("before", folder)
    replace(folder / "Pulumi.dev.yaml", "config:\n", "config:\n  gatehouse:webSku: P0v3\n")
    replace(folder / "policies" / "generate_name.xml", 'calls="20"', 'calls="30"')
    routes = folder / "function_app" / "routes.py"
    routes.write_text(routes.read_text() + ROUTE)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"):
            patch.delenv(name, raising=False)
        [plan] = survey("main").stacks
    return plan


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


def test_each_edit_changes_what_it_is_about_and_nothing_else(dev: StackPlan) -> None:
    assert [f"{one.mark} {one.place} {one.name}" for one in dev.changes] == [
        "~ DjangoService/WebApp/AppServicePlan asp-web-gatehouse-dev",
        "~ DjangoService/WebApp/WebApp app-gatehouse-dev",
        "+ FastApiService/Api/ApiOperation list_names",
        "~ FastApiService/Api/ApiOperationPolicy generate_name",
        "~ FastApiService/Api/ApiSchema simple-fastapi-api",
        "~ FastApiService/FunctionApp/CodeRelease/Deployment gatehouse-dev",
        "~ FastApiService/FunctionApp/CodeRelease/Blob gatehouse-dev",
    ]


def test_a_policy_is_told_by_its_lines_and_code_by_its_digest(dev: StackPlan) -> None:
    changes = {one.place: one.properties for one in dev.changes}
    [document] = changes["FastApiService/Api/ApiOperationPolicy"]
    assert [line.split()[:2] for line in document.lines if line[0] in "+-"] == [
        ["-", "<rate-limit"],
        ["+", "<rate-limit"],
    ]
    release = "FastApiService/FunctionApp/CodeRelease"
    released = (*changes[f"{release}/Deployment"], *changes[f"{release}/Blob"])
    assert [one.path for one in released] == ["code", "code"]


def test_the_bill_follows_and_security_stays(dev: StackPlan) -> None:
    assert [one.name for one in dev.costs] == ["asp-web-gatehouse-dev"]
    assert dev.cost_after - dev.cost_before == pytest.approx((0.085 - 0.018) * 730)
    assert (dev.new_findings, dev.fixed) == (0, 0)
