"""Evaluates both sides of a plan and compares them, stack by stack."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.audit.policy_pack import find_policy_pack
from gatehouse.cost.prices import load_prices
from gatehouse.errors import LocalError
from gatehouse.graph.graph import Graph
from gatehouse.planning.compare import compare
from gatehouse.planning.mask import Mask
from gatehouse.planning.report import Plan
from gatehouse.planning.side import Side, look_at
from gatehouse.planning.worktree import checked_out, find
from gatehouse.program.stack_files import StackFiles
from gatehouse.program.stacks import evaluate_stacks, stack_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gatehouse.audit.policy_pack import PolicyPack
    from gatehouse.cost.prices import Prices
    from gatehouse.planning.report import StackPlan
    from gatehouse.planning.worktree import Revision

SEED_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Survey:
    """Everything that has been evaluated for one plan."""

    revision: Revision
    old: Path
    """The folder of the revision's program."""
    new: Path
    results: Mapping[tuple[Path, str], Graph | LocalError]
    """By folder and stack."""
    prices: Prices
    pack: PolicyPack | None
    """The rules of the working folder, by which both sides are judged."""

    def plan(self) -> Plan:
        """Returns the changes of every stack that one of the folders has."""
        return Plan(
            base=f"{self.revision.name} ({self.revision.commit[:8]})",
            currency=self.prices.currency,
            notes=tuple(self._notes()),
            stacks=tuple(map(self._stack, sorted({stack for _, stack in self.results}))),
        )

    def _notes(self) -> Iterator[str]:
        if self.revision.ahead:
            yield (
                f"{self.revision.name} is ahead of this folder by {self.revision.ahead}: "
                "what its commits change shows here in reverse"
            )

    def _stack(self, stack: str) -> StackPlan:
        before, after = (self.results.get((one, stack)) for one in (self.old, self.new))
        if isinstance(after, LocalError):
            raise LocalError(f"stack {stack}: {after}")
        note = ""
        if before is None:
            note = f"{self.revision.name} has no such stack: everything is new"
        elif isinstance(before, LocalError):
            reason = str(before).splitlines()[-1]
            note = f"{self.revision.name} can't be evaluated, everything counts as new: {reason}"
        elif after is None:
            note = "the stack is gone, and everything with it"
        one, other = (self._side(folder, stack) for folder in (self.old, self.new))
        return compare(stack, one, other, self._mask(stack), note)

    def _side(self, folder: Path, stack: str) -> Side:
        graph = self.results.get((folder, stack))
        if not isinstance(graph, Graph):
            return Side()
        settings = StackFiles.load(folder, stack)
        return look_at(graph, folder, settings, self.prices, self.pack)

    def _mask(self, stack: str) -> Mask:
        # Over both sides: a secret of one may be a plain value in the other.
        return Mask.over(
            graph
            for (_, name), graph in self.results.items()
            if name == stack and isinstance(graph, Graph)
        )


def survey(base: str, only: str = "") -> Plan:
    """Returns the changes of all stacks, or of one, from the revision to the working folder.

    Raises LocalError when there is no such revision or stack, or when the program in the working
    folder fails; a revision whose program fails is noted.
    """
    revision, new = find(base), Path.cwd()
    with checked_out(revision) as old:
        stacks = [(folder, name) for folder in (old, new) for name in stack_names(folder, only)]
        if not stacks:
            raise LocalError(
                f"neither {revision.name} nor this folder has the stack {only or '(any)'}; allowed "
                "are those with a Pulumi.STACK.yaml; correct the name or the folder"
            )
        # One seed for both sides, or each made-up key and suffix would be a difference.
        results = evaluate_stacks(stacks, secrets.token_bytes(SEED_BYTES))
        return Survey(
            revision=revision,
            old=old,
            new=new,
            results=dict(zip(stacks, results, strict=True)),
            prices=load_prices(),
            pack=find_policy_pack(new),
        ).plan()
