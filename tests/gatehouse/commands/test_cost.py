"""The bill of every stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import gatehouse.commands.cost
from gatehouse.commands.cost import bill, run
from gatehouse.cost.estimate import Cost
from gatehouse.errors import LocalError
from gatehouse.options import parse
from tests.gatehouse.resources import resource

if TYPE_CHECKING:
    from pathlib import Path


SITE = "azure-native:web:Site"


def test_the_dearest_comes_first_and_what_is_free_or_unknown_is_said() -> None:
    def cost(name: str, monthly: float | None, note: str) -> Cost:
        return Cost(resource=resource(SITE, name), monthly=monthly, note=note)

    costs = [
        cost("small", 1.5, "hours 1.50"),
        cost("new", None, "no row"),
        cost("a", 0.0, "part of it"),
        cost("large", 20.0, "hours 20.00"),
        cost("b", 0.0, "part of it"),
    ]
    assert list(bill("dev", costs, "USD")) == [
        "dev: about 21.50 USD a month",
        "      20.00  Site large: hours 20.00",
        "       1.50  Site small: hours 1.50",
        "    unknown  Site new: no row",
        "       free  2 of web:Site: part of it",
        "",
    ]


def test_every_stack_gets_a_bill_with_the_assumptions_below(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(parse(["cost"])) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "dev: about 0.00 USD a month",
        "       free  1 of random:index/randomId:RandomId: exists in Pulumi's state alone",
    ]
    assert "          730 hours a month, in which everything runs all the time" in lines
    assert repository.exists()


def test_a_stack_that_is_not_there_is_refused(repository: Path) -> None:
    with pytest.raises(LocalError, match=f"there is no stack test in {repository}; allowed are"):
        run(parse(["cost", "--stack", "test"]))


def test_a_program_that_fails_is_named_by_its_stack(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        gatehouse.commands.cost, "evaluate_stacks", lambda *_: [LocalError("its reason")]
    )
    with pytest.raises(LocalError, match="stack dev: its reason"):
        run(parse(["cost"]))
    assert repository.exists()
