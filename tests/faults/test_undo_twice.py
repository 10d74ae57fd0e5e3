"""Two people undo one act at the same instant."""

from datetime import timedelta
from uuid import UUID

import pytest

from handraiser import flow
from handraiser.acts.models import Act
from handraiser.acts.undoable import MovedOn, NothingToUndo
from handraiser.ledger.models import Event
from tests.acts.standing import image
from tests.cast import MONDAY, hand_raiser, hire, take_in
from tests.faults.at_once import at_once

THEN = MONDAY + timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_undo_at_once_wins_and_the_other_is_told() -> None:
    cast = hire()
    lead = UUID(take_in(hand_raiser()).item(0, "lead_id"))
    before = image(lead)
    flow.disqualify(lead_id=lead, reason="spam", by=cast.anna.id, at=THEN)
    stroke = Act.objects.get().stroke

    def undo(by: int) -> str:
        try:
            flow.undo(stroke=stroke, by=by, at=THEN + timedelta(minutes=1))
        except NothingToUndo as refused:
            return refused.message
        return "undone"

    told = sorted(at_once(lambda: undo(cast.anna.id), lambda: undo(cast.erin.id)))
    assert told in (
        ["Anna Weber has undone this already.", "undone"],
        ["Erin Walsh has undone this already.", "undone"],
    )
    assert image(lead) == before
    assert Event.objects.filter(kind="lead.act_undone").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_undo_and_an_act_at_once_come_one_after_the_other() -> None:
    cast = hire()
    lead = UUID(take_in(hand_raiser()).item(0, "lead_id"))
    flow.snooze(lead_id=lead, until=THEN + timedelta(days=1), by=cast.anna.id, at=THEN)
    stroke = Act.objects.get().stroke

    def undo() -> str:
        try:
            flow.undo(stroke=stroke, by=cast.anna.id, at=THEN + timedelta(minutes=1))
        except MovedOn as refused:
            return refused.message
        return "undone"

    def touch() -> str:
        flow.touch(lead_id=lead, kind="call", by=cast.ben.id, at=THEN + timedelta(minutes=1))
        return "touched"

    told = at_once(undo, touch)
    assert told[1] == "touched"
    assert told[0] in (
        "undone",
        "Since then a touch was logged, by Ben Okafor. Only the last thing that happened can be undone.",
    )
    assert image(lead)["leads"][0]["touches"] == 1
