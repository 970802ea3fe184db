"""The command line of the local run."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatehouse.options import Options, parse


def test_every_option_has_a_default() -> None:
    assert parse(["up"]) == Options(command="up")


def test_ports_stack_and_folder_can_be_chosen() -> None:
    ports = "--port 0 --function-port 1 --web-port 2 --postgres-port 3"
    assert parse(f"up --stack prod {ports} --data elsewhere".split()) == Options(
        command="up",
        stack="prod",
        port=0,
        function_port=1,
        web_port=2,
        postgres_port=3,
        data=Path("elsewhere"),
    )


def test_several_apps_can_listen_for_a_debugger() -> None:
    expected = Options(command="up", debug=["web", "function:5700"])
    assert parse(["up", "--debug", "web", "--debug", "function:5700"]) == expected


def test_a_wrong_word_is_answered_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(["sideways"])
    assert caught.value.code == 2
    assert "invalid choice: 'sideways'" in capsys.readouterr().err


def test_a_command_s_own_options_stay_its_own() -> None:
    assert parse(["run", "--stack", "prod", "web", "python", "-c", "1", "--stack", "x"]) == Options(
        command="run", stack="prod", app="web", words=("python", "-c", "1", "--stack", "x")
    )


@pytest.mark.parametrize("words", ["-c x --csv", "--app web -c x --csv", "-c x --app web --csv"])
def test_options_for_psql_need_no_mark(words: str) -> None:
    app = "web" if "web" in words else ""
    expected = Options(command="psql", stack="", app=app, words=("-c", "x", "--csv"))
    assert parse(["psql", *words.split()]) == expected


def test_a_shell_is_that_of_an_app_or_of_the_first() -> None:
    assert parse(["shell"]) == Options(command="shell", stack="")
    assert parse(["shell", "function"]) == Options(command="shell", stack="", app="function")


def test_an_option_that_a_command_does_not_have_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        parse(["reset", "--sideways"])
    assert "unrecognized arguments: --sideways" in capsys.readouterr().err
