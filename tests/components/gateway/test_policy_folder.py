from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from components.errors import ComponentError
from components.gateway.policy_folder import PolicyFolder, with_origins

if TYPE_CHECKING:
    from pathlib import Path

CORS = """<inbound>
    <cors terminate-unmatched-request="false">
        <allowed-origins><?cors-origins?></allowed-origins>
    </cors>
    <rate-limit calls="20" renewal-period="90" />
</inbound>
"""


def test_every_configured_origin_gets_an_element() -> None:
    document = with_origins(CORS, ["https://a.example", "http://localhost:5173"])
    assert "<origin>https://a.example</origin><origin>http://localhost:5173</origin>" in document
    assert "<?" not in document


def test_without_origins_there_is_no_cors_and_the_other_lines_keep_their_numbers() -> None:
    assert with_origins(CORS, []) == (
        '<inbound>\n\n\n\n    <rate-limit calls="20" renewal-period="90" />\n</inbound>\n'
    )


def test_cors_with_origins_of_its_own_stays() -> None:
    fixed = "<cors><allowed-origins><origin>https://a.example</origin></allowed-origins></cors>\n"
    assert with_origins(fixed + CORS, []).startswith(fixed)


def test_a_document_is_found_by_the_name_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "generate_name.xml").write_text("<policies />")
    (tmp_path / "notes.md").write_text("")
    folder = PolicyFolder.load(tmp_path, [])
    assert folder.get("generate_name") == "<policies />"
    assert folder.get("notes") is None


def test_an_api_without_a_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "public-docs.xml").write_text("<policies />")
    folder = PolicyFolder.load(tmp_path, [])
    assert folder.require("public-docs") == "<policies />"
    with pytest.raises(ComponentError) as refusal:
        folder.require("names")
    assert str(refusal.value) == (
        "there is no policies/names.xml; every API needs a document that names its backend in "
        "set-backend-service; write one"
    )


@pytest.mark.parametrize("origins", [[], ["https://a.example"]])
def test_an_api_without_a_file_has_the_document_of_the_sample(
    root: Path, tmp_path: Path, origins: list[str]
) -> None:
    name = "simple-fastapi-api"
    shipped = PolicyFolder.load(root / "policies", origins)
    empty = PolicyFolder.load(tmp_path, origins)
    assert empty.with_missing({name: "function-app"}).get(name) == shipped.get(name)
    other = empty.with_missing({"teams": "function-app-teams"}).require("teams")
    assert 'backend-id="function-app-teams"' in other
    assert ("<cors" in other) is bool(origins)


def test_an_api_with_a_file_keeps_it() -> None:
    folder = PolicyFolder({"names": "<policies />"}).with_missing({"names": "function-app"})
    assert folder.documents == {"names": "<policies />"}


def test_a_document_for_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "generate_nam.xml").write_text("<policies />")
    with pytest.raises(ComponentError) as refusal:
        PolicyFolder.load(tmp_path, []).refuse_strays(["generate_name", "docs"])
    assert str(refusal.value) == (
        "policies/generate_nam.xml belongs to nothing that is published; allowed are the names "
        "docs, generate_name, global and fragments/NAME; rename the file or remove it"
    )


def test_a_document_in_a_folder_is_known_by_its_path(tmp_path: Path) -> None:
    for name in ("global", "products/shop", "fragments/told", "products/other"):
        (tmp_path / f"{name}.xml").parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.xml").write_text(CORS)
    folder = PolicyFolder.load(tmp_path, ["https://a.example"])
    assert folder.get("products/shop") == with_origins(CORS, ["https://a.example"])
    assert folder.fragments() == {"told": with_origins(CORS, ["https://a.example"])}
    with pytest.raises(ComponentError, match=r"^policies/products/other\.xml belongs to nothing"):
        folder.refuse_strays(["products/shop"])


@pytest.mark.parametrize("name", ["a b", "-a", "a-", "x" * 81, "below/one"])
def test_a_fragment_with_an_id_that_azure_would_not_take_is_refused(name: str) -> None:
    with pytest.raises(ComponentError) as refusal:
        PolicyFolder({f"fragments/{name}": "<fragment />"}).fragments()
    assert str(refusal.value) == (
        f"policies/fragments/{name}.xml can't be the id of a fragment; allowed are 1 to 80 "
        "letters, digits, '_' and, in between, '-'; rename the file"
    )


def test_documents_that_belong_somewhere_are_not_refused(tmp_path: Path) -> None:
    (tmp_path / "docs.xml").write_text("<policies />")
    folder = PolicyFolder.load(tmp_path, [])
    folder.refuse_strays(["generate_name", "docs"])
    assert folder.documents == {"docs": "<policies />"}


def test_services_share_the_documents_that_are_the_same() -> None:
    one, other = PolicyFolder({"a": "1", "b": "2"}), PolicyFolder({"b": "2", "c": "3"})
    assert one.joined(other).documents == {"a": "1", "b": "2", "c": "3"}
    with pytest.raises(ComponentError) as refusal:
        one.joined(PolicyFolder({"b": "3"}))
    assert str(refusal.value) == (
        "two services of one gateway have different documents b.xml; allowed is one of a name; "
        "rename one, or give both services the same folder"
    )


def test_a_document_in_the_folder_of_an_api_comes_before_the_one_of_all() -> None:
    folder = PolicyFolder({"list": "1", "shop/list": "2"})
    found = [folder.of_operation(api, "list") for api in ("shop", "other")]
    assert found == ["shop/list", "list"]
    assert folder.of_operation("shop", "add") == ""
