from bench import table
from bench.line import Goal, Line, Section

SECTION = Section(
    title="Ours / theirs",
    notes=("How.",),
    lines=(
        Line(
            name="rate",
            unit="1/s",
            ours=(300.0, 100.0, 200.0),
            theirs=(100.0, 100.0, 100.0),
            goal=Goal(bound=1.0, at_least=True),
        ),
        Line(name="start", unit="s", ours=(2.5,), goal=Goal(bound=2.0)),
        Line(name="proxy", unit="", skipped="install nginx"),
    ),
)


def _words(row: str) -> list[str]:
    return row.split()


def test_the_head_names_the_columns() -> None:
    assert _words(table.heading()) == ["ours", "theirs", "ratio", "min", "to", "max", "goal"]


def test_a_section_has_its_title_its_notes_and_its_lines() -> None:
    blank, title, note, rate, start, proxy = table.rows(SECTION)
    assert (blank, title, note) == ("", "Ours / theirs", "  How.")
    medians = ["rate", "200", "1/s", "100", "1/s", "2.00x"]
    assert _words(rate) == [*medians, "1.00", "to", "3.00", "≥", "1", "ok"]
    assert _words(start) == ["start", "2.50", "s", "≤", "2", "miss"]
    assert _words(proxy) == ["proxy", "skipped:", "install", "nginx"]
