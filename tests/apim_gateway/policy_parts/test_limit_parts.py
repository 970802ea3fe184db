from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apim_gateway.documents.element import parse
from apim_gateway.errors import LoadError
from apim_gateway.policy_parts.limit_parts import limit_parts
from apim_gateway.service.model import Api, Operation

if TYPE_CHECKING:
    from apim_gateway.compiling.loading import Compilation
    from apim_gateway.messages.exchange import Exchange

XML = """
<limit calls="9">
  <api id="shop" name="not looked at" calls="5">
    <operation name="List" calls="1"/>
  </api>
  <api name="Shop" calls="3"/>
</limit>"""


SHOP = Api(id="shop", name="Shop", path="shop")
OTHER = Api(id="other", name="Other", path="other")
LIST = Operation(id="list", name="List", method="GET", url_template="/")
FIND = Operation(id="find", name="Find", method="GET", url_template="/{id}")


@pytest.mark.parametrize(
    ("api", "operation", "keys"),
    [
        (SHOP, LIST, ["", "api shop", "api shop/operation List", "api Shop"]),
        (SHOP, FIND, ["", "api shop", "api Shop"]),
        (OTHER, LIST, [""]),
        (None, None, [""]),
    ],
)
def test_which_limits_cover_a_call(
    compilation: Compilation,
    exchange: Exchange,
    api: Api | None,
    operation: Operation | None,
    keys: list[str],
) -> None:
    exchange.api, exchange.operation = api, operation
    parts = limit_parts(parse(XML, "x.xml"), compilation, ("calls",))
    assert [part.key for part in parts if part.covers(exchange)] == keys


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        ('<api calls="1"/>', "x.xml:1 api: neither name nor id is given"),
        ('<api id="a"><operation calls="1"/></api>', "x.xml:1 operation: neither name nor id"),
        ('<api id="a" period="1"/>', "'period' is not known; allowed: name, calls"),
    ],
)
def test_a_wrong_setting_is_refused(compilation: Compilation, inner: str, message: str) -> None:
    with pytest.raises(LoadError, match=message):
        list(limit_parts(parse(f"<limit>{inner}</limit>", "x.xml"), compilation, ("calls",)))
