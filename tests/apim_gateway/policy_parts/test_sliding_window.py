import pytest

from apim_gateway.policy_parts.sliding_window import PARTS, SlidingWindow, SlidingWindows


def test_a_call_counts_for_one_period_and_no_longer() -> None:
    window = SlidingWindow()
    window.add(1, 60, 0)
    assert [window.used(60, now) for now in (0, 59.9, 60)] == [1, 1, 0]


def test_calls_leave_one_by_one() -> None:
    window = SlidingWindow()
    for second in (0, 10, 20):
        window.add(1, 60, second)
    assert [window.used(60, now) for now in (59, 60, 70, 80)] == [3, 2, 1, 0]


@pytest.mark.parametrize(("excess", "seconds"), [(1, 37), (2, 47), (3, 47), (4, 60)])
def test_the_wait_is_until_enough_calls_have_left(excess: int, seconds: int) -> None:
    window = SlidingWindow()
    window.add(1, 60, 0)
    window.add(2, 60, 10)
    assert window.wait(excess, 60, 23) == seconds


def test_a_window_stays_small_however_many_calls_there_are() -> None:
    window = SlidingWindow()
    for call in range(10 * PARTS):
        window.add(1, 60, call * 60 / (10 * PARTS))
    assert window.used(60, 59.999) == 10 * PARTS
    assert len(window._entries) <= PARTS


def test_each_key_has_its_own_window() -> None:
    windows = SlidingWindows(300)
    windows.of("a", 0).add(1, 60, 0)
    assert [windows.of(key, 1).used(60, 1) for key in ("a", "b")] == [1, 0]


def test_keys_that_nobody_uses_are_forgotten() -> None:
    windows = SlidingWindows(300)
    for key in range(100):
        windows.of(key, 0)
    for key in range(60):
        windows.of(f"later {key}", 300)
    assert len(windows) == 60


def test_a_key_in_use_is_not_forgotten() -> None:
    windows = SlidingWindows(300)
    for second in range(0, 900, 100):
        windows.of("busy", second).add(1, 300, second)
        windows.of(f"idle {second}", second)
    assert windows.of("busy", 801).used(300, 801) == 3
