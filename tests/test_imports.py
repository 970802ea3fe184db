"""Who may know whom; read from the source, since a forbidden import may hide in a function."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.sources import imported, tree

ROOT = Path(__file__).parents[1]
FOLDERS = {
    "apim_gateway": "packages/apim-gateway/src/apim_gateway",
    "app_runtime": "packages/app-runtime/src/app_runtime",
    "gatehouse": "packages/gatehouse/src/gatehouse",
}
"""Where a package lies that isn't at the top."""
PACKAGES = (
    "apim_gateway",
    "app_runtime",
    "bench",
    "components",
    "config",
    "django_app",
    "function_app",
    "gatehouse",
    "policy_pack",
    "tools",
)
OURS = {*PACKAGES, "tests"}
# Package → the packages of ours that it may import from, beside itself.
ALLOWED = {
    "bench": OURS,
    "components": {"app_runtime"},
    "config": {"components"},
    "django_app": set(),
    "function_app": set(),
    "apim_gateway": set(),
    "app_runtime": set(),
    "gatehouse": {"apim_gateway", "app_runtime"},
    "policy_pack": set(),
    "tools": set(),
}
WITHOUT_PULUMI = ("apim_gateway", "app_runtime", "django_app", "function_app")
WITH_PULUMI = {
    "evaluate.py",
    "evaluation.py",
    "schema.py",
    "sdk_types.py",
    "stand_in_engine.py",
}
LONG = 250
"""Lines; a file of more holds two nouns, or stands below with its reason."""
LONGER: dict[str, str] = {}
"""File → why it is one noun all the same."""
OF_THIS_PROGRAM = re.compile(
    r"(?i)django[_-]?(?:app|service)|quiz|generate_name|healthz|simple.fastapi|public-docs"
)
"""What the program's parts are called; a package of `packages/` works for any program."""
OF_FRAMEWORKS = re.compile(r"(?i)django|healthz")
"""What any app may have, too."""
KNOWS_FRAMEWORKS = "adopting"
"""The room that tells apps apart."""
UNCLEAR = {"common", "helpers", "manager", "misc", "shared", "util", "utils"}


def folder(package: str) -> Path:
    return ROOT / FOLDERS.get(package, package)


def sources(package: str) -> list[Path]:
    return sorted(folder(package).rglob("*.py"))


def packages(path: Path, importer: str) -> set[str]:
    """Returns the packages that a file of the importing one knows."""
    return {name.partition(".")[0] for name in imported(path, folder(importer))}


def doubled(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def unused_functions(module: ast.Module) -> set[str]:
    """Names of plain functions, neither tests nor fixtures, that the module never mentions."""
    plain = {
        node.name
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("test_")
        and not node.decorator_list
    }
    return plain - {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code; what is written about the function doesn't count."""
    documented = ast.get_docstring(function) is not None
    body = function.body[1:] if documented else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_knows_only_what_it_may(package: str) -> None:
    allowed = ALLOWED[package] | {package}
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(package)
        for name in packages(path, package) & OURS - allowed
    }
    assert wrong == set()


@pytest.mark.parametrize("package", FOLDERS)
def test_an_installable_package_knows_nothing_of_this_program(package: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {found}"
        for path in sources(package)
        for found in OF_THIS_PROGRAM.findall(path.read_text(encoding="utf-8"))
        if not (path.parent.name == KNOWS_FRAMEWORKS and OF_FRAMEWORKS.fullmatch(found))
    }
    assert wrong == set()


@pytest.mark.parametrize("package", WITHOUT_PULUMI)
def test_what_serves_requests_knows_nothing_of_pulumi(package: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(package)
        for name in packages(path, package)
        if name.startswith("pulumi")
    }
    assert wrong == set()


def test_only_the_evaluation_and_the_check_of_the_program_load_pulumi_on_a_laptop() -> None:
    loading = {
        path.name
        for path in sources("gatehouse")
        if any(name.startswith("pulumi") for name in packages(path, "gatehouse"))
    }
    assert loading == WITH_PULUMI


def test_a_file_is_named_after_what_it_holds() -> None:
    names = {path.stem for package in PACKAGES for path in sources(package)}
    assert len(names) > 50
    assert names & UNCLEAR == set()


def test_every_function_of_a_test_file_is_a_test_or_is_used_by_one() -> None:
    lost = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for name in unused_functions(tree(path))
    }
    assert lost == set()


def test_a_file_holds_one_noun_and_a_longer_one_has_its_reason() -> None:
    long = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in sources(package)
        if len(path.read_text(encoding="utf-8").splitlines()) > LONG
    }
    assert long == set(LONGER)


@pytest.mark.parametrize("package", sorted({*PACKAGES} - {"django_app"}))  # Django says the names
def test_a_name_is_given_once(package: str) -> None:
    files = [path for path in sources(package) if not path.name.startswith("__")]
    classes = [
        node.name
        for path in files
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    modules = [path.stem for path in files]
    assert [name for names in (classes, modules) for name in doubled(names)] == []


def test_no_function_is_longer_than_one_reads_at_once() -> None:
    long = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for package in PACKAGES
        for path in sources(package)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and length(node) > (60 if node.name == "__init__" else 30)
    }
    assert long == set()
