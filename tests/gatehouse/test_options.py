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


def test_a_wrong_word_is_answered_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(["sideways"])
    assert caught.value.code == 2
    assert "invalid choice: 'sideways'" in capsys.readouterr().err
