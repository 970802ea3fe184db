import pytest

from apim_gateway.errors import LoadError
from apim_gateway.service.model import Document
from tests.apim_gateway.policies.steps import Run

INCLUDE = '<include-fragment fragment-id="f"/>'
ONE = '<set-variable name="a" value="1"/>'


def test_the_fragments_policies_run_in_its_place(run: Run) -> None:
    text = f'<fragment>{ONE}<set-variable name="b" value="2"/></fragment>'
    exchange = run(INCLUDE, fragments={"f": Document(text, "f.xml")})
    assert exchange.variables == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("fragments", "message"),
    [
        ({}, "policy.xml:1 include-fragment: fragment-id='f' is not known; there are: none"),
        ({"g": "<fragment/>"}, "there are: g"),
        ({"f": "<policies/>"}, "f.xml:1 policies: a fragment can't start with <policies>"),
        ({"f": f"<fragment>\n{INCLUDE}</fragment>"}, "f.xml:2 include-fragment: .* may not stand"),
        ({"f": "<fragment><base/></fragment>"}, "<base> may not stand in a fragment"),
        ({"f": f"<fragment><inbound>{ONE}</inbound></fragment>"}, "<inbound> may not stand"),
        (
            {"f": '<fragment><retry condition="true"><base/></retry></fragment>'},
            "<base> may not stand",
        ),
        ({"f": "<fragment>\n<no-such/></fragment>"}, "f.xml:2 no-such: this policy is not known"),
    ],
)
def test_what_cannot_be_included_is_refused_at_load(
    run: Run, fragments: dict[str, str], message: str
) -> None:
    documents = {name: Document(text, f"{name}.xml") for name, text in fragments.items()}
    with pytest.raises(LoadError, match=message):
        run(INCLUDE, fragments=documents)
