"""Expressions and what they give, throw or are refused for, as data: cases/*.yaml."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from apim_gateway.errors import LoadError, Place, PolicyError
from apim_gateway.expressions import compile_expression, to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from apim_gateway.messages.exchange import Exchange

Case = dict[str, Any]
PLACE = Place("policies/api.xml", 7, "set-header")
CASES: list[Case] = [
    {"topic": file.stem, **case}
    for file in sorted(Path(__file__).parent.glob("cases/*.yaml"))
    for case in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
]


def _name(case: Case) -> str:
    return f"{case['topic']}: {case['expression']}"


def _plain(value: object) -> object:
    """Leaves what JSON has, so that 1, 1.0, true and "1" differ; the rest is compared as text."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return to_text(value)


@pytest.mark.parametrize("case", [case for case in CASES if "value" in case], ids=_name)
def test_an_expression_has_its_value(case: Case, make_exchange: Callable[..., Exchange]) -> None:
    exchange = make_exchange(**case.get("given", {}))

    value = compile_expression(case["expression"], PLACE)(exchange)

    assert json.dumps(_plain(value)) == json.dumps(case["value"])


@pytest.mark.parametrize("case", [case for case in CASES if "throws" in case], ids=_name)
def test_an_expression_throws(case: Case, make_exchange: Callable[..., Exchange]) -> None:
    run = compile_expression(case["expression"], PLACE)
    exchange = make_exchange(**case.get("given", {}))

    with pytest.raises(PolicyError) as caught:
        run(exchange)

    assert (caught.value.source, caught.value.reason, caught.value.status) == (
        "set-header",
        "ExpressionValueEvaluationFailure",
        500,
    )
    assert caught.value.message == f"Expression evaluation failed. {case['throws']}"


@pytest.mark.parametrize("case", [case for case in CASES if "refused" in case], ids=_name)
def test_an_expression_is_refused_at_load(case: Case) -> None:
    with pytest.raises(LoadError) as caught:
        compile_expression(case["expression"], PLACE)

    assert case["refused"] in str(caught.value)


def test_a_refusal_names_file_line_and_text() -> None:
    with pytest.raises(LoadError) as caught:
        compile_expression("@{\n  var x = 1;\n  return x.Foo;\n}", PLACE)

    assert str(caught.value) == (
        "policies/api.xml:9 set-header: expression: 'Foo' is not known on int; "
        "int has CompareTo, Equals, GetHashCode, ToString"
    )


def test_a_place_without_a_line_stays_so() -> None:
    with pytest.raises(LoadError) as caught:
        compile_expression("@(nothing)", Place("fragment.xml"))

    assert str(caught.value).startswith("fragment.xml: expression: 'nothing' is not known here")


def test_a_failure_without_an_element_comes_from_the_expression(
    make_exchange: Callable[..., Exchange],
) -> None:
    run = compile_expression("@(1 / 0)", Place("fragment.xml"))

    with pytest.raises(PolicyError) as caught:
        run(make_exchange())

    assert caught.value.source == "expression"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("x", "x"),
        (True, "True"),
        (3, "3"),
        (1.0, "1"),
        (0.1, "0.1"),
        (1e15, "1E+15"),
        (123456789012345.0, "123456789012345"),
        (1.5e-7, "1.5E-07"),
        (0.00001, "1E-05"),
        (0.0001, "0.0001"),
        (float("nan"), "NaN"),
        (float("-inf"), "-Infinity"),
        (Decimal("1.50"), "1.50"),
        (b"x", "System.Byte[]"),
        (bytearray(b"x"), "System.Byte[]"),
    ],
)
def test_a_value_becomes_text_as_tostring_does(value: object, text: str) -> None:
    assert to_text(value) == text


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(LoadError) as caught:
        compile_expression("(1 + 1)", PLACE)

    assert str(caught.value) == (
        "policies/api.xml:7 set-header: '(1 + 1)' is no policy expression; "
        "write @(expression) or @{statements}"
    )


def test_the_grammar_is_loaded_with_the_first_expression() -> None:
    program = "import sys, apim_gateway.expressions; print('tree_sitter' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert done.stdout == "False\n"
