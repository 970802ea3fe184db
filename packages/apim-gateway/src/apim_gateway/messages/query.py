"""Reads and writes a URL's query pair by pair: pairs that are not changed stay as written.

`?q=a+b&page=1` with `page` set to 2 becomes `?q=a+b&page=2`, not `?q=a%20b&page=2`: a backend that
checks a signature over the query would refuse it.
"""

from __future__ import annotations

from urllib.parse import quote, unquote_plus


def split(query: str) -> list[str]:
    """Returns the `name=value` pairs, still encoded."""
    return [pair for pair in query.split("&") if pair]


def name_of(pair: str) -> str:
    """Returns the pair's name, decoded and in lower case: Azure doesn't look at the case."""
    return unquote_plus(pair.partition("=")[0]).lower()


def value_of(pair: str) -> str:
    """Returns the pair's value, decoded."""
    return unquote_plus(pair.partition("=")[2])


def written(name: str, value: str) -> str:
    """Returns the encoded pair `name=value`."""
    return f"{quote(name, safe='')}={quote(value, safe='')}"
