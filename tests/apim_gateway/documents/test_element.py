from __future__ import annotations

import pytest

from apim_gateway.documents.element import Element, parse
from apim_gateway.errors import LoadError, Place

DOCUMENT = """<policies>
  <inbound>
    <set-body><a x="1">@(b < "c")</a></set-body>
    <choose><when condition="@(a && "b".Contains("<"))"
       id="first" /></choose>
    <rate n="5" on="TRUE" kind="b" none="x" />
  </inbound>
</policies>"""


@pytest.fixture
def inbound() -> Element:
    return parse(DOCUMENT, "api.xml").children[0]


@pytest.fixture
def rate(inbound: Element) -> Element:
    return inbound.all("rate")[0]


def test_a_document_that_is_not_well_formed_xml_is_read(inbound: Element) -> None:
    assert inbound.children[1].children[0].attributes == {
        "condition": '@(a && "b".Contains("<"))',
        "id": "first",
    }


def test_an_element_knows_its_file_and_line(rate: Element) -> None:
    assert rate.place == Place("api.xml", 6, "rate")


def test_an_element_with_children_keeps_their_markup(inbound: Element) -> None:
    assert inbound.children[0].inner == '<a x="1">@(b < "c")</a>'


def test_an_attribute_is_given_as_written_or_by_default(rate: Element) -> None:
    assert (rate.attribute("kind", "a"), rate.attribute("other", "a")) == ("b", "a")


def test_a_number_a_flag_and_a_choice_are_read(rate: Element) -> None:
    assert rate.number("n", low=1, high=5, default=None) == 5
    assert rate.number("m", low=1, high=5, default=3) == 3
    assert rate.flag("on", default=False) is True
    assert rate.flag("off", default=False) is False
    assert rate.choice("kind", ("a", "b"), None) == "b"


def test_wrong_settings_are_refused_with_what_is_allowed(rate: Element) -> None:
    with pytest.raises(LoadError, match=r"api.xml:6 rate: n='5' is refused; .* from 6 to 9"):
        rate.number("n", low=6, high=9, default=None)
    with pytest.raises(LoadError, match="none='x' is refused; use a whole number from 0 to 9"):
        rate.number("none", low=0, high=9, default=1)
    with pytest.raises(LoadError, match="kind='b' is not known; use true or false"):
        rate.flag("kind", default=True)
    with pytest.raises(LoadError, match="kind='b' is not known; use one of: c, d"):
        rate.choice("kind", ("c", "d"), "c")
    with pytest.raises(LoadError, match="the attribute 'm' is missing"):
        rate.required("m")


def test_what_is_not_foreseen_is_refused(inbound: Element, rate: Element) -> None:
    with pytest.raises(LoadError, match="the attribute 'n' is not known; allowed: kind, on"):
        rate.only(attributes=("kind", "on"))
    with pytest.raises(LoadError, match="<set-body> may not stand in <inbound>; allowed: none"):
        inbound.only()
    rate.only(attributes=("n", "on", "kind", "none"))


def test_an_id_may_always_be_given(inbound: Element) -> None:
    inbound.children[1].children[0].only(attributes=("condition",))


def test_a_doctype_is_refused() -> None:
    with pytest.raises(LoadError, match=r"x.xml:1: a policy document has no <!DOCTYPE>"):
        parse('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "x.xml")
