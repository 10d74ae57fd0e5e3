"""Drafts that are written from what was found. Nothing that runs is changed by them."""

from datetime import datetime
from uuid import UUID

from handraiser.feedback.drafting import with_ideal_customer, with_points
from handraiser.feedback.finder import Found
from handraiser.feedback.points import Points
from handraiser.process.drafts import begin_draft
from handraiser.process.models import Version


def draft_ideal_customer(*, version_id: UUID, found: Found, at: datetime, by: int | None = None) -> Version:
    """A new draft of a version with the ideal customer that was found. Raises CannotEdit or TextRefused."""
    origin = Version.objects.get(id=version_id)
    text = with_ideal_customer(origin.text, found)
    return begin_draft(text=text, based_on=origin.id, note="The ideal customer from history", at=at, by=by)


def draft_points(*, version_id: UUID, points: Points, at: datetime, by: int | None = None) -> Version:
    """A new draft of a version with grade rules from history. Raises CannotEdit or TextRefused."""
    origin = Version.objects.get(id=version_id)
    note = f"Grade points from history: {', '.join(points.traits)}"
    return begin_draft(text=with_points(origin.text, points), based_on=origin.id, note=note, at=at, by=by)
