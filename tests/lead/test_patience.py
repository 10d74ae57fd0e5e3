"""Who waits for a count is told in words when it takes too long, and the next statement runs as ever."""

import pytest
from django.db import connection

from handraiser.lead.patience import TookTooLong, no_longer_than

pytestmark = pytest.mark.django_db


def test_a_statement_that_takes_too_long_is_stopped_and_said_in_words() -> None:
    with (
        pytest.raises(TookTooLong, match=r"longer than 0\.05 seconds .* shorter period"),
        no_longer_than(0.05),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_sleep(5)")


def test_rows_that_come_as_text_are_stopped_alike() -> None:
    with (
        pytest.raises(TookTooLong),
        no_longer_than(0.05),
        connection.cursor() as cursor,
        cursor.copy("COPY (SELECT pg_sleep(5)) TO STDOUT") as copy,
    ):
        list(copy)


def test_the_limit_ends_with_the_count() -> None:
    with connection.cursor() as cursor:
        before = _limit(cursor)
        with no_longer_than(7):
            assert _limit(cursor) == "7s"
        assert _limit(cursor) == before


def _limit(cursor: object) -> str:
    cursor.execute("SHOW statement_timeout")  # type: ignore[attr-defined]
    return str(cursor.fetchone()[0])  # type: ignore[attr-defined]
