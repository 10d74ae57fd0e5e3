"""Drafts may change, one save after the other; nobody's text is lost."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection

from handraiser.ledger.models import Event
from handraiser.process.drafts import (
    SAVES_KEPT,
    DraftMoved,
    NotADraft,
    NothingBefore,
    TextRefused,
    begin_draft,
    begin_draft_from,
    bring_back,
    describe_draft,
    discard_draft,
    save_draft,
    step_back,
)
from handraiser.process.models import Revision, State, Version
from handraiser.process.source import MOST_CHARACTERS
from tests.cast import live_process

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ERIN, DEV = 1, 2

pytestmark = pytest.mark.django_db


def begun(text: str = "process: {name: Northwind}\n") -> Version:
    return begin_draft(text=text, at=AT, by=ERIN)


def saved(draft: Version, text: str, revision: int, minutes: int = 1, by: int = ERIN) -> Version:
    return save_draft(
        version_id=draft.id, text=text, revision=revision, at=AT + timedelta(minutes=minutes), by=by
    )


def test_a_draft_begins_with_its_text_number_and_a_line_in_the_ledger() -> None:
    draft = begin_draft(text="process: {name: Northwind}\n", note="  Faster calls ", at=AT, by=ERIN)
    assert (draft.state, draft.number, draft.process) == (State.DRAFT, "0.5", "Northwind")
    assert (draft.note, draft.revision, draft.created_by_id) == ("Faster calls", 1, ERIN)
    event = Event.objects.get(kind="version.drafted")
    assert (event.version_id, event.actor_id, event.at) == (draft.id, ERIN, AT)


def test_a_draft_from_a_version_knows_what_it_is_based_on() -> None:
    live = live_process()
    draft = begin_draft_from(version_id=live.id, at=AT, by=ERIN)
    assert (draft.text, draft.based_on_id, draft.number) == (live.text, live.id, "1.5")


def test_a_draft_may_hold_what_does_not_check() -> None:
    assert saved(begun(), "stages: [", 1).text == "stages: ["


@pytest.mark.parametrize(
    "text", ["x" * (MOST_CHARACTERS + 1), "a: \x00", "a: \ud800"], ids=["long", "NUL", "half a character"]
)
def test_what_is_no_text_of_a_document_is_refused(text: str) -> None:
    with pytest.raises(TextRefused):
        begun(text)
    draft = begun()
    with pytest.raises(TextRefused):
        saved(draft, text, 1)
    draft.refresh_from_db()
    assert draft.revision == 1


def test_line_ends_become_one_kind() -> None:
    assert begun("\ufeffa: 1\r\nb: 2\rc: 3\n").text == "a: 1\nb: 2\nc: 3\n"


def test_the_second_save_of_the_same_revision_is_refused_and_says_who_came_first() -> None:
    draft = begun()
    saved(draft, "a: 1\n", 1, by=DEV)
    with pytest.raises(DraftMoved) as moved:
        saved(draft, "a: 2\n", 1, minutes=2)
    present = moved.value.present
    assert (moved.value.text, present.text, present.revision) == ("a: 2\n", "a: 1\n", 2)
    assert (present.updated_by_id, present.updated_at) == (DEV, AT + timedelta(minutes=1))


def test_the_very_same_text_is_no_save_and_no_conflict() -> None:
    draft = begun("a: 1\n")
    assert saved(draft, "a: 1\r\n", 1).revision == 1
    saved(draft, "a: 2\n", 1)
    assert saved(draft, "a: 2\n", 1).revision == 2


def test_stepping_back_goes_on_and_on_and_a_new_save_is_the_newest_again() -> None:
    draft = begun("a: 1\n")
    saved(draft, "a: 2\n", 1)
    saved(draft, "a: 3\n", 2)
    said = []
    for revision in (3, 4):
        said.append(step_back(version_id=draft.id, revision=revision, at=AT, by=ERIN).text)
    assert said == ["a: 2\n", "a: 1\n"]
    with pytest.raises(NothingBefore):
        step_back(version_id=draft.id, revision=5, at=AT, by=ERIN)
    saved(draft, "a: 4\n", 5)
    assert step_back(version_id=draft.id, revision=6, at=AT, by=ERIN).text == "a: 1\n"
    assert step_back(version_id=draft.id, revision=7, to=3, at=AT, by=ERIN).text == "a: 3\n"


def test_stepping_back_over_somebody_elses_save_is_refused() -> None:
    draft = begun("a: 1\n")
    saved(draft, "a: 2\n", 1)
    with pytest.raises(DraftMoved):
        step_back(version_id=draft.id, revision=1, at=AT, by=ERIN)


def test_only_the_last_saves_are_kept() -> None:
    draft = begun("a: 0\n")
    for number in range(1, SAVES_KEPT + 5):
        saved(draft, f"a: {number}\n", number)
    assert Revision.objects.filter(version=draft).count() == SAVES_KEPT


def test_a_draft_that_came_by_another_way_can_be_stepped_back_too() -> None:
    draft = Version.objects.create(
        id=uuid4(), process="P", number="0.5", text="a: 1\n", digest="0" * 64, created_at=AT
    )
    saved(draft, "a: 2\n", 1)
    assert step_back(version_id=draft.id, revision=2, at=AT).text == "a: 1\n"


def test_a_discarded_draft_can_be_brought_back() -> None:
    draft = describe_draft(version_id=begun("a: 1\n").id, note="Try", at=AT, by=ERIN)
    discard_draft(version_id=draft.id, at=AT, by=ERIN)
    assert not Version.objects.exists()
    with pytest.raises(NotADraft):
        saved(draft, "a: 2\n", 1)
    again = bring_back(version_id=draft.id, at=AT, by=ERIN)
    assert (again.text, again.note) == ("a: 1\n", "Try")
    with pytest.raises(NotADraft):
        bring_back(version_id=uuid4(), at=AT)


def test_a_version_out_of_draft_is_refused_by_every_verb() -> None:
    live = live_process()
    with pytest.raises(NotADraft):
        saved(live, "a: 1\n", 1)
    with pytest.raises(NotADraft):
        discard_draft(version_id=live.id, at=AT)
    with pytest.raises(NotADraft):
        describe_draft(version_id=live.id, note="x", at=AT)
    with pytest.raises(NotADraft):
        step_back(version_id=live.id, revision=1, at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_at_once_one_wins_and_the_others_are_told() -> None:
    draft = begun("a: 0\n")
    together, told = Barrier(4), []

    def go(number: int, version_id: UUID) -> None:
        together.wait()
        try:
            save_draft(version_id=version_id, text=f"a: {number}\n", revision=1, at=AT, by=number)
            told.append("saved")
        except DraftMoved as moved:
            told.append(moved.text)
        finally:
            connection.close()

    threads = [Thread(target=go, args=(number, draft.id)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    draft.refresh_from_db()
    assert told.count("saved") == 1
    assert sorted([*(text for text in told if text != "saved"), draft.text]) == [
        f"a: {number}\n" for number in range(1, 5)
    ]
