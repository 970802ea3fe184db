from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from apim_gateway import load
from apim_gateway.errors import LoadError
from apim_gateway.runtime.gateway import Gateway

CASES: dict[str, Any] = yaml.load(
    Path(__file__).parent.joinpath("cases", "refusals.yaml").read_text(), yaml.CSafeLoader
)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_document_is_refused_by_name_and_with_the_remedy(
    case: dict[str, Any], make_document: Any
) -> None:
    given, reason = case["given"], case["reason"]
    if isinstance(given, str) or "type" in given:
        document = make_document({})
        document["resources"].append(given)
    else:
        document = make_document(given)
    with pytest.raises(LoadError) as refused:
        Gateway(load(document))
    assert str(refused.value)[: len(reason)] == reason


def test_a_document_without_a_list_of_resources_is_refused() -> None:
    with pytest.raises(LoadError, match='there is no list "resources"'):
        load({"resources": "all"})


def test_what_does_not_change_an_answer_is_left_aside(make_document: Any) -> None:
    given = {"loggers/l": {"loggerType": "applicationInsights"}, "apis/demo/diagnostics/d": {}}
    document = make_document(given)
    document["resources"].append({"type": "Microsoft.KeyVault/vaults", "name": "v"})
    assert load(document) == load(make_document({}))
