"""`gatehouse adopt PATH` in the folder of a program."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatehouse.commands.adopt import run
from gatehouse.errors import LocalError
from gatehouse.options import Options

TEMPLATE = """
[functions]
imports = []
entry = '$variable = App("$source")'

[web]
imports = ["from shop.web import Site"]
collected = { call = "System", keyword = "sites" }
entry = '$variable = Site("$name", source=ROOT / "$source")'
"""
STACK = """config:
  settings: {blog: {COLOUR: red}}
  secrets: {blog: {TOKEN: {secure: AAAB}}}
"""
APP = (
    'import os\napp = Flask(__name__)\nos.environ["COLOUR"], os.environ["TOKEN"], os.getenv("A")\n'
)


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "Pulumi.yaml": "name: gatehouse\n",
        "Pulumi.dev.yaml": STACK,
        "__main__.py": "from pathlib import Path\n\nROOT = Path()\nx = System()\n",
        "templates/adopt.toml": TEMPLATE,
        "apps/blog/app.py": APP,
        "apps/blog/requirements.txt": "flask",
    }.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def adopt(path: str, *, write: bool = False, name: str = "") -> int:
    return run(Options(command="adopt", path=Path(path), write=write, name=name))


def test_what_is_found_and_what_to_write_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert adopt("apps/blog") == 0
    assert (
        capsys.readouterr().out
        == """apps/blog is Flask: apps/blog/app.py:2 says so.
It is started by `gunicorn app:app`, which suits it.
It reads A (optional), COLOUR, TOKEN.

In `__main__.py`, or by --write there:

from shop.web import Site

blog = Site("blog", source=ROOT / "apps/blog")

To do, or to know:
  no route sounds like a health check, so `/` is asked, and has to answer 200
    → give the entry another path where `/` asks for a login or redirects

Then run `make local`. docs/bring-your-app.md tells the rest.
"""
    )
    assert "blog" not in Path("__main__.py").read_text()


def test_the_entry_is_written_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("apps/blog/Procfile").write_text("web: gunicorn app:app -w 2")
    assert adopt("apps/blog", write=True) == 0
    assert adopt("apps/blog", write=True) == 0
    assert Path("__main__.py").read_text() == (
        "from pathlib import Path\nfrom shop.web import Site\n\nROOT = Path()\n"
        "x = System(\n    sites=[blog],\n)\n"
        'blog = Site("blog", source=ROOT / "apps/blog")\n'
    )
    said = capsys.readouterr().out
    assert "`gunicorn app:app -w 2`, as apps/blog/Procfile:1 has it" in said
    assert "__main__.py:8 has its entry now." in said
    assert "__main__.py:8 has an entry for it, which stays as it is." in said


def test_nothing_is_said_of_what_isnt_there(capsys: pytest.CaptureFixture[str]) -> None:
    Path("apps/blog/Procfile").write_text("web: serve")
    Path("apps/blog/app.py").write_text(
        "def app(scope, receive, send): ...\n@app.get('/healthz')\ndef health(): ...\n"
    )
    assert adopt("apps/blog") == 0
    said = capsys.readouterr().out
    assert "It reads" not in said
    assert "To do" not in said


def test_a_function_app_is_started_by_azure(capsys: pytest.CaptureFixture[str]) -> None:
    Path("apps/blog/function_app.py").write_text("app = func.FunctionApp()")
    assert adopt("apps/blog", write=True) == 0
    assert Path("__main__.py").read_text().endswith('System()\nblog = App("apps/blog")\n')
    said = capsys.readouterr().out
    assert "apps/blog is functions of Azure's own" in said
    assert "It is started" not in said


def test_a_name_that_is_taken_is_refused() -> None:
    Path("__main__.py").write_text("root = 1\n")
    with pytest.raises(LocalError, match="calls something else root; allowed is a name of its own"):
        adopt("apps/blog", write=True, name="root")


@pytest.mark.parametrize("path", ["..", "."])
def test_a_folder_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(LocalError, match="allowed is a folder in it, since a release is made"):
        adopt(path)
