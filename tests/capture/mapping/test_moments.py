"""Moments in dozens of formats, each with one reading."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handraiser.capture.mapping.moments import MomentUnreadable, read_moment, zone_of

NOON = datetime(2024, 3, 15, 9, 12, tzinfo=UTC)
DAY = datetime(2024, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-15 09:12:00",
        "2024-03-15T09:12",
        "2024-03-15T09:12:00Z",
        "2024-03-15T09:12:00.000Z",
        "2024-03-15T09:12:00.000000000Z",
        "2024-03-15T10:12:00+01:00",
        "2024-03-15 04:12:00-0500",
        "2024-03-15T06:12:00.000Z-0300",
        "2024/3/15 9:12",
        "2024\\3\\15 09:12:00",
        "15.03.2024 09:12",
        "15.3.24, 9:12 Uhr",
        "15.03.2024 09.12",
        "15/03/2024 9:12 AM",
        "3/15/2024 9:12:00 a.m.",
        "03/15/2024T17:12:00+0800",
        "15-Mar-2024 09:12",
        "15 March 2024 at 09:12",
        "15. März 2024, 09:12",
        "15 mars 2024 09:12",
        "15 de marzo de 2024 09:12",
        "15 marzo 2024 09:12",
        "15 de março de 2024 09:12",
        "15 maart 2024 09:12",
        "March 15, 2024 9:12 AM",
        "Mar 15, 2024, 9:12 AM",
        "Fri, 15 Mar 2024 09:12:00 +0000",
        "Fri Mar 15 2024 10:12:00 GMT+0100 (CET)",
        "Fri Mar 15 10:12:00 CET 2024",
        "2024-03-15 09:12:00 UTC",
        "Mar 15, 2024 01:12:00 AM PST",
        "1710493920",
        "1710493920000",
        "20240315091200",
        "2024年3月15日 09:12",
    ],
)
def test_a_moment_is_read(text: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert moment.at == NOON
    assert not moment.day_only


@pytest.mark.parametrize(
    "text",
    ["2024-03-15", "15.03.2024", "20240315", "45366", "15-Mar-24", "Mar 15 2024", "Freitag, 15. März 2024"],
)
def test_a_day_is_its_beginning_in_the_zone_of_the_file(text: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert (moment.at, moment.day_only) == (DAY, True)
    there = read_moment(text, zone=zone_of("America/New_York"))
    assert there is not None
    assert there.at == datetime(2024, 3, 15, 4, tzinfo=UTC)


def test_the_order_decides_only_what_can_be_read_both_ways() -> None:
    both = [read_moment("03/04/2024", order=order) for order in ("dmy", "mdy")]
    assert [moment and (moment.at.month, moment.at.day) for moment in both] == [(4, 3), (3, 4)]
    turned = read_moment("25/04/2024", order="mdy")
    assert turned is not None
    assert (turned.at.month, turned.at.day, turned.against_order) == (4, 25, True)
    # Points stand in dates of the continent.
    pointed = read_moment("03.04.2024", order="mdy")
    assert pointed is not None
    assert pointed.at.month == 4


@pytest.mark.parametrize("text", ["", "  ", "N/A", "null", "-", "0000-00-00", "0000-00-00 00:00:00"])
def test_nothing_is_no_moment(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "31/02/2024",
        "2024-13-45",
        "99999",
        "15.03.2024 25:00",
        "1850-01-01",
        "9999-12-31",
        "March 2024",
        "12345678",
    ],
)
def test_what_is_no_moment_is_refused_in_words(text: str) -> None:
    with pytest.raises(MomentUnreadable, match="“"):
        read_moment(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        moment = read_moment(text)
    except MomentUnreadable:
        return
    assert moment is None or 1970 <= moment.at.year <= 2099


@given(st.datetimes(datetime(1975, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001
def test_both_orders_read_back_what_they_wrote(at: datetime) -> None:
    at = at.replace(microsecond=0, tzinfo=UTC)
    for order, form in (
        ("dmy", "%d/%m/%Y %H:%M:%S"),
        ("mdy", "%m/%d/%Y %I:%M:%S %p"),
        ("ymd", "%Y/%m/%d %H:%M:%S"),
    ):
        moment = read_moment(at.strftime(form), order=order)  # type: ignore[arg-type]
        assert moment is not None
        assert moment.at == at
