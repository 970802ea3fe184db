from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from policy_pack.security import Exemption, load_exemptions
from policy_pack.security.errors import SecurityError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gatehouse.graph.graph import Graph
    from policy_pack.security import Audit

COMPLETE = {
    "rule": "Azure.Storage.LocalAuth",
    "resource": "ArtifactStore/StorageAccount",
    "property": "allowSharedKeyAccess",
    "reason": "the upload takes the key",
}


def write(folder: Path, *entries: Mapping[str, str]) -> Path:
    file = folder / "exemptions.json"
    file.write_text(json.dumps(entries))
    return file


def test_an_exemption_is_read_with_its_reason(tmp_path: Path) -> None:
    assert load_exemptions(write(tmp_path, COMPLETE)) == (Exemption(**COMPLETE),)


@pytest.mark.parametrize(
    "entry",
    [
        {**COMPLETE, "reason": ""},
        {key: text for key, text in COMPLETE.items() if key != "property"},
        {**COMPLETE, "expires": "never"},
    ],
    ids=["empty", "missing", "unknown"],
)
def test_an_incomplete_exemption_is_refused(tmp_path: Path, entry: Mapping[str, str]) -> None:
    with pytest.raises(SecurityError, match="allowed are entries with property, reason, resource"):
        load_exemptions(write(tmp_path, entry))


@pytest.mark.parametrize("part", ["rule", "resource", "property"])
def test_an_exemption_covers_one_property_of_one_kind_of_resource_for_one_rule(
    graphs: Mapping[str, Graph], judge: Callable[..., Audit], part: str
) -> None:
    exact, other = Exemption(**COMPLETE), Exemption(**{**COMPLETE, part: "another"})
    ((finding, reason),) = judge(graphs["dev"], (other, exact)).exempted
    assert (finding.rule.id, reason) == (COMPLETE["rule"], exact)


def test_an_exemption_may_cover_a_kind_of_resource_wherever_it_is(
    graphs: Mapping[str, Graph], judge: Callable[..., Audit]
) -> None:
    anywhere = Exemption(**{**COMPLETE, "resource": "*/StorageAccount"})
    elsewhere = Exemption(**{**COMPLETE, "resource": "Else*/StorageAccount"})
    assert len(judge(graphs["dev"], (anywhere,)).exempted) == 1
    assert judge(graphs["dev"], (elsewhere,)).exempted == ()


def test_an_exemption_says_what_is_left_alone_and_why() -> None:
    assert str(Exemption(**COMPLETE)) == (
        "Azure.Storage.LocalAuth is not asked of ArtifactStore/StorageAccount "
        "allowSharedKeyAccess: the upload takes the key"
    )
