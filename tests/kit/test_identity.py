"""Ids that sort by time."""

import uuid
from datetime import UTC, datetime, timedelta

from handraiser.kit.identity import new_id, new_id_strings, new_ids

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def moment_of(identity: uuid.UUID) -> datetime:
    return datetime.fromtimestamp((identity.int >> 80) / 1000, tz=UTC)


def test_an_id_is_a_version_7_uuid_of_the_standard_library() -> None:
    made = new_id()
    assert type(made) is uuid.UUID
    assert made.version == 7


def test_an_id_carries_the_moment_that_was_passed_in() -> None:
    assert moment_of(new_id(MOMENT)) == MOMENT


def test_ids_of_a_later_moment_are_greater() -> None:
    assert new_id(MOMENT) < new_id(MOMENT + timedelta(milliseconds=1))


def test_many_ids_of_the_present_rise_and_never_repeat() -> None:
    made = new_ids(5_000)
    assert made == sorted(set(made))
    assert len(made) == 5_000


def test_many_ids_of_one_passed_moment_rise_and_never_repeat() -> None:
    made = new_id_strings(5_000, MOMENT)
    assert made == sorted(set(made))
    assert len(made) == 5_000
    assert {moment_of(uuid.UUID(text)) for text in made} == {MOMENT}


def test_no_ids_are_an_empty_list() -> None:
    assert new_ids(0) == []
