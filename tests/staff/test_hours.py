import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.staff.hours import DAYS, NO_HOURS, HoursRefused, Weekly, read_hours, write_hours

NINE_TO_FIVE = ((9 * 60, 17 * 60),)


def test_a_week_reads_the_same_as_text_and_as_json() -> None:
    text = read_hours("mon-fri 09:00-17:00; sat 10:00-12:00")
    json = read_hours({**{day: [["09:00", "17:00"]] for day in DAYS[:5]}, "sat": [["10:00", "12:00"]]})
    assert text == json == (*(NINE_TO_FIVE,) * 5, ((600, 720),), ())


def test_a_day_may_have_a_break() -> None:
    assert read_hours("mon 13:00-17:30,09:00-12:00")[0] == ((540, 720), (780, 1050))


def test_a_day_may_end_at_midnight() -> None:
    assert read_hours("sun 00:00-24:00")[6] == ((0, 1440),)


def test_nothing_said_is_no_hours() -> None:
    assert read_hours("") == NO_HOURS


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("someday 09:00-17:00", "is not a day"),
        ("fri-mon 09:00-17:00", "runs backwards"),
        ("mon 17:00-09:00", "ends before it starts"),
        ("mon 09:00-09:00", "ends before it starts"),
        ("mon 09:00-25:00", "is not a time of day"),
        ("mon 09:00-24:30", "is not a time of day"),
        ("mon 9-17", "is not a time of day"),
        ("mon", "start and an end"),
        ("mon 09:00-12:00,12:00-13:00", "meet at 12:00"),
        ("mon-wed 09:00-12:00; tue 13:00-14:00", "tue has its hours twice"),
        ({"mon": "09:00-17:00"}, "a list like"),
        ({"mon": [["09:00"]]}, "start and an end"),
        ({"mon": [[9, 17]]}, "is not a time of day"),
        (42, "are written like"),
    ],
)
def test_what_is_not_hours_is_refused_with_its_reason(value: object, says: str) -> None:
    with pytest.raises(HoursRefused, match=says):
        read_hours(value)


@st.composite
def weeks(draw: st.DrawFn) -> Weekly:
    def day() -> tuple[tuple[int, int], ...]:
        marks = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
        return tuple(zip(marks[::2], marks[1::2], strict=False))

    mon, tue, wed, thu, fri, sat, sun = (day() for _ in range(7))
    return mon, tue, wed, thu, fri, sat, sun


@given(weeks())
def test_what_is_written_reads_back_the_same(week: Weekly) -> None:
    assert read_hours(write_hours(week)) == week
