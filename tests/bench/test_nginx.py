import os
import stat
from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.nginx import configuration, nginx

ENDPOINTS = {
    "function": "http://localhost:7071",
    "function_key": "opens",
    "subscription_key": "sesame",
}


def test_the_template_leaves_no_word_open(tmp_path: Path) -> None:
    text = configuration(tmp_path, 8123, ENDPOINTS)
    wanted = [
        "listen 127.0.0.1:8123;",
        "server 127.0.0.1:7071;",
        'x-functions-key "opens";',
        '"sesame" 1;',
        f"pid {tmp_path}/nginx.pid;",
    ]
    assert [words for words in wanted if words not in text] == []
    assert "@" not in text.replace("@WORDS@", "")


@pytest.mark.parametrize(("user", "named"), [(0, True), (1000, False)])
def test_only_root_names_a_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, user: int, named: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert ("\nuser " in configuration(tmp_path, 1, ENDPOINTS)) == named


def test_an_nginx_that_ends_is_told_with_its_last_words(tmp_path: Path, script: Path) -> None:
    script.write_text('#!/bin/sh\necho "unknown option" > "$2"\nexit 1\n')
    folder = tmp_path / "nginx"
    with pytest.raises(BenchError, match="unknown option"), nginx(str(script), folder, ENDPOINTS):
        pass
    assert stat.S_IMODE((folder / "nginx.conf").stat().st_mode) == 0o600


def test_an_nginx_that_ends_without_a_word_is_told_too(tmp_path: Path, script: Path) -> None:
    script.write_text("#!/bin/sh\nexit 1\n")
    folder = tmp_path / "nginx"
    with pytest.raises(BenchError, match="does not answer"), nginx(str(script), folder, ENDPOINTS):
        pass
