from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from components.platform.workbook import CONTENT, content, identifier
from tests.log_tables import unknown_words

if TYPE_CHECKING:
    from tests.conftest import Declared

ITEMS = json.loads(CONTENT.read_text())["items"]
QUERIES = {one["name"]: one["content"]["query"] for one in ITEMS if one["type"] == 3}


def test_it_shows_the_workspace_and_belongs_to_the_monitoring(deployed: Declared) -> None:
    workbook = deployed.one("applicationinsights:Workbook", "overview")
    workspace = deployed.one("operationalinsights:Workspace", "log-gatehouse-dev")
    document = json.loads(workbook.inputs["serializedData"])
    assert workbook.inputs["sourceId"] == workspace.outputs["id"]
    assert document["fallbackResourceIds"] == [workspace.outputs["id"]]
    assert workbook.inputs["resourceName"] == identifier("gatehouse-dev")
    assert "gatehouse:workbook:Workbook" in workbook.parent


def test_its_document_and_identifier_are_always_the_same() -> None:
    assert content("/one") == content("/one")
    assert identifier("gatehouse-dev") == "58bb3b30-92ff-589b-a0b3-7bdac5e8ad88"


def test_it_tells_of_requests_failures_durations_the_database_and_instances() -> None:
    assert list(QUERIES) == ["requests", "failures", "durations", "database", "instances"]


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_asks_for_what_the_tables_have(name: str) -> None:
    assert unknown_words(QUERIES[name]) == set()


def test_every_query_follows_the_time_that_is_chosen() -> None:
    chosen = {one["content"].get("timeContextFromParameter") for one in ITEMS if one["type"] == 3}
    assert chosen == {"TimeRange"}
