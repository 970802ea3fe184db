import json
import platform

from bench.line import Goal, Line, Section
from bench.record import record


def test_every_round_is_kept() -> None:
    compared = Line(
        name="rate", unit="1/s", ours=(2.0, 4.0), theirs=(1.0, 1.0), goal=Goal(bound=2.0)
    )
    alone = Line(name="start", unit="s", ours=(1.0,))
    section = Section(title="Ours / theirs", notes=("How.",), lines=(compared, alone))
    document = json.loads(record([section]))
    assert document["python"] == platform.python_version()
    assert document["sections"] == [
        {
            "title": "Ours / theirs",
            "notes": ["How."],
            "lines": [
                {
                    "name": "rate",
                    "unit": "1/s",
                    "ours": [2.0, 4.0],
                    "theirs": [1.0, 1.0],
                    "goal": "≤ 2",
                    "skipped": "",
                    "verdict": "miss",
                    "ratios": [2.0, 4.0],
                    "ratio": 3.0,
                },
                {
                    "name": "start",
                    "unit": "s",
                    "ours": [1.0],
                    "theirs": [],
                    "goal": "",
                    "skipped": "",
                    "verdict": "",
                    "ratios": [],
                    "ratio": None,
                },
            ],
        }
    ]
