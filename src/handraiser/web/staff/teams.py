"""Teams with their hours."""

from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.kit.refusal import Refusal
from handraiser.staff import operations
from handraiser.staff.models import Team
from handraiser.web import answer
from handraiser.web.screen import StaffRequest, page, screen
from handraiser.web.staff.forms import TeamForm

USUAL_HOURS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@require_http_methods(["GET", "HEAD", "POST"])
@screen("manage_staff")
def add(request: StaffRequest) -> HttpResponseBase:
    """A new team."""
    form = TeamForm(request.POST or None, initial={"hours": USUAL_HOURS, "time_zone": request.zone.key})
    return _answer(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@screen("manage_staff")
def change(request: StaffRequest, team_id: int) -> HttpResponseBase:
    """A team that is there. Its key stays: the process names it."""
    team = get_object_or_404(Team, pk=team_id)
    names = ("name", "key", "lead", "time_zone", "hours", "holiday_country", "holiday_subdivision")
    form = TeamForm(request.POST or None, initial={name: getattr(team, name) for name in names})
    del form.fields["key"]
    return _answer(request, form, team)


def _answer(request: StaffRequest, form: TeamForm, team: Team | None) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                saved = _save(form, team)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            return answer.done(request, f"{saved.name} is saved.", back=reverse("web:staff"))
    return page(
        request, "web/staff/team.html", {"form": form, "team": team}, status=422 if form.errors else 200
    )


def _save(form: TeamForm, team: Team | None) -> Team:
    values: dict[str, Any] = form.values()
    if team is None:
        return operations.add_team(key=form.cleaned_data["key"], at=timezone.now(), **values)
    return operations.change_team(team=team, at=timezone.now(), **values)
