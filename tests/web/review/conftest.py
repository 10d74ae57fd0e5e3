"""The draft of the panel's own tests, with the cast in their browsers."""

import pytest

from handraiser.process.models import Version
from tests.cast import Cast
from tests.process.review.conftest import TEXT, draft_of


@pytest.fixture
def draft(cast: Cast) -> Version:
    return draft_of(TEXT, by=cast.erin.pk)
