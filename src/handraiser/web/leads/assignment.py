"""Chosen leads, given to somebody else in one go."""

from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from handraiser import flow
from handraiser.kit.refusal import Refusal
from handraiser.staff.queries import snapshot
from handraiser.web import answer, undo
from handraiser.web.leads import listing
from handraiser.web.leads.picture import Picture
from handraiser.web.leads.views import selection_of
from handraiser.web.screen import StaffRequest, screen

MOST = 5_000


class NothingChosen(Refusal):
    """An act on chosen leads, with none chosen."""


class TooMany(Refusal):
    """More leads than one act may change."""


@require_POST
@screen("reassign")
def reassign(request: StaffRequest) -> HttpResponseBase:
    """Give the ticked leads, or all of the list, to one person. Can be undone."""
    to = request.POST.get("to", "")
    chosen, at = _chosen(request), timezone.now()
    if not to.isdecimal() or int(to) not in snapshot().by_id:
        raise NothingChosen("Choose who gets the leads.", field="to")
    moved = flow.reassign(
        lead_ids=chosen,
        to=int(to),
        by=request.user.pk,
        reason=request.POST.get("reason", "").strip()[:500],
        at=at,
    )
    name = snapshot().by_id[int(to)].name
    if not moved:
        return answer.done(request, f"Nothing to do: {name} has them already.", back=reverse("web:leads"))
    noun = "lead" if len(moved) == 1 else "leads"
    return answer.done(
        request,
        f"{len(moved)} {noun} given to {name}.",
        undo=undo.of_act(request, moved[0], at),
        back=reverse("web:leads"),
    )


def _chosen(request: StaffRequest) -> list[UUID]:
    picture = Picture.of(request.POST if request.POST.get("all") else request.GET)
    selection = selection_of(request, picture)
    if request.POST.get("all"):
        chosen = listing.ids(selection, limit=MOST + 1)
    else:
        chosen = [UUID(text) for text in request.POST.getlist("lead") if _is_id(text)]
        selection.add("l.id = ANY(%(chosen)s)", chosen=chosen)
        chosen = listing.ids(selection, limit=MOST + 1)
    if not chosen:
        raise NothingChosen("Tick the leads first.")
    if len(chosen) > MOST:
        raise TooMany(f"At most {MOST:,} leads at once. Narrow the list first.")
    return chosen


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
