"""What the SDK sends that the program didn't write, as data: added_properties.json.

Some defaults stand in the generated classes and not in Azure, and Azure refuses some of them. So
each is taken out (components/azure/sdk_defaults.py, or a dict in the place of the class) or wanted,
with its reason. When this fails, the difference shows the lines to add to the file or to remove.
"""

from __future__ import annotations

import inspect
import json
import runpy
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pulumi
import pytest

from components.gateway import tiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.conftest import Declared

SDK = "pulumi_azure_native."
WANTED: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("added_properties.json").read_text(encoding="utf-8")
)
EVALUATIONS = [
    {"stack": "prod", "configuration": "prod"},
    *({"apimSku": family[-1]} for family in ((tiers.CONSUMPTION,), tiers.CLASSIC, tiers.V2)),
]
"""Both stacks, dev in each family of tiers."""
BY_A_TRANSFORMATION = {"tags"}
"""What the program adds to every resource at once (components/azure/tags.py)."""


class Written:
    """Keeps what the program gives to the SDK's classes, and what they make of it."""

    def __init__(self) -> None:
        self.resources: dict[tuple[str, str], set[str]] = {}
        """Type and logical name → the properties given."""
        self.added: dict[str, Any] = {}
        """Class and property → the value that an input class adds by itself."""

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Wraps the initialisers of all classes that are loaded."""
        for class_ in set(classes()):
            if issubclass(class_, pulumi.Resource):
                monkeypatch.setattr(class_, "_internal_init", self._of_resource(class_))
            elif class_.__name__.endswith("Args"):
                monkeypatch.setattr(class_, "__init__", self._of_input(class_))

    def _of_resource(self, class_: Any) -> Callable[..., None]:
        original = class_._internal_init

        @wraps(original)
        def init(resource: Any, name: str, /, *args: Any, **given: Any) -> None:
            original(resource, name, *args, **given)
            self.resources[resource.pulumi_resource_type, name] = set(map(folded, known(given)))

        return init

    def _of_input(self, class_: Any) -> Callable[..., None]:
        original = class_.__init__
        names = list(inspect.signature(original).parameters)[1:]
        label = f"{class_.__module__.split('.')[1]}:{class_.__name__}"

        @wraps(original)
        def init(value: Any, /, **given: Any) -> None:
            original(value, **given)
            has = known({name: pulumi.get(value, name) for name in names})
            for name in has.keys() - known(given).keys():
                self.added[f"{label} {camel_case(name)}"] = has[name]

        return init


def classes() -> Iterator[type[Any]]:
    for module in [one for name, one in sys.modules.items() if name.startswith(SDK)]:
        for member in list(vars(module).values()):
            if inspect.isclass(member) and member.__module__ == module.__name__:
                yield member


def known(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


def folded(name: str) -> str:
    """A name as it is in Python and in Azure alike."""
    return name.replace("_", "").lower()


def camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))


def added_to_resources(written: Written, declared: Declared) -> dict[str, Any]:
    return {
        f"{one.type.removeprefix('azure-native:')} {name}": value
        for one in declared.graph.resources
        if (given := written.resources.get((one.type, one.name))) is not None
        for name, value in one.inputs.items()
        if folded(name) not in given | BY_A_TRANSFORMATION
    }


def lines(added: Mapping[str, Any]) -> list[str]:
    return sorted(f'"{key}": {{"value": {json.dumps(value)},' for key, value in added.items())


@pytest.fixture(scope="module")
def added(
    root: Path, declare: Callable[..., Declared], deployed: Declared, production: Declared
) -> Iterator[dict[str, Any]]:
    """All that is added, over both stacks and every family of tiers."""
    assert (deployed.graph.resources, production.graph.resources) != ((), ())  # all is loaded
    found: dict[str, Any] = {}

    def program() -> None:
        runpy.run_path(str(root / "__main__.py"), run_name="__main__")

    with pytest.MonkeyPatch.context() as monkeypatch:
        written = Written()
        written.watch(monkeypatch)
        for options in EVALUATIONS:
            declared = declare(program, **options)
            found.update(added_to_resources(written, declared))
        yield {**found, **written.added}


def test_whatever_the_sdk_adds_is_wanted(added: dict[str, Any]) -> None:
    assert lines(added) == lines({key: one["value"] for key, one in WANTED.items()})


def test_every_wanted_property_has_its_reason() -> None:
    assert [key for key, one in WANTED.items() if len(one["why"].split()) < 3] == []


def test_what_an_input_class_or_a_resource_adds_is_seen(
    declare: Callable[..., Declared], deployed: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pulumi_azure_native import dbforpostgresql  # noqa: PLC0415 - as the program loads it

    def program() -> None:
        network = dbforpostgresql.NetworkArgs(public_network_access="Disabled")
        available = dbforpostgresql.HighAvailabilityArgs(mode="Disabled")
        dbforpostgresql.Server(
            "server", resource_group_name="rg", network=network, high_availability=available
        )

    assert deployed.graph.resources
    written = Written()
    written.watch(monkeypatch)
    declared = declare(program)
    assert written.added == {
        "dbforpostgresql:HighAvailabilityArgs standbyAvailabilityZone": "",
    }
    assert added_to_resources(written, declared) == {
        "dbforpostgresql:Server availabilityZone": "",
    }
