"""Whatever happens, replay makes every decision again as it was."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from handraiser.ledger.models import Event
from handraiser.replay.replay import replay
from tests.cast import hire
from tests.replay.story import Story, stories


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(stories)
def test_whatever_happens_replay_finds_no_difference(acts: list[tuple[str, object]]) -> None:
    with transaction.atomic():
        story = Story(hire())
        story.begin()
        for verb, told in acts:
            story.go_on(verb, told)
        report = replay()
        assert report.differences == []
        assert report.why_not == {}
        assert report.checked + sum(report.facts.values()) == Event.objects.count()
        transaction.set_rollback(True)
