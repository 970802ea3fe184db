"""Tells tests that start processes from those that start none: `make quick` runs the latter.

A test is `slow` by where it stands or by the fixtures it uses, as the tables here say. That the
tables are whole isn't a matter of trust: a test that isn't slow fails where it starts a process,
in every run.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.samples import goes_with_another_app, lines

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

PLACES = (
    "tests/apim_gateway/cli/test_command.py",
    "tests/apim_gateway/expressions/test_expressions.py::test_the_grammar_is_loaded",
    "tests/apim_gateway/test_leaving.py",
    "tests/apim_gateway/test_package.py",
    "tests/apim_gateway/test_pytest_plugin.py",
    "tests/app_runtime/environments",
    "tests/app_runtime/functions",
    "tests/app_runtime/inside/test_describe.py",
    "tests/app_runtime/inside/test_process.py",
    "tests/app_runtime/inside/test_serve.py",
    "tests/app_runtime/sites",
    "tests/bench",
    "tests/components/release/test_code_files.py",
    "tests/components/release/test_git_rules.py",
    "tests/components/release/test_uploads.py",
    "tests/components/web/test_web_app.py::test_the_released_flask_app_serves",
    "tests/devcontainer",
    "tests/django_app",
    "tests/engine",
    "tests/examples",
    "tests/gatehouse/commands/test_canary.py",
    "tests/gatehouse/commands/test_debug.py",
    "tests/gatehouse/commands/test_doctor.py",
    "tests/gatehouse/commands/test_run.py",
    "tests/gatehouse/commands/test_up.py",
    "tests/gatehouse/deploying/test_pulumi_cli.py",
    "tests/gatehouse/hosts/functions/test_functions_host.py",
    "tests/gatehouse/hosts/functions/test_workers.py",
    "tests/gatehouse/hosts/postgres",
    "tests/gatehouse/hosts/web",
    "tests/gatehouse/laptop/test_speech.py",
    "tests/gatehouse/pipeline",
    "tests/gatehouse/planning/test_program.py",
    "tests/gatehouse/program/test_child.py",
    "tests/gatehouse/program/test_evaluate.py",
    "tests/gatehouse/system/test_command.py",
    "tests/gatehouse/system/test_several_sites.py",
    "tests/policy_pack/security/test_rule_table.py",
    "tests/strangers",
    "tests/system",
    "tests/template",
    "tests/test_docs.py",
    "tests/test_gitattributes.py",
    "tests/test_gitignore.py",
    "tests/test_locks.py",
    "tests/test_makefile.py",
    "tests/test_samples.py",
    "tests/tools",
    "tests/workflows",
)
"""How the addresses of tests begin that start processes by themselves: folder, file or test."""
EVERY_TIER = (
    "tests/components/services/test_fastapi_service.py",
    "tests/components/services/test_second_service.py",
    "tests/components/services/test_several_sites_order.py",
    "tests/components/services/test_web_service.py",
    "tests/components/gateway/test_api_management.py::test_no_tier",
    "tests/gatehouse/azure/test_refusals.py",
    "tests/policy_pack/security/test_rules.py::test_no_tier",
    "tests/test_added_properties.py",
    "tests/test_vendor_models.py",
)
"""Those that start none but evaluate the program again and again, a second each."""
FIXTURES = {
    "analyzer",
    "az",
    "browser",
    "checkout",
    "engine",
    "policy_python",
    "pulumi",
    "repository",
    "tool",
}
"""Fixtures that start a process, or give what only a process uses."""
ASKING_GIT = ["ls-files", "--cached"]
"""What every evaluation of the program asks git, in milliseconds: which files are the app's."""
ASKING_THE_APP = (["venv", "--no-project"], ["pip", "install"], ["-I", "-c"], ["-I", "-u"])
"""What it asks of the function app, once for each state of the code: packages, then routes."""
TOGETHER = (
    "tests/bench",
    "tests/django_app",
    "tests/engine",
    "tests/examples",
    "tests/gatehouse/hosts",
    "tests/strangers",
    "tests/system",
)
"""Folders whose tests share what is dear (a deployed stack, a database, a running system) or
measure time: side by side with others, but not with each other. Elsewhere a file stays together."""
FOLLOWS = {"tests/strangers": "tests/system"}
"""Folder → the one whose worker it takes: whole systems of two could choose the same free port."""
STARTS = {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "subprocess.Popen"}
"""https://docs.python.org/3/library/audit_events.html"""


class Guard:
    """Fails the test that runs when it starts a process and isn't slow."""

    def __init__(self) -> None:
        self.quick = False
        """A test that isn't slow is running."""

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.quick and event in STARTS and not _is_asked_by_the_program(arguments):
            pytest.fail(
                f"{event} {arguments}: this test starts a process and isn't slow; "
                "name its file or its fixture in tests/processes.py"
            )


def _is_asked_by_the_program(arguments: tuple[object, ...]) -> bool:
    match arguments:
        case ("git", list(words), *_):
            return words[3:5] == ASKING_GIT
        case (str(), list(words), *_):
            return words[1:3] in ASKING_THE_APP
    return False


GUARD = Guard()
sys.addaudithook(GUARD)


def is_slow(item: pytest.Item) -> bool:
    """Whether the test starts processes."""
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return item.nodeid.startswith(PLACES + EVERY_TIER) or not FIXTURES.isdisjoint(fixtures)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves out what isn't wanted before it is imported, which is half of the time."""
    place = collection_path.relative_to(config.rootpath).as_posix()
    slow = config.option.markexpr == "not slow" and place in PLACES
    return True if slow or goes_with_another_app(place, config.rootpath) else None


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Says which tests were left out because their sample app is."""
    for line in lines(config.rootpath):
        terminalreporter.write_line(line)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the slow tests, and tells the workers of pytest-xdist which ones belong together."""
    for item in items:
        if is_slow(item):
            item.add_marker("slow")
        item.add_marker(pytest.mark.xdist_group(group_of(item)))


def group_of(item: pytest.Item) -> str:
    """Returns the folder of tests that stay together, or the test's file."""
    file = item.nodeid.partition("::")[0]
    group = next((one for one in TOGETHER if file.startswith(f"{one}/")), file)
    return FOLLOWS.get(group, group)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Watches the test from its first fixture to its last one's end."""
    GUARD.quick = item.get_closest_marker("slow") is None
    try:
        return (yield)
    finally:
        GUARD.quick = False
