"""Whatever has happened: an act and its undo leave all leads as they were, and a ledger that replays."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from handraiser import flow
from handraiser.acts.models import Act
from handraiser.lead.models import Lead
from handraiser.replay.replay import replay
from tests.acts.standing import image
from tests.cast import hire
from tests.replay.story import Story, numbers, stories

VERBS = (
    "qualify touch answer accept reject move reassign won on_hold recycle correct send_back disqualify snooze "
    "hand_off give_many"
)


class LongerStory(Story):
    """With the acts of people that stories of replay do without."""

    def disqualify(self, number: int) -> None:
        flow.disqualify(lead_id=self._lead(number).id, reason="spam", by=self.cast.anna.id, at=self.at)

    def snooze(self, number: int) -> None:
        until = self.at + timedelta(hours=number % 100 + 1)
        flow.snooze(lead_id=self._lead(number).id, until=until, by=self.cast.anna.id, at=self.at)

    def hand_off(self, number: int) -> None:
        flow.hand_off(lead_id=self._lead(number).id, note="Now", by=self.cast.anna.id, at=self.at)

    def give_many(self, number: int) -> None:
        leads = list(Lead.objects.values_list("id", flat=True))
        to = (self.cast.anna, self.cast.ben, self.cast.dev)[number % 3]
        flow.reassign(lead_ids=leads, to=to.id, by=self.cast.erin.id, at=self.at)


def images() -> dict[UUID, dict[str, Any]]:
    return {lead.id: image(lead.id) for lead in Lead.objects.all()}


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(stories, st.lists(st.tuples(st.sampled_from(VERBS.split()), numbers), min_size=1, max_size=8))
def test_an_act_and_its_undo_leave_everything_as_it_was(
    before: list[tuple[str, object]], slips: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        story = LongerStory(hire())
        story.begin()
        for verb, told in before:
            story.go_on(verb, told)
        for verb, number in slips:
            stood = images()
            story.go_on(verb, number)
            done = Act.objects.filter(at=story.at, undone_at=None).first()
            event(f"{verb}: {'undone' if done else 'refused'}")
            if done is not None:
                flow.undo(stroke=done.stroke, by=done.by_id, at=story.at + timedelta(minutes=1))
            assert images() == stood
        assert replay().differences == []
        transaction.set_rollback(True)
