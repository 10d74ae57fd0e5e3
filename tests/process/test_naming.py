"""A version is named by its number or its id; whoever names several is told which, and never gets another one."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from handraiser.process.models import State, Version
from handraiser.process.naming import may_name_a_version
from handraiser.process.queries import NoSuchVersion, VersionAmbiguous, named
from tests.cast import MONDAY

pytestmark = pytest.mark.django_db
CALLS = UUID("019e5748-0c00-76e0-a022-6da18a0825eb")
FORMS = UUID("019e5748-0c00-76e0-b111-6da18a0825eb")


def version(
    number: str, *, id: UUID, note: str = "", state: State = State.DRAFT, at: datetime = MONDAY
) -> Version:
    published = at if state in (State.LIVE, State.RETIRED) else None
    return Version.objects.create(
        id=id, process="Small", number=number, state=state, text="", digest="0" * 64, note=note,
        created_at=at, published_at=published,
    )  # fmt: skip


def test_a_version_is_found_by_its_number_its_id_and_a_beginning_of_it() -> None:
    calls = version("1.5", id=CALLS)
    version("1.0", id=FORMS, state=State.LIVE)
    for said in ("1.5", " 1.5 ", str(CALLS), CALLS.hex, str(CALLS).upper(), "019e5748-0c00-76e0-a"):
        assert named(said) == calls


def test_a_number_that_two_drafts_have_is_refused_with_what_tells_them_apart() -> None:
    version("1.5", id=CALLS, note="Faster first calls")
    version("1.5", id=FORMS, at=MONDAY + timedelta(days=1))
    with pytest.raises(VersionAmbiguous) as refused:
        named("1.5")
    assert [one.id for one in refused.value.several] == [FORMS, CALLS]
    said = refused.value.message
    assert f"{CALLS}  1.5 “Faster first calls”, draft, saved 2026-11-23" in said
    assert f"{FORMS}  1.5 of 24 November 2026, " in said


def test_a_beginning_that_two_ids_have_is_refused() -> None:
    version("1.5", id=CALLS)
    version("1.0", id=FORMS, state=State.LIVE)
    with pytest.raises(VersionAmbiguous):
        named("019e5748")


def test_among_the_states_that_are_meant_a_number_may_be_unique() -> None:
    retired = version("1.5", id=CALLS, state=State.RETIRED)
    version("1.5", id=FORMS)
    assert named("1.5", states=[State.RETIRED]) == retired


@pytest.mark.parametrize(
    ("said", "of_a_file"),
    [("9.9", False), ("01ab", False), ("01a", True), ("", True), ("%", True), ("no_such.yaml", True), ("1.5\n;", True)],
)  # fmt: skip
def test_what_names_nothing_is_refused_in_words(said: str, of_a_file: bool) -> None:
    version("1.5", id=CALLS)
    assert may_name_a_version(said) is not of_a_file
    with pytest.raises(NoSuchVersion) as refused:
        named(said)
    assert refused.value.message.startswith("There is no file" if of_a_file else "There is no version")


def test_the_title_of_a_version_tells_it_from_others_of_its_number() -> None:
    assert version("1.5", id=CALLS, note="x" * 80).title == f"1.5 “{'x' * 60}…”"
    assert version("1.0", id=FORMS, note="Went live", state=State.RETIRED).title == "1.0"
