import logging

import pytest

from apim_gateway.errors import LoadError
from apim_gateway.service.model import NamedValue
from tests.apim_gateway.policies.steps import Run

WITH_METADATA = """
<trace source="shop" severity="information">
  <message>@("or" + "der")</message>
  <metadata name="a" value="@(1 + 1)"/>
  <metadata name="b" value="c"/>
</trace>"""


@pytest.mark.parametrize(
    ("policy", "level", "line"),
    [
        (
            WITH_METADATA,
            logging.INFO,
            "shop: order a=2 b=c",
        ),
        (
            '<trace source="shop" severity="error"><message>gone</message></trace>',
            logging.ERROR,
            "shop: gone",
        ),
        ('<trace source="shop">\n order \n</trace>', logging.DEBUG, "shop: order"),
        ('<trace source="{{nv}}" severity="{{nv}}">x</trace>', logging.ERROR, "error: x"),
    ],
)
def test_a_line_is_logged(
    run: Run, caplog: pytest.LogCaptureFixture, policy: str, level: int, line: str
) -> None:
    with caplog.at_level(logging.DEBUG, logger="gateway.trace"):
        run(policy, named_values=(NamedValue(name="nv", value="error"),))
    assert caplog.record_tuples == [("gateway.trace", level, line)]


def test_what_nobody_logs_is_not_evaluated(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="gateway.trace"):
        run('<trace source="shop"><message>@(int.Parse("no number"))</message></trace>')
    assert caplog.record_tuples == []


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ("<trace><message>a</message></trace>", "'source' is missing"),
        ('<trace source="a"/>', "add <message>"),
        ('<trace source="a" severity="loud">b</trace>', "use one of: verbose, information, error"),
        ('<trace source="a">b<metadata name="c"/></trace>', "'value' is missing"),
    ],
)
def test_a_wrong_setting_is_refused_at_load(run: Run, policy: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        run(policy)
