from __future__ import annotations

import pytest

from apim_gateway.messages.url import Url

TEXTS = ["http://a.test/x?y=1&y=%20", "https://a.test:8443", "http://a.test:443/"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_url_is_rendered_as_it_was_parsed(text: str) -> None:
    assert str(Url.parse(text)) == text


def test_the_scheme_has_a_port_of_its_own() -> None:
    urls = Url.parse("http://a.test"), Url.parse("https://a.test")
    assert [(url.port, url.authority) for url in urls] == [(80, "a.test"), (443, "a.test")]


def test_parameters_are_decoded_and_encoded() -> None:
    url = Url.parse("http://a.test/?a=b%20c&d=")
    assert url.pairs() == [("a", "b c"), ("d", "")]
    url.set_pairs([("e f", "&")])
    assert url.query == "e%20f=%26"
