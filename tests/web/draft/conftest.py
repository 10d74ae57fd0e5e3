"""A draft of the live process."""

from datetime import timedelta

import pytest

from handraiser.process.drafts import begin_draft_from
from handraiser.process.models import Version
from tests.cast import MONDAY, Cast


@pytest.fixture
def draft(cast: Cast) -> Version:
    return begin_draft_from(
        version_id=cast.version.pk, note="Faster calls", by=cast.erin.pk, at=MONDAY + timedelta(minutes=1)
    )
