from apim_gateway.policy_parts.fixed_window import LIFETIME, FixedWindows


def test_a_window_ends_after_its_period() -> None:
    windows = FixedWindows(60)
    windows.of("k", 0, 0).used = 5
    assert [windows.of("k", now, now).used for now in (59, 60)] == [5, 0]


def test_a_new_window_begins_where_it_is_told() -> None:
    window = FixedWindows(60).of("k", 70, 50)
    assert window.left(60, 70) == 40


def test_a_lifetime_never_ends() -> None:
    windows = FixedWindows(LIFETIME)
    windows.of("k", 0, 0).used = 5
    assert windows.of("k", 1e9, 1e9).used == 5


def test_keys_whose_window_has_ended_are_forgotten() -> None:
    windows = FixedWindows(60)
    for key in range(100):
        windows.of(key, 0, 0)
    for key in range(60):
        windows.of(f"later {key}", 60, 60)
    assert len(windows) == 60
