"""Where a notice leads: to its lead, or to what its kind names, such as `review:<version>`."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from handraiser.follow_up.models import Notice

PAGES = {
    "review": "web:process_review",
    "monthly_review": "web:process_monthly_review",
    "replay": "web:process_replay",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with its address; '' where it leads nowhere."""

    notice: Notice
    address: str


def told(notices: Iterable[Notice]) -> list[Told]:
    """Notices with their addresses."""
    return [Told(notice, _address(notice)) for notice in notices]


def _address(notice: Notice) -> str:
    if notice.lead_id is not None:
        return reverse("web:lead", args=[notice.lead_id])
    topic, _, about = notice.kind.partition(":")
    if topic not in PAGES:
        return ""
    try:
        return reverse(PAGES[topic], args=[about] if about else [])
    except NoReverseMatch:
        return ""
