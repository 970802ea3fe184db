"""The program that gets an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gatehouse.adopting.program_file import ProgramFile
from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = '''"""A program."""

from pathlib import Path

from shop.a import A
from shop.c import C

one, two = 1, 2
first = A(source=ROOT / "first")
'''


@pytest.fixture
def program(tmp_path: Path) -> ProgramFile:
    path = tmp_path / "__main__.py"
    path.write_text(PROGRAM)
    return ProgramFile(path)


def test_imports_stand_where_they_belong_and_the_entry_at_the_end(program: ProgramFile) -> None:
    imports = ["from shop.b import B", "from shop.c import C", "from shop.d import D"]
    program.add([*imports, "from zoo import Z"], "second = B()\n")
    assert (
        program.path.read_text()
        == '''"""A program."""

from pathlib import Path

from shop.a import A
from shop.b import B
from shop.c import C
from shop.d import D
from zoo import Z

one, two = 1, 2
first = A(source=ROOT / "first")
second = B()
'''
    )


def test_an_entry_stays_before_what_looks_at_all_of_them(program: ProgramFile) -> None:
    program.add([], "second = B()\n", before=["fir", "nothing"])
    last = 'second = B()\nfirst = A(source=ROOT / "first")\n'
    assert program.path.read_text().endswith(f"1, 2\n{last}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("all = System(one=first)", "all = System(\n    one=first,\n    more=[shop],\n)"),
        (
            "all = System(\n    more=[a],\n    b=[c],\n)\nx = 1",
            "all = System(\n    more=[a, shop],\n    b=[c],\n)\nx = 1",
        ),
        ("all = Systems(one=first)", "all = Systems(one=first)"),
    ],
)
def test_an_entry_is_among_those_that_are_looked_at_together(
    before: str, after: str, tmp_path: Path
) -> None:
    path = tmp_path / "__main__.py"
    path.write_text(f"{before}\n")
    ProgramFile(path).collect("shop", "System", "more")
    assert path.read_text() == f"{after}\n"


def test_a_program_without_imports_gets_them_at_its_top(tmp_path: Path) -> None:
    path = tmp_path / "__main__.py"
    path.write_text("x = 1\n")
    ProgramFile(path).add(["from shop import A"], "y = 2")
    assert path.read_text() == "from shop import A\nx = 1\ny = 2\n"


def test_an_entry_is_known_by_its_folder(program: ProgramFile) -> None:
    assert program.line_of("first") == 9
    assert program.line_of("second") is None


def test_names_that_are_taken_are_known(program: ProgramFile) -> None:
    assert program.names() == {"first"}


def test_a_folder_without_a_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="run the command in the folder of the program"):
        ProgramFile(tmp_path / "__main__.py").names()
