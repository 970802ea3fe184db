from pathlib import Path

import pytest

from bench.program_copy import copy_program, without_limit


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (
            '<rate-limit calls="20" renewal-period="90" />',
            '<rate-limit calls="2147483647" renewal-period="90" />',
        ),
        (
            '<rate-limit-by-key\n renewal-period="90" calls="5" counter-key="x" />',
            '<rate-limit-by-key\n renewal-period="90" calls="2147483647" counter-key="x" />',
        ),
        ('<quota calls="20" /><base />', '<quota calls="20" /><base />'),
    ],
)
def test_only_the_calls_of_rate_limits_change(policy: str, expected: str) -> None:
    assert without_limit(policy) == expected


def test_what_the_program_does_not_need_stays_behind(tmp_path: Path) -> None:
    program = tmp_path / "program"
    for file in (".venv/python", "tests/test.py", "policies/api.xml", "components/gateway/api.py"):
        (program / file).parent.mkdir(parents=True)
        (program / file).write_text('<rate-limit calls="1" />')
    copied = copy_program(program, tmp_path / "copy")
    found = {str(path.relative_to(copied)): path.read_text() for path in copied.rglob("*.*")}
    assert found == {
        "components/gateway/api.py": '<rate-limit calls="1" />',
        "policies/api.xml": '<rate-limit calls="2147483647" />',
    }
