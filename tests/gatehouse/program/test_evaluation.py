from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gatehouse.azure.cloud import Azure
from gatehouse.program.evaluation import evaluate
from gatehouse.program.stack_files import StackFiles

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = StackFiles(project="names", stack="dev", values={"names:size": "3"})
PROGRAM = """
import pulumi
print("a word from the program")
config = pulumi.Config()
pulumi.export("size", config.require_int("size"))
pulumi.export("token", config.get_secret("token"))
pulumi.export("stack", f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}")
"""


def write(program: Path, text: str) -> Path:
    (program / "__main__.py").write_text(text)
    return program


def test_a_program_sees_its_settings_and_says_what_it_declares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = evaluate(write(tmp_path, PROGRAM), SETTINGS, Azure(b"seed"))
    assert graph.stack_outputs == {"size": 3, "stack": "organization/names/dev"}
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "a word from the program\n")


def test_an_encrypted_setting_has_a_made_up_value_that_follows_from_the_seed(
    tmp_path: Path,
) -> None:
    settings = replace(SETTINGS, sealed={"names:token": {"secure": "v1:abc"}})
    one, other, again = (
        evaluate(write(tmp_path, PROGRAM), settings, Azure(seed)).stack_outputs["token"]
        for seed in (b"1", b"2", b"1")
    )
    assert one == again
    assert one != other


def test_what_a_program_raises_comes_through(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        evaluate(write(tmp_path, "1 / 0"), SETTINGS, Azure(b"seed"))


def test_what_fails_after_the_last_line_comes_through(tmp_path: Path) -> None:
    late = "import pulumi\npulumi.export('x', pulumi.Output.from_input(0).apply(lambda x: 1 / x))"
    with pytest.raises(ZeroDivisionError):
        evaluate(write(tmp_path, late), SETTINGS, Azure(b"seed"))


def test_one_evaluation_leaves_nothing_to_the_next(tmp_path: Path) -> None:
    first = evaluate(write(tmp_path, PROGRAM), SETTINGS, Azure(b"seed"))
    second = evaluate(write(tmp_path, "import pulumi"), SETTINGS, Azure(b"seed"))
    assert first.stack_outputs != {}
    assert second.stack_outputs == {}
