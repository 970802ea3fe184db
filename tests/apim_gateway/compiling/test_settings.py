from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from apim_gateway.compiling.settings import choice, flag, literal, literal_of, number, word
from apim_gateway.documents.element import Element, parse
from apim_gateway.errors import LoadError, PolicyError

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.messages.exchange import Exchange

NOWHERE = cast("Exchange", None)


def element(attributes: str) -> Element:
    return parse(f"<x {attributes}/>", "x.xml")


@pytest.mark.parametrize("text", ["5", "{{five}}", "@(2 + 3)", " 5 "])
def test_a_number_is_a_literal_a_named_value_or_an_expression(
    compilation: Compilation, text: str
) -> None:
    assert number(element(f'n="{text}"'), "n", compilation, low=1, high=9)(NOWHERE) == 5


@pytest.mark.parametrize("text", ["0", "10", "x", "", "1.5"])
def test_a_wrong_number_is_refused_at_load(compilation: Compilation, text: str) -> None:
    with pytest.raises(LoadError, match="use a whole number from 1 to 9"):
        number(element(f'n="{text}"'), "n", compilation, low=1, high=9)


@pytest.mark.parametrize("text", ["@(5 + 5)", '@("x" + "y")'])
def test_a_wrong_number_of_an_expression_is_an_error_of_the_policy(
    compilation: Compilation, text: str
) -> None:
    read = number(element(f'n="{text}"'), "n", compilation, low=1, high=9)
    with pytest.raises(PolicyError, match="use a whole number from 1 to 9") as caught:
        read(NOWHERE)
    assert (caught.value.source, caught.value.reason) == ("x", "ExpressionValueEvaluationFailure")


def test_what_has_no_default_is_required(compilation: Compilation) -> None:
    given = element("")
    assert number(given, "n", compilation, low=1, high=9, default=7)(NOWHERE) == 7
    assert flag(given, "n", compilation, default=True)(NOWHERE) is True
    assert choice(given, "n", compilation, ("a", "b"), "b")(NOWHERE) == "b"
    with pytest.raises(LoadError, match="'n' is missing"):
        flag(given, "n", compilation)


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("False", False), ("@(1 == 1)", True), ("@(1 == 2)", False)]
)
def test_a_flag_is_true_or_false(compilation: Compilation, text: str, value: object) -> None:
    assert flag(element(f'n="{text}"'), "n", compilation)(NOWHERE) is value


def test_a_word_is_known_at_load(compilation: Compilation) -> None:
    assert word(element('n="{{five}}"'), "n", compilation, ("4", "5"), "4") == "5"
    assert word(element(""), "n", compilation, ("4", "5"), "4") == "4"
    with pytest.raises(LoadError, match="use one of: 4, 5"):
        word(element('n="6"'), "n", compilation, ("4", "5"), "4")
    with pytest.raises(LoadError, match="only a literal may stand here"):
        word(element('n="@(5)"'), "n", compilation, ("4", "5"), "4")


def test_named_values_are_filled_in(compilation: Compilation) -> None:
    given = element('n="{{five}}" m="{{five}}0"')
    assert literal(given, compilation).attributes == {"n": "5", "m": "50"}
    assert literal_of(given, "n", compilation).attributes == {"n": "5", "m": "{{five}}0"}
