"""`__main__.py` of a program, which gets an entry and keeps every other line."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatehouse.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = Path("__main__.py")


@dataclass(frozen=True)
class ProgramFile:
    """The file that declares everything."""

    path: Path = PROGRAM

    def line_of(self, source: str) -> int | None:
        """Returns the line of the entry whose source is that folder, or None.

        An entry says `source=ROOT / "folder"`.
        """
        for node in ast.walk(ast.parse(self._text())):
            match node:
                case ast.BinOp(op=ast.Div(), right=ast.Constant(value=value)) if value == source:
                    return node.lineno
        return None

    def names(self) -> set[str]:
        """Returns the variables that the file has at its top."""
        return {
            target.id
            for node in ast.parse(self._text()).body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    def add(self, imports: Sequence[str], entry: str, before: Sequence[str] = ()) -> None:
        """Puts the imports among the others, and the entry before the first of those lines.

        `before` has beginnings of lines; where no line begins so, the entry comes last.
        """
        lines = self._text().rstrip("\n").splitlines()
        behind = (index for index, line in enumerate(lines) if line.startswith(tuple(before)))
        index = next(behind, len(lines))
        lines[index:index] = entry.splitlines()
        for one in imports:
            if one not in lines:
                lines.insert(_place_of(one, lines), one)
        self.path.write_text("\n".join([*lines, ""]), encoding="utf-8")

    def collect(self, variable: str, call: str, keyword: str) -> None:
        """Puts the variable into the list that the call gets by the keyword.

        Example: `system = System(sites=[django])` becomes `System(sites=[django, blog])`, each
        argument on a line of its own. Where nothing is called so, nothing changes.
        """
        lines = self._text().splitlines()
        for node in ast.parse("\n".join(lines)).body:
            match node:
                case ast.Assign(
                    targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=called)) as made
                ) if called == call:
                    text = f"{name} = {call}(\n{_arguments(made, keyword, variable)})"
                    lines[node.lineno - 1 : node.end_lineno] = text.splitlines()
        self.path.write_text("\n".join([*lines, ""]), encoding="utf-8")

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise LocalError(
                f"{self.path} does not exist; run the command in the folder of the program"
            ) from None


def _place_of(statement: str, lines: Sequence[str]) -> int:
    """Returns the index before the first import of the same package that sorts behind."""
    package = statement.split()[1].partition(".")[0]
    imports = [
        node
        for node in ast.parse("\n".join(lines)).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    alike = [
        node
        for node in imports
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == package
    ]
    for node in alike:
        if (node.module or "") > statement.split()[1]:
            return node.lineno - 1
    last = (alike or imports)[-1:] or [None]
    return (last[0].end_lineno or 0) if last[0] else 0


def _arguments(call: ast.Call, keyword: str, variable: str) -> str:
    """Returns the keywords of the call, a line to each, the variable in the list of one."""
    given = {one.arg: ast.unparse(one.value) for one in call.keywords}
    members = given.get(keyword, "[]").removesuffix("]")
    given[keyword] = f"{members}{'' if members == '[' else ', '}{variable}]"
    return "".join(f"    {name}={text},\n" for name, text in given.items())
