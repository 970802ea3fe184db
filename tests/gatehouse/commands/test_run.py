"""Commands by hand in the sample's apps, as a person gives them: on a terminal, too."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gatehouse.commands import run as command
from gatehouse.errors import LocalError
from gatehouse.options import Options
from tests.gatehouse.commands.whole_run import started, wait_for_endpoints

ASK = "import os; print(os.environ['DBNAME'], os.getcwd(), os.environ['VIRTUAL_ENV'])"
ASK_DJANGO = "from django.db import connection as c; c.ensure_connection(); print(c.settings_dict)"
INTERRUPTED = """
import signal, sys, time
try:
    print("ready", sys.stdin.isatty(), flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.exit(42)
"""


@pytest.fixture(autouse=True)
def _own_program(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)


def words_of(data: Path, *words: str) -> list[str]:
    name, *rest = words
    return [sys.executable, "-m", "gatehouse", name, "--data", str(data), *rest]


def by_hand(data: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words_of(data, *words), check=False, capture_output=True, text=True, input=given
    )


def test_a_command_runs_in_the_app_s_own_environment_and_folder(kept_data: Path) -> None:
    done = by_hand(kept_data, "run", "web", "python", "-c", ASK)
    assert (done.returncode, done.stderr) == (0, "")
    name, folder, environment = done.stdout.split()
    assert (name, Path(folder)) == ("quizzes", (Path.cwd() / "django_app").resolve())
    assert environment != os.environ.get("VIRTUAL_ENV", sys.prefix)


def test_a_command_of_django_s_finds_the_database_up(kept_data: Path) -> None:
    assert by_hand(kept_data, "run", "web", "python", "manage.py", "migrate").returncode == 0
    done = by_hand(kept_data, "run", "django_app", "python", "manage.py", "showmigrations")
    assert "[X] 0001_initial" in done.stdout


@pytest.mark.parametrize(("script", "code"), [("exit 7", 7), ("kill -9 $$", 128 + 9)])
def test_the_exit_code_is_the_command_s(kept_data: Path, script: str, code: int) -> None:
    assert by_hand(kept_data, "run", "web", "sh", "-c", script).returncode == code


def test_what_cannot_be_run_is_one_clear_message(kept_data: Path) -> None:
    wrong = by_hand(kept_data, "run", "wep", "python")
    assert wrong.stderr == (
        "\n'wep' is no app of this program; allowed are: web (django_app), function (function_app)"
        "\n"
    )
    missing = by_hand(kept_data, "run", "web", "no-such-command")
    started_not = "\n'no-such-command' can't be started: No such file or directory; "
    assert missing.stderr.startswith(started_not)
    assert (wrong.returncode, missing.returncode) == (1, 1)
    with pytest.raises(LocalError, match="no command is given for web"):
        command.run(Options(command="run", app="web"))


def test_a_shell_is_django_s_for_a_django_site_and_python_s_for_others(kept_data: Path) -> None:
    models = "print(Quiz.objects.model.__name__)"  # which Django's shell imports by itself
    assert "Quiz\n" in by_hand(kept_data, "shell", given=models).stdout
    ask = "import fastapi, os; print(os.path.basename(os.getcwd()))"
    assert by_hand(kept_data, "shell", "function", given=ask).stdout == "function_app\n"


def test_psql_is_let_in_without_a_password_among_its_arguments(kept_data: Path) -> None:
    columns = "select current_database(), current_user = session_user"
    for words in (("-Atc", columns), ("--app", "web", "-Atc", columns)):
        done = by_hand(kept_data, "psql", *words)
        assert (done.returncode, done.stdout, done.stderr) == (0, "quizzes|t\n", "")
    shown = by_hand(kept_data, "psql", "-Atc", r"\! tr '\0' ' ' < /proc/$PPID/cmdline")
    assert "psql" in shown.stdout
    assert "postgresql://" not in shown.stdout
    other = by_hand(kept_data, "psql", "--app", "function")
    assert other.returncode == 1
    assert other.stderr.startswith("\nfunction has no database")


def test_ctrl_c_on_a_terminal_is_the_command_s(kept_data: Path) -> None:
    words = words_of(kept_data, "run", "web", "python", "-c", INTERRUPTED)
    child, terminal = pty.fork()
    if child == 0:
        os.execv(words[0], words)  # noqa: S606 - on the terminal, as a shell would start it
    shown = until(terminal, "ready True")
    os.write(terminal, b"\x03")
    shown += until(terminal, "interrupted")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 42
    os.close(terminal)
    assert "Traceback" not in shown


def until(terminal: int, text: str) -> str:
    shown = ""
    while text not in shown:
        shown += os.read(terminal, 1024).decode()
    return shown


def test_the_end_of_the_command_is_asked_for_when_this_one_s_is(kept_data: Path) -> None:
    script = "trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done"
    words = words_of(kept_data, "run", "web", "sh", "-c", script)
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 5


def test_beside_a_run_a_command_uses_its_database_and_its_settings(data: Path) -> None:
    own = Path("django_app/.env.local")
    own.write_text("DEBUG=true\n")
    try:
        with started(data) as process:
            endpoints = wait_for_endpoints(data, process)
            ask = f"import os; {ASK_DJANGO}; print(os.environ['DEBUG'])"
            done = by_hand(data, "run", "web", "python", "manage.py", "shell", "-c", ask)
            process.send_signal(signal.SIGTERM)
            output, _ = process.communicate(timeout=30)
    finally:
        own.unlink()
    assert (done.returncode, process.returncode) == (0, 0), done.stderr
    [port] = endpoints["postgres"].partition("@")[2].partition("/")[0].split(":")[1:]
    assert port in done.stdout
    assert done.stdout.endswith("true\n")
    assert "  Set here only  web: DEBUG\n" in output
