"""Who works here, in which team, who is away, and how many leads everybody holds."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from handraiser.lead.models import OwnerLoad
from handraiser.staff.models import Team, User
from handraiser.staff.queries import is_absent, snapshot
from handraiser.web.screen import StaffRequest, page, screen


@dataclass(frozen=True, slots=True)
class Seat:
    """One person as the list shows them."""

    user: User
    away: bool
    load: int


@require_safe
@screen()
def show(request: StaffRequest) -> HttpResponseBase:
    """All teams with their people, then those without a team, then those who left."""
    at, staff = timezone.now(), snapshot()
    loads = dict(OwnerLoad.objects.values_list("owner_id", "open_leads"))
    members = User.objects.order_by("full_name").defer("password")
    teams = Team.objects.select_related("lead").prefetch_related(Prefetch("members", members))

    def seat(user: User) -> Seat:
        member = staff.by_id.get(user.pk)
        return Seat(user, member is not None and is_absent(member, at), loads.get(user.pk, 0))

    groups = [(team, [seat(user) for user in team.members.all() if user.is_active]) for team in teams]
    others = [seat(user) for user in members.filter(team=None, is_active=True)]
    left = members.filter(is_active=False)
    return page(request, "web/staff/page.html", {"groups": groups, "others": others, "left": left})
