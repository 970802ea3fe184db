import pytest

from bench.line import Goal, Line


def test_ratios_are_taken_within_a_round() -> None:
    line = Line(name="rate", unit="1/s", ours=(10.0, 40.0), theirs=(5.0, 10.0))
    assert line.ratios == (2.0, 4.0)


def test_without_a_rival_there_are_no_ratios() -> None:
    assert Line(name="start", unit="s", ours=(1.0,)).ratios == ()


def test_a_ratio_without_a_round_of_its_own_is_refused() -> None:
    line = Line(name="rate", unit="1/s", ours=(1.0,), theirs=(1.0, 2.0))
    with pytest.raises(ValueError, match="longer"):
        _ = line.ratios


def test_a_difference_is_taken_within_a_round() -> None:
    line = Line(name="whole", unit="s", ours=(2.0, 5.0), theirs=(1.5, 3.0))
    goal = Goal(bound=1.0)
    expected = Line(name="own", unit="s", ours=(0.5, 2.0), goal=goal)
    assert line.difference("own", goal) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "goal", "verdict"),
    [
        ((3.0, 1.0, 2.0), (2.0, 2.0, 2.0), Goal(bound=1.0, at_least=True), "ok"),
        ((3.0, 1.0, 1.0), (2.0, 2.0, 2.0), Goal(bound=1.0, at_least=True), "miss"),
        ((3.0,), (2.0,), Goal(bound=1.5), "ok"),
        ((3.1,), (2.0,), Goal(bound=1.5), "miss"),
        ((2.9, 9.0, 1.0), (), Goal(bound=3.0), "ok"),
        ((3.1, 9.0, 1.0), (), Goal(bound=3.0), "miss"),
        ((1.0,), (1.0,), None, ""),
    ],
)
def test_the_median_decides(
    ours: tuple[float, ...], theirs: tuple[float, ...], goal: Goal | None, verdict: str
) -> None:
    assert Line(name="", unit="", ours=ours, theirs=theirs, goal=goal).verdict == verdict


def test_what_was_skipped_is_neither_ok_nor_a_miss() -> None:
    line = Line(name="rate", unit="1/s", goal=Goal(bound=1.0), skipped="install wrk")
    assert line.verdict == "skipped"


def test_a_goal_reads_as_a_bound() -> None:
    assert [str(Goal(bound=1.0, at_least=True)), str(Goal(bound=1.5))] == ["≥ 1", "≤ 1.5"]
