"""The records of a plan, free of secrets; they can be kept as JSON and printed elsewhere."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from gatehouse.errors import LocalError


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyChange:
    """One value, as people read it."""

    path: str
    before: str | None = None
    """None where there was none."""
    after: str | None = None
    lines: tuple[str, ...] = ()
    """The difference of a text of several lines; says more than both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceChange:
    """The change of one resource, in words."""

    mark: str
    """`+`, `~` or `-`."""
    place: str
    """The components that it belongs to, and its class."""
    name: str
    properties: tuple[PropertyChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CostChange:
    """The cost of a resource in a month, before and after; None where nobody knows."""

    place: str
    name: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A security finding, or an exemption from one."""

    text: str
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StackPlan:
    """The changes of one stack, with its costs and findings."""

    stack: str
    note: str = ""
    """The reason why there is nothing to compare with, if so."""
    changes: tuple[ResourceChange, ...] = ()
    cost_before: float = 0
    cost_after: float = 0
    costs: tuple[CostChange, ...] = ()
    """Those that change."""
    unknown_costs: tuple[str, ...] = ()
    findings: tuple[Remark, ...] = ()
    fixed: int = 0
    """Findings that are gone."""
    exemptions: tuple[Remark, ...] = ()

    def count(self, mark: str) -> int:
        """Returns the number of resources with the mark."""
        return sum(change.mark == mark for change in self.changes)

    @property
    def new_findings(self) -> int:
        """The number of findings that were not there before."""
        return sum(finding.is_new for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The changes of all stacks against a revision."""

    base: str
    """The revision that the working folder is compared with, for people."""
    currency: str
    notes: tuple[str, ...] = ()
    """Sentences that a reader needs to read the rest."""
    stacks: tuple[StackPlan, ...] = ()

    def to_json(self) -> str:
        """Returns the plan as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """Reads the output of to_json, which may come from somebody whom we don't trust.

        A plan of a pull request is made by that pull request's own code, and printed by a job that
        may write comments; so every value is converted by hand, and nothing else is taken over.

        Raises LocalError for anything else.
        """
        try:
            return _plan(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LocalError(
                f"this is no plan: {error!r}; allowed is what `--format json` prints; make it anew"
            ) from None


def _plan(document: dict[str, Any]) -> Plan:
    return Plan(
        base=str(document["base"]),
        currency=str(document["currency"]),
        notes=tuple(map(str, document["notes"])),
        stacks=tuple(map(_stack, document["stacks"])),
    )


def _stack(document: dict[str, Any]) -> StackPlan:
    return StackPlan(
        stack=str(document["stack"]),
        note=str(document["note"]),
        changes=tuple(map(_change, document["changes"])),
        cost_before=float(document["cost_before"]),
        cost_after=float(document["cost_after"]),
        costs=tuple(map(_cost, document["costs"])),
        unknown_costs=tuple(map(str, document["unknown_costs"])),
        findings=tuple(map(_remark, document["findings"])),
        fixed=int(document["fixed"]),
        exemptions=tuple(map(_remark, document["exemptions"])),
    )


def _change(document: dict[str, Any]) -> ResourceChange:
    return ResourceChange(
        mark=str(document["mark"])[:1],
        place=str(document["place"]),
        name=str(document["name"]),
        properties=tuple(
            PropertyChange(
                path=str(one["path"]),
                before=_text(one["before"]),
                after=_text(one["after"]),
                lines=tuple(map(str, one["lines"])),
            )
            for one in document["properties"]
        ),
    )


def _cost(document: dict[str, Any]) -> CostChange:
    return CostChange(
        place=str(document["place"]),
        name=str(document["name"]),
        before=_number(document["before"]),
        after=_number(document["after"]),
    )


def _remark(document: dict[str, Any]) -> Remark:
    return Remark(text=str(document["text"]), is_new=bool(document["is_new"]))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: Any) -> float | None:  # noqa: ANN401 - any JSON value
    return None if value is None else float(value)
