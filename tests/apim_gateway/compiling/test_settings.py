from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from apim_gateway.compiling.settings import choice, flag, literal, literal_of, number, word
from apim_gateway.documents.element import Element, parse
from apim_gateway.errors import LoadError, PolicyError

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Loading
    from apim_gateway.messages.exchange import Exchange

NOWHERE = cast("Exchange", None)


def element(attributes: str) -> Element:
    return parse(f"<x {attributes}/>", "x.xml")


@pytest.mark.parametrize("text", ["5", "{{five}}", "@(2 + 3)", " 5 "])
def test_a_number_is_a_literal_a_named_value_or_an_expression(loading: Loading, text: str) -> None:
    assert number(element(f'n="{text}"'), "n", loading, low=1, high=9)(NOWHERE) == 5


@pytest.mark.parametrize("text", ["0", "10", "x", "", "1.5"])
def test_a_wrong_number_is_refused_at_load(loading: Loading, text: str) -> None:
    with pytest.raises(LoadError, match="use a whole number from 1 to 9"):
        number(element(f'n="{text}"'), "n", loading, low=1, high=9)


@pytest.mark.parametrize("text", ["@(5 + 5)", '@("x" + "y")'])
def test_a_wrong_number_of_an_expression_is_an_error_of_the_policy(
    loading: Loading, text: str
) -> None:
    read = number(element(f'n="{text}"'), "n", loading, low=1, high=9)
    with pytest.raises(PolicyError, match="use a whole number from 1 to 9") as caught:
        read(NOWHERE)
    assert (caught.value.source, caught.value.reason) == ("x", "ExpressionValueEvaluationFailure")


def test_what_has_no_default_is_required(loading: Loading) -> None:
    given = element("")
    assert number(given, "n", loading, low=1, high=9, default=7)(NOWHERE) == 7
    assert flag(given, "n", loading, default=True)(NOWHERE) is True
    assert choice(given, "n", loading, ("a", "b"), "b")(NOWHERE) == "b"
    with pytest.raises(LoadError, match="'n' is missing"):
        flag(given, "n", loading)


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("False", False), ("@(1 == 1)", True), ("@(1 == 2)", False)]
)
def test_a_flag_is_true_or_false(loading: Loading, text: str, value: object) -> None:
    assert flag(element(f'n="{text}"'), "n", loading)(NOWHERE) is value


def test_a_word_is_known_at_load(loading: Loading) -> None:
    assert word(element('n="{{five}}"'), "n", loading, ("4", "5"), "4") == "5"
    assert word(element(""), "n", loading, ("4", "5"), "4") == "4"
    with pytest.raises(LoadError, match="use one of: 4, 5"):
        word(element('n="6"'), "n", loading, ("4", "5"), "4")
    with pytest.raises(LoadError, match="only a literal may stand here"):
        word(element('n="@(5)"'), "n", loading, ("4", "5"), "4")


def test_named_values_are_filled_in(loading: Loading) -> None:
    given = element('n="{{five}}" m="{{five}}0"')
    assert literal(given, loading).attributes == {"n": "5", "m": "50"}
    assert literal_of(given, "n", loading).attributes == {"n": "5", "m": "{{five}}0"}
