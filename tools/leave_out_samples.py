"""Takes the sample apps out of the program, so that your own stand alone: `leave_out_samples.py`.

    leave_out_samples.py               both
    leave_out_samples.py django_app    one of them

Their entries go from `__main__.py`, with imports that nothing else uses, and so do their folders
and policy documents. Nothing is lost: it does so only where git holds every one of these files.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

PROGRAM = Path("__main__.py")
SAMPLES = {
    "function_app": (
        "policies/generate_name.xml",
        "policies/public-docs.xml",
        "policies/simple-fastapi-api.xml",
    ),
    "django_app": (),
}
"""A sample's folder, and what else goes with it."""


class SampleError(Exception):
    """The samples can't be left out; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Takes folders of samples, both if none is given; returns the exit code."""
    try:
        leave_out(arguments or list(SAMPLES))
    except SampleError as error:
        print(f"without-samples: {error}", file=sys.stderr)
        return 1
    return 0


def leave_out(folders: list[str]) -> None:
    """Takes the samples out; raises SampleError, and leaves all as it is, where that can't be."""
    for one in folders:
        if one not in SAMPLES:
            raise SampleError(f"{one} is no sample; allowed are {', '.join(SAMPLES)}")
    gone = [path for one in folders for path in (one, *SAMPLES[one])]
    touched = " ".join([str(PROGRAM), *gone])
    _refuse_what_git_does_not_hold([str(PROGRAM), *gone])
    program = without(PROGRAM.read_text(encoding="utf-8"), folders)
    removal = ["git", "rm", "-r", "--quiet", "--ignore-unmatch", "--", *gone]
    subprocess.run(removal, check=True)
    PROGRAM.write_text(program, encoding="utf-8")
    print(f"Left out are {' and '.join(folders)}; `make adopt APP=FOLDER ARGS=--write` moves an")
    print(f"app in. To have all back: git restore --source=HEAD --staged --worktree {touched}")


def without(program: str, folders: list[str]) -> str:
    """Returns the program without the entries of these folders, and what only they use.

    Example: `web = Site(ROOT / "django_app")` and `System(sites=[web, blog])` become
    `System(sites=[blog])`. Raises SampleError where something else needs an entry.
    """
    tree = ast.parse(program)
    entries = [node for node in tree.body if isinstance(node, ast.Assign) and _is_of(node, folders)]
    names = {name.id for entry in entries for name in entry.targets if isinstance(name, ast.Name)}
    rest = _edited(
        program,
        [
            *((entry, "") for entry in entries),
            *((one, _without_members(one, names)) for one in ast.walk(tree) if _lists(one, names)),
        ],
    )
    for node in ast.walk(ast.parse(rest)):
        if isinstance(node, ast.Name) and node.id in names:
            raise SampleError(
                f"{PROGRAM} needs {node.id} elsewhere, as in `{rest.splitlines()[node.lineno - 1]}`"
                "; give that entry `server=config.database`, or keep the sample"
            )
    return _without_unused_imports(rest)


def _is_of(entry: ast.Assign, folders: list[str]) -> bool:
    return any(
        isinstance(node, ast.BinOp)
        and isinstance(node.right, ast.Constant)
        and node.right.value in folders
        for node in ast.walk(entry)
    )


def _lists(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.List) and any(
        isinstance(one, ast.Name) and one.id in names for one in node.elts
    )


def _without_members(node: ast.AST, names: set[str]) -> str:
    members = node.elts if isinstance(node, ast.List) else []
    return f"[{', '.join(text for one in members if (text := ast.unparse(one)) not in names)}]"


def _without_unused_imports(program: str) -> str:
    tree = ast.parse(program)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    edits: list[tuple[ast.AST, str]] = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            kept = [one for one in node.names if (one.asname or one.name) in used]
            if kept != node.names:
                shorter = ast.ImportFrom(module=node.module, names=kept, level=node.level)
                edits.append((node, ast.unparse(shorter) if kept else ""))
    return _edited(program, edits)


def _edited(program: str, edits: list[tuple[ast.AST, str]]) -> str:
    """Returns the text with each node replaced, and without the lines that are empty by that."""
    lines = program.encode().splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    text = program.encode()
    # From the last to the first, so that the places of the others stay as they are.
    for place, new in sorted(((_place(node, starts), new) for node, new in edits), reverse=True):
        start, end = place
        text = text[:start] + new.encode() + text[end + (not new) :]
    return text.decode()


def _place(node: ast.AST, starts: list[int]) -> tuple[int, int]:
    """Returns where the node begins and ends, in bytes."""
    line, column, last, end = (
        getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")
    )
    return starts[line - 1] + column, starts[last - 1] + end


def _refuse_what_git_does_not_hold(paths: list[str]) -> None:
    command = ["git", "status", "--porcelain", "--", *paths]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SampleError(
            "git holds nothing here, so nothing could be had back; run `git init`, `git add .` and "
            "`git commit -m Start` first"
        )
    if done.stdout:
        raise SampleError(
            f"git does not hold what is here of {done.stdout.split()[1]}; run `git add .` and "
            "`git commit` first"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
