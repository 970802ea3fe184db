"""Somebody's own app in the place of a sample app."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import checked_out
from tests.samples import SAMPLES, goes_with_another_app, lines

ROOT = Path(__file__).parents[1]
APP = "import azure.functions as func\n\napp = func.FunctionApp()\n"


def test_every_sample_is_there_and_none_of_its_tests_is_left_out() -> None:
    assert lines(ROOT) == []
    for sample in SAMPLES:
        for place in sample.tests:
            assert (ROOT / place).exists()
            assert not goes_with_another_app(place, ROOT)


@pytest.mark.parametrize("folder", ["function_app", "django_app"])
def test_another_app_leaves_its_tests_out_and_the_others_are_found(folder: str) -> None:
    with checked_out(ROOT) as checkout:
        shutil.rmtree(checkout / folder)
        (checkout / folder).mkdir()
        (checkout / folder / "function_app.py").write_text(APP)
        (checkout / folder / "requirements.txt").write_text("azure-functions\n")
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(command, cwd=checkout, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]
    assert f"\ntests/{folder}/" not in done.stdout
    assert "\ntests/gatehouse/test_options.py" in done.stdout
    assert done.stdout.count(f"{folder} holds another app than the sample's: left out are") == 1
