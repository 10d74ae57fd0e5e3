"""Who is away gets no new leads."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from handraiser.staff import operations
from handraiser.staff.models import Absence, User
from handraiser.staff.permissions import may_note_absence, require
from handraiser.web import answer
from handraiser.web.screen import StaffRequest, screen
from handraiser.web.staff.forms import AbsenceForm


@require_POST
@screen()
def add(request: StaffRequest, user_id: int) -> HttpResponseBase:
    """Note that somebody is away."""
    user = get_object_or_404(User, pk=user_id)
    require(may_note_absence, request.user, user)
    form = AbsenceForm(request.POST)
    back = _back(request, user)
    if not form.is_valid():
        return answer.told(request, "An absence needs a beginning and an end.", back=back)
    operations.add_absence(user=user, at=timezone.now(), **form.cleaned_data)
    return answer.done(request, f"Noted: {user.full_name} is away. New leads go to others.", back=back)


@require_POST
@screen()
def end(request: StaffRequest, absence_id: int) -> HttpResponseBase:
    """Somebody is back, or stays after all."""
    absence = get_object_or_404(Absence.objects.select_related("user"), pk=absence_id)
    require(may_note_absence, request.user, absence.user)
    operations.end_absence(absence=absence, at=timezone.now())
    return answer.done(request, f"{absence.user.full_name} is here.", back=_back(request, absence.user))


def _back(request: StaffRequest, user: User) -> str:
    return reverse("web:profile") if user.pk == request.user.pk else reverse("web:person", args=[user.pk])
