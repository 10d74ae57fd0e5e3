"""Publishing makes versions; the database keeps them from changing."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from handraiser.process import Shape
from handraiser.process.models import State, Version
from handraiser.process.operations import DocumentRefused, NumberRefused, TemplateUnfilled, publish
from handraiser.process.queries import (
    NoLiveVersion,
    VersionUnreadable,
    document_of,
    live,
    live_version,
    version,
    versions,
)
from handraiser.process.sections import About

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANNA = 7


class Paper(Shape):
    process: About
    goal: str


def text_of(goal: str) -> str:
    return f"process:\n  name: Northwind Robotics leads\ngoal: {goal}\n"


def published(goal: str, *, days: int = 0, number: str | None = None) -> Version:
    return publish(text=text_of(goal), document=Paper, number=number, by=ANNA, at=AT + timedelta(days=days))


@pytest.mark.django_db
def test_the_first_text_becomes_version_one_and_is_live() -> None:
    made = published("grow")

    assert (made.number, made.state, made.process) == ("1.0", State.LIVE, "Northwind Robotics leads")
    assert (made.created_at, made.published_at, made.published_by_id) == (AT, AT, ANNA)
    assert live_version() == made
    assert live(Paper) == (made, Paper(process=About(name="Northwind Robotics leads"), goal="grow"))


@pytest.mark.django_db
def test_the_next_text_retires_the_one_before() -> None:
    first, second = published("grow"), published("grow faster", days=1)

    assert second.number == "1.1"
    assert version(first.id).state == State.RETIRED
    assert version(first.id).retired_at == AT + timedelta(days=1)
    assert live(Paper)[1].goal == "grow faster"
    assert document_of(first.id, Paper).goal == "grow"
    assert list(versions()) == [second, first]


@pytest.mark.django_db
def test_the_very_same_text_makes_no_new_version() -> None:
    assert published("grow") == published("grow", days=1)
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_an_older_text_may_go_live_again_as_a_new_version() -> None:
    first, _, third = published("grow"), published("shrink", days=1), published("grow", days=2)

    assert third.id != first.id
    assert third.number == "1.2"
    assert third.digest == first.digest


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["1.0", "one", "1", "1.0.0", "-1.0", "01.0", "1.0 ", "9999999.0", "٣.٠"])
def test_a_number_that_is_malformed_or_taken_is_refused_and_nothing_changes(number: str) -> None:
    first = published("grow")

    with pytest.raises(NumberRefused):
        published("shrink", number=number)
    assert live_version() == first


@pytest.mark.django_db
def test_numbers_count_on_from_the_highest_and_not_by_their_letters() -> None:
    published("a", number="1.9")

    assert published("b").number == "1.10"
    assert published("c").number == "1.11"


@pytest.mark.django_db
def test_a_text_that_does_not_check_is_refused_with_all_its_faults() -> None:
    with pytest.raises(DocumentRefused) as caught:
        publish(text="process: {}\ngaol: x\n", document=Paper, at=AT)

    assert [fault.path for fault in caught.value.faults] == ["goal", "process.name", "gaol"]
    assert live_version() is None


@pytest.mark.django_db
def test_a_template_with_open_questions_does_not_go_live() -> None:
    with pytest.raises(TemplateUnfilled) as caught:
        published('"[What do you want to reach?]"')

    assert caught.value.paths == ("goal",)


@pytest.mark.django_db
def test_without_a_version_there_is_nothing_live() -> None:
    with pytest.raises(NoLiveVersion):
        live(Paper)
    with pytest.raises(Version.DoesNotExist):
        document_of(uuid4(), Paper)


@pytest.mark.django_db
def test_the_live_document_is_read_once_and_then_found_by_one_query(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    published("grow")
    _, document = live(Paper)

    with django_assert_num_queries(1):  # type: ignore[operator]
        assert live(Paper)[1] is document


@pytest.mark.django_db
def test_a_stored_text_that_no_longer_fits_is_named_with_its_fault() -> None:
    class Stricter(Shape):
        process: About
        goal: float

    published("grow")

    with pytest.raises(VersionUnreadable, match=r"version 1\.0 cannot be read.*goal") as caught:
        live(Stricter)
    assert caught.value.faults[0].line == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"text": "goal: other"},
        {"digest": "0" * 64},
        {"number": "7.0"},
        {"process": "Kestrel Analytics leads"},
        {"note": "changed"},
        {"created_at": AT + timedelta(days=1)},
        {"created_by_id": 8},
        {"published_at": AT + timedelta(days=1)},
        {"published_by_id": 8},
        {"state": State.DRAFT},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_a_version_out_of_draft(change: dict[str, object]) -> None:
    made = published("grow")

    with pytest.raises(IntegrityError, match="out of draft"), transaction.atomic():
        Version.objects.filter(id=made.id).update(**change)
    assert version(made.id) == made


@pytest.mark.django_db
def test_the_database_keeps_a_version_out_of_draft_for_ever() -> None:
    made = published("grow")

    with pytest.raises(IntegrityError, match="kept for ever"), transaction.atomic():
        Version.objects.filter(id=made.id).delete()


@pytest.mark.django_db
def test_a_draft_may_change_and_go() -> None:
    draft = Version.objects.create(
        id=uuid4(), process="P", number="0.5", text="goal: a", digest="0" * 64, created_at=AT
    )

    assert Version.objects.filter(id=draft.id).update(text="goal: b") == 1
    assert Version.objects.filter(id=draft.id).delete()[0] == 1


@pytest.mark.django_db
def test_the_database_allows_one_live_version_only() -> None:
    published("grow")

    with pytest.raises(IntegrityError, match="process_one_live_version"), transaction.atomic():
        Version.objects.create(
            id=uuid4(),
            process="P",
            number="2.0",
            state=State.LIVE,
            text="x",
            digest="0",
            created_at=AT,
            published_at=AT,
        )


@pytest.mark.django_db
def test_the_database_refuses_an_unknown_state_and_a_live_version_that_was_never_published() -> None:
    for values in ({"state": "sleeping"}, {"state": State.LIVE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.create(
                id=uuid4(), process="P", number="1.0", text="x", digest="0", created_at=AT, **values
            )


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_two_versions_one_after_the_other() -> None:
    together = Barrier(4)

    def go(goal: str) -> None:
        together.wait()
        try:
            published(goal)
        finally:
            connection.close()

    threads = [Thread(target=go, args=(f"goal {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(Version.objects.values_list("number", flat=True)) == ["1.0", "1.1", "1.2", "1.3"]
    assert Version.objects.filter(state=State.LIVE).count() == 1
