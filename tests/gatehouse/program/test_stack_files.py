from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.errors import LocalError
from gatehouse.program.stack_files import StackFiles

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = """
name: names
config:
  size: {type: integer, default: 3}
  sites: {type: array, items: {type: string}, default: []}
  email: {type: string, description: has no default}
  azure-native:location: {value: northeurope}
  azure-native:environment: public
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text(PROJECT)
    return tmp_path


def load(program: Path, stack_file: str) -> StackFiles:
    (program / "Pulumi.dev.yaml").write_text(stack_file)
    return StackFiles.load(program, "dev")


def test_a_setting_that_the_stack_does_not_have_is_the_projects(program: Path) -> None:
    settings = load(program, "")
    assert (settings.project, settings.stack) == ("names", "dev")
    assert settings.values == {
        "names:size": "3",
        "names:sites": "[]",
        "names:email": "email@stand-in.local",
        "azure-native:location": "northeurope",
        "azure-native:environment": "public",
    }


def test_what_the_stack_has_wins(program: Path) -> None:
    settings = load(
        program,
        "config: {'names:size': 4, 'names:sites': [a], 'names:on': true,"
        "'azure-native:location': x}",
    )
    assert settings.values == {
        "names:size": "4",
        "names:sites": '["a"]',
        "names:on": "true",
        "names:email": "email@stand-in.local",
        "azure-native:location": "x",
        "azure-native:environment": "public",
    }


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("", ("names:email",)),
        ("config: {'names:email': you@contoso.com}", ()),
        ("config: {'names:email': {secure: v1:abc}}", ()),
    ],
)
def test_a_required_setting_is_missing_until_the_stack_has_it(
    program: Path, given: str, missing: tuple[str, ...]
) -> None:
    assert load(program, given).missing == missing


@pytest.mark.parametrize(
    ("type_", "stand_in"),
    [
        ("string", "new@stand-in.local"),
        ("integer", "1"),
        ("boolean", "false"),
        ("array", "[]"),
        ("object", "{}"),
    ],
)
def test_a_missing_setting_has_a_stand_in_of_its_type(
    tmp_path: Path, type_: str, stand_in: str
) -> None:
    (tmp_path / "Pulumi.yaml").write_text(f"name: names\nconfig: {{new: {{type: {type_}}}}}")
    assert load(tmp_path, "").values == {"names:new": stand_in}


def test_an_encrypted_setting_is_named_and_has_no_value(program: Path) -> None:
    settings = load(program, "config: {'names:token': {secure: v1:abc}, 'names:size': 4}")
    assert settings.encrypted == ("names:token",)
    assert "names:token" not in settings.values


def test_each_encrypted_value_within_a_setting_is_named_and_replaced_by_its_path(
    program: Path,
) -> None:
    settings = load(
        program,
        "config: {'names:keys': {web: {A: {secure: v1:a}, B: plain}, api: [1, {secure: v1:b}]},"
        "'names:sites': [{secure: not alone, for: it}]}",
    )
    assert settings.encrypted == ("names:keys.web.A", "names:keys.api[1]")
    assert settings.opened({"names:keys.web.A": "one", "names:keys.api[1]": "two"}) == {
        "names:keys": '{"web": {"A": "one", "B": "plain"}, "api": [1, "two"]}'
    }
    assert settings.values["names:sites"] == '[{"secure": "not alone", "for": "it"}]'
    assert "names:keys" not in settings.values


def test_a_project_without_settings_of_its_own_has_none(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: names")
    assert load(tmp_path, "").values == {}


def test_a_stack_that_does_not_exist_is_refused_with_those_that_do(program: Path) -> None:
    load(program, "")
    with pytest.raises(LocalError) as refusal:
        StackFiles.load(program, "prod")
    assert str(refusal.value) == (
        f"{program}/Pulumi.prod.yaml does not exist; allowed is a Pulumi file; "
        "name one of the stacks that do: dev"
    )


def test_the_first_stack_of_a_program_is_shown_how_to_make(program: Path) -> None:
    with pytest.raises(LocalError) as refusal:
        StackFiles.load(program, "prod")
    assert str(refusal.value).endswith("name one of the stacks that do: none")


def test_a_folder_without_a_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocalError) as refusal:
        StackFiles.load(tmp_path, "dev")
    assert str(refusal.value) == (
        f"{tmp_path}/Pulumi.yaml does not exist; allowed is a Pulumi file; "
        "run the command in the folder of the program"
    )


def test_a_file_that_is_not_yaml_is_refused_with_the_place(program: Path) -> None:
    with pytest.raises(LocalError) as refusal:
        load(program, "config: {")
    assert str(refusal.value).startswith(f"{program}/Pulumi.dev.yaml is not YAML: ")
    assert "line 1, column 10" in str(refusal.value)


@pytest.mark.parametrize("content", ["- a", "text", "config: [a]"])
def test_a_file_of_another_shape_is_refused(program: Path, content: str) -> None:
    with pytest.raises(LocalError) as refusal:
        load(program, content)
    assert str(refusal.value) == (
        f"{program}/Pulumi.dev.yaml holds something else; allowed are names and values, "
        "those of the settings below `config:`; correct the file"
    )
