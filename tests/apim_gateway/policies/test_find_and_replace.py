import pytest

from apim_gateway.errors import LoadError
from tests.apim_gateway.policies.steps import MakeExchange, Run


@pytest.mark.parametrize(
    ("old", "new", "body"),
    [
        ("notebook", "laptop", "a laptop, a laptop"),
        ("notebook", "", "a , a "),
        ("Notebook", "laptop", "a notebook, a notebook"),
        ("a notebook, ", "ä ", "ä a notebook"),
        ('@("note" + "book")', '@("lap" + "top")', "a laptop, a laptop"),
        ("@((string)null)", "x", "a notebook, a notebook"),
    ],
)
@pytest.mark.parametrize("section", ["inbound", "outbound"])
def test_every_occurrence_is_replaced(
    run: Run, make_exchange: MakeExchange, old: str, new: str, body: str, section: str
) -> None:
    status = 200 if section == "outbound" else 0
    exchange = make_exchange(method="POST", body=b"a notebook, a notebook", status=status)
    run(f'<find-and-replace from="{old}" to="{new}"/>', exchange, section=section)
    message = exchange.response or exchange.request
    assert message.body == body.encode()


@pytest.mark.parametrize(
    ("attributes", "message"),
    [('from="" to="x"', "give the text to replace"), ('from="x"', "'to' is missing")],
)
def test_both_texts_are_required(run: Run, attributes: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(f"<find-and-replace {attributes}/>")
