"""A program against an older one, evaluated for real."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.planning.report import CostChange, PropertyChange, ResourceChange
from gatehouse.planning.survey import survey
from tests.git import commit_all

if TYPE_CHECKING:
    from pathlib import Path

BYTE_LENGTH = PropertyChange(path="byteLength", before="4", after="5")


def test_a_setting_of_the_working_folder_changes_its_resource_and_no_other(
    repository: Path,
) -> None:
    (repository / "Pulumi.dev.yaml").write_text("config:\n  tiny:length: 5\n")
    plan = survey("main")
    assert plan.base.startswith("main (")
    assert plan.notes == ()
    [dev] = plan.stacks
    changed = ResourceChange(mark="~", place="RandomId", name="suffix", properties=(BYTE_LENGTH,))
    assert (dev.changes, dev.costs, dev.note) == ((changed,), (), "")


def test_nothing_of_where_a_folder_is_gets_into_the_plan(repository: Path) -> None:
    assert [stack.changes for stack in survey("main").stacks] == [()]
    assert repository.exists()


def test_a_new_stack_is_all_new_and_one_that_is_gone_goes(repository: Path) -> None:
    (repository / "Pulumi.dev.yaml").rename(repository / "Pulumi.prod.yaml")
    dev, prod = survey("main").stacks
    assert (dev.note, dev.count("-")) == ("the stack is gone, and everything with it", 2)
    assert (prod.note, prod.count("+")) == ("main has no such stack: everything is new", 2)


def test_a_base_that_cannot_be_evaluated_is_told_by_its_last_words(repository: Path) -> None:
    good = (repository / "__main__.py").read_text()
    (repository / "__main__.py").write_text("raise RuntimeError('no program yet')\n")
    commit_all("broken")
    (repository / "__main__.py").write_text(good)
    [dev] = survey("main").stacks
    assert dev.count("+") == 2
    assert dev.note == (
        "main can't be evaluated, everything counts as new: RuntimeError: no program yet"
    )


def test_a_program_that_fails_here_is_a_failure(repository: Path) -> None:
    (repository / "Pulumi.dev.yaml").write_text("config: {}\n")
    with pytest.raises(LocalError, match=r"(?s)stack dev: .*tiny:length"):
        survey("main")


@pytest.mark.parametrize("only", ["test", ""])
def test_without_a_stack_there_is_nothing_to_plan(repository: Path, only: str) -> None:
    if not only:
        (repository / "Pulumi.dev.yaml").unlink()
        commit_all("no stack")
    with pytest.raises(
        LocalError, match=r"neither main nor this folder has the stack (test|\(any)"
    ):
        survey("main", only)


def test_what_the_base_has_and_this_checkout_lacks_is_warned_of(repository: Path) -> None:
    subprocess.run(["git", "branch", "older"], check=True)
    (repository / "new").touch()
    commit_all("one more")
    subprocess.run(["git", "switch", "--quiet", "older"], check=True)
    assert survey("main").notes == (
        "main is ahead of this folder by 1: what its commits change shows here in reverse",
    )


def test_an_encrypted_setting_is_masked(repository: Path) -> None:
    (repository / "Pulumi.dev.yaml").write_text(
        "config:\n  tiny:length: 4\n  tiny:prefix:\n    secure: v1:abc\n"
    )
    program = (repository / "__main__.py").read_text()
    given = 'prefix=config.require("prefix"), byte_length'
    (repository / "__main__.py").write_text(program.replace("byte_length", given))
    [dev] = survey("main").stacks
    prefix = PropertyChange(path="prefix", after='"[secret]"')
    assert dev.changes[0].properties == (prefix,)


def test_a_bill_changes_with_the_program(repository: Path) -> None:
    zone = (
        "from pulumi_azure_native.privatedns import PrivateZone\n"
        'PrivateZone("zone", resource_group_name="group", location="global")\n'
    )
    program = (repository / "__main__.py").read_text()
    (repository / "__main__.py").write_text(program + zone)
    [dev] = survey("main").stacks
    assert dev.costs == (CostChange(place="PrivateZone", name="zone", before=0, after=0.9),)
