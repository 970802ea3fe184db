from __future__ import annotations

from components.gateway.openapi.interface import read_interface
from components.gateway.operation import Parameter
from tests.components.shop import make_app


def test_a_choice_is_told_with_its_values_and_default() -> None:
    interface = read_interface(make_app().openapi())
    (list_toys,) = (one for one in interface.operations if one.operation_id == "list_toys")
    assert list_toys.request.query_parameters == (
        Parameter(
            name="colour",
            type="string",
            required=False,
            description="A choice.",
            default="red",
            values=("red", "blue"),
        ),
        Parameter(name="first", type="integer", required=False, default="1"),
    )
