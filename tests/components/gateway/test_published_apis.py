from __future__ import annotations

from dataclasses import replace

import pytest

from components.errors import ComponentError
from components.gateway.published_api import PublishedApi
from components.gateway.published_apis import PublishedApis

MAIN = PublishedApi(name="names", display_name="", description="", path="api", product="Names")
DOCS = PublishedApi(name="docs", display_name="", description="", path="public", documentation=True)


def test_the_apis_are_told_apart_by_what_they_publish() -> None:
    published = PublishedApis([DOCS, MAIN])
    assert (published.main, published.docs, published.product) == (MAIN, DOCS, "Names")


@pytest.mark.parametrize(
    ("apis", "part", "refusal"),
    [
        ((DOCS,), "main", "the APIs without a segment are none; "),
        ((MAIN, MAIN, DOCS), "main", "the APIs without a segment are names, names; "),
    ],
)
def test_the_app_has_one_api_for_its_routes(
    apis: tuple[PublishedApi, ...], part: str, refusal: str
) -> None:
    with pytest.raises(ComponentError) as refused:
        getattr(PublishedApis(apis), part)
    assert str(refused.value) == (
        f"{refusal}allowed is exactly one; correct the list of APIs in __main__.py"
    )


@pytest.mark.parametrize(
    ("apis", "part", "refusal"),
    [
        ((DOCS, MAIN, DOCS), "docs", "the APIs for the documentation are docs, docs; "),
        (
            (MAIN, replace(MAIN, product="More")),
            "product",
            "the products of the APIs are More, Names; ",
        ),
    ],
)
def test_the_app_has_at_most_one_api_for_its_documentation_and_one_product(
    apis: tuple[PublishedApi, ...], part: str, refusal: str
) -> None:
    with pytest.raises(ComponentError) as refused:
        getattr(PublishedApis(apis), part)
    assert str(refused.value) == (
        f"{refusal}allowed is one, or none; correct the list of APIs in __main__.py"
    )


def test_an_app_may_have_neither_documentation_nor_product() -> None:
    published = PublishedApis([replace(MAIN, product="")])
    assert (published.docs, published.product) == (None, "")


def test_a_segment_has_a_backend_of_its_own() -> None:
    teams = replace(MAIN, name="teams", segment="teams")
    assert PublishedApis([MAIN, teams]).backends("function-app") == {
        "names": "function-app",
        "teams": "function-app-teams",
    }
