"""What the documents tell people to type, and the figures in them."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from gatehouse.cost.estimate import estimate, total
from gatehouse.cost.prices import load_prices
from gatehouse.options import parse
from tests.log_tables import unknown_words
from tests.test_main import SECRET_OUTPUTS

if TYPE_CHECKING:
    from tests.conftest import Declared

ROOT = Path(__file__).parents[1]
DOCUMENTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
}
DEPLOY = DOCUMENTS["docs/deploy.md"]
CODE = re.compile(r"`([^`\n]+)`|^(?: {4,}|\$ )(.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)")
OWN_NAMES = {"secrets", "settings", "tags"}
"""Settings that are objects, which Pulumi.yaml can't describe."""


def typed(pattern: str) -> list[tuple[str, str]]:
    """Document and the group of every match of the pattern in what a person types."""
    return [
        (name, match[1])
        for name, text in DOCUMENTS.items()
        for code in CODE.finditer(text)
        for match in re.finditer(pattern, code[1] or code[2])
    ]


def rows(table: str, text: str = DEPLOY) -> list[list[str]]:
    """The cells of every row of the table that begins with the heading."""
    lines = text[text.index(f"| {table} |") :].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize(("document", "target"), typed(r"\bmake ([a-z][a-z-]*)"))
def test_make_knows_what_it_is_asked_for(document: str, target: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert target in targets, document


def test_commands_of_our_own_take_what_they_are_given() -> None:
    for _, arguments in typed(r"gatehouse ([a-z][^`|&>]*)"):
        words = arguments.split()
        assert parse(words).command == words[0]


@pytest.mark.parametrize(
    ("document", "key"), typed(r"pulumi config set (?:--secret )?(?:--path )?'?([a-zA-Z:-]+)")
)
def test_what_is_set_is_a_setting(document: str, key: str) -> None:
    described: dict[str, Any] = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    known = {*described, *OWN_NAMES, "azure-native:location"}
    assert key.removeprefix("gatehouse:") in known, document


@pytest.mark.parametrize(("document", "name"), typed(r"pulumi stack output ([a-z_]+)"))
def test_what_is_asked_for_is_an_output(document: str, name: str, deployed: Declared) -> None:
    assert name in deployed.graph.stack_outputs, document


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_block_of_commands_is_one_that_a_shell_reads(document: str) -> None:
    without_python = re.sub(r"(?ms)^ *```python$.*?^ *```$", "", DOCUMENTS[document])
    for block in re.findall(r"(?m)(?:^ {4,}(?![ <]).*\n)+", without_python):  # no policies
        done = subprocess.run(
            ["bash", "-n"], input=block, text=True, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), block


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_link_leads_to_a_file(document: str) -> None:
    linked = [link for link in LINK.findall(DOCUMENTS[document]) if "://" not in link]
    folder = (ROOT / document).parent
    assert [link for link in linked if not (folder / link).exists()] == []


def test_every_output_is_described_and_secret_ones_are_marked(deployed: Declared) -> None:
    described = {
        name: secret for names, _, secret in rows("output") for name in re.findall("`(.*?)`", names)
    }
    assert described.keys() == deployed.graph.stack_outputs.keys()
    assert {name for name, secret in described.items() if secret} - {"admin_user"} == SECRET_OUTPUTS


def test_the_providers_to_register_are_those_of_what_is_declared(production: Declared) -> None:
    (listed,) = re.findall(r"for provider in ([\w ]+); do", DEPLOY)
    ids = [str(one.outputs.get("id", "")) for one in production.graph.resources]
    declared = {name for id_ in ids for name in re.findall(r"/providers/Microsoft\.(\w+)/", id_)}
    # Every subscription has Authorization and Resources; Flex Consumption's subnet is App's.
    assert {*listed.split()} - {"App"} == declared - {"Authorization", "Resources"}


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_the_costs_are_those_of_make_cost(
    stack: str, deployed: Declared, production: Declared
) -> None:
    costs = estimate((deployed if stack == "dev" else production).graph, load_prices())
    parts = [
        round(total(one for one in costs if one.resource.name.startswith(name)))
        for name in ("psql-", "asp-web-", "asp-func-")
    ]
    rest = round(total(costs)) - sum(parts)
    assert [f"`{stack}`", *map(str, (round(total(costs)), *parts, rest))] in rows("stack")
    assert f"about {round(total(costs))} USD" in DOCUMENTS["README.md"]


def test_a_unit_of_each_tier_costs_what_the_price_table_says() -> None:
    prices = load_prices()
    charge = prices.rows["azure-native:apimanagement:ApiManagementService"].charges[1]
    assert isinstance(charge.price, dict)
    hourly = charge.price["sku.name"]
    hours = prices.assumptions["hours"].value
    heading = "| Developer | Basic | Standard | Premium | BasicV2 | StandardV2 |"
    (row,) = rows(heading.strip("| "))
    assert row == [str(round(hourly[tier.strip()] * hours)) for tier in heading.split("|")[1:-1]]


def test_the_durations_are_those_that_weigh_the_chains() -> None:
    seconds = json.loads((ROOT / "tests" / "dependencies.json").read_text())["seconds"]
    told = {row[0].strip("`"): int(row[2].removesuffix(" s")) for row in rows("type")}
    assert {type_: seconds[type_] for type_ in told} == told


def test_logs_cost_what_the_price_table_says() -> None:
    beyond, kept = load_prices().rows["azure-native:operationalinsights:Workspace"].charges
    text = DOCUMENTS["docs/monitoring.md"]
    assert f"each GB beyond is about {beyond.price} USD" in text
    assert f"about {kept.price} USD per GB and day" in text


def test_every_alert_is_described(deployed: Declared) -> None:
    alerts = {
        one.name.removeprefix("ar-").partition("-gatehouse")[0]
        for one in deployed.graph.of_type("azure-native:monitor:MetricAlert")
    }
    told = {
        name
        for row in rows("alert", DOCUMENTS["docs/monitoring.md"])
        for name in re.findall("`(.*?)`", row[0])
    }
    assert told == alerts


@pytest.mark.parametrize(
    "query", re.findall(r"(?s)```kusto\n(.*?)```", DOCUMENTS["docs/monitoring.md"])
)
def test_a_query_asks_for_what_the_tables_have(query: str) -> None:
    assert unknown_words(query) == set()
