"""One person: role, team, hours, absences, keys."""

from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.kit.refusal import Refusal
from handraiser.staff import operations
from handraiser.staff.models import User
from handraiser.staff.permissions import may_give_role, may_note_absence, require
from handraiser.web import answer
from handraiser.web.screen import StaffRequest, page, screen
from handraiser.web.staff.forms import AbsenceForm, OwnForm, PersonForm


@require_http_methods(["GET", "HEAD", "POST"])
@screen("manage_staff")
def add(request: StaffRequest) -> HttpResponseBase:
    """Somebody new."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.values()
        require(may_give_role, request.user, said["role"])
        try:
            with transaction.atomic():
                user = operations.add_user(at=timezone.now(), **said)
        except Refusal as refusal:
            _refuse(form, refusal)
        else:
            return answer.done(request, f"{user.full_name} is on the staff.", back=reverse("web:staff"))
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@screen()
def change(request: StaffRequest, user_id: int) -> HttpResponseBase:
    """Somebody who is here, as those who manage the staff see them."""
    user = get_object_or_404(User, pk=user_id)
    if not request.may.manage_staff and user.pk != request.user.pk and user.manager_id != request.user.pk:
        raise PermissionDenied
    form = PersonForm(request.POST or None, initial=_initial(user)) if request.may.manage_staff else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            said = form.values()
            require(may_give_role, request.user, said["role"], user.role)
            if _changed(request, form, user, said):
                return answer.done(request, f"{user.full_name} is changed.", back=reverse("web:staff"))
    return _page(request, form, user)


@require_http_methods(["GET", "HEAD", "POST"])
@screen()
def own(request: StaffRequest) -> HttpResponseBase:
    """Oneself."""
    form = OwnForm(request.POST or None, initial=_initial(request.user))
    if request.method == "POST" and form.is_valid() and _changed(request, form, request.user, form.values()):
        return answer.done(request, "Saved.", back=reverse("web:profile"))
    return _page(request, form, request.user)


def _changed(request: StaffRequest, form: forms.Form, user: User, said: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            operations.change_user(user=user, at=timezone.now(), **said)
    except Refusal as refusal:
        _refuse(form, refusal)
        return False
    if user.pk == request.user.pk and "password" in said:
        # A new password ends all other sessions, but not the one in which it was chosen.
        update_session_auth_hash(request, user)
    return True


def _refuse(form: forms.Form, refusal: Refusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def _page(request: StaffRequest, form: forms.Form | None, user: User | None) -> HttpResponseBase:
    context = {
        "form": form,
        "person": user,
        "is_self": user is not None and user.pk == request.user.pk,
        "absences": user.absences.filter(ends_at__gt=timezone.now()) if user else (),
        "absence_form": AbsenceForm() if user and may_note_absence(request.user, user) else None,
        "tokens": user.tokens.filter(revoked_at=None) if user else (),
        "issued": request.session.pop("issued", None) if user and user.pk == request.user.pk else None,
    }
    return page(request, "web/staff/person.html", context, status=422 if form and form.errors else 200)


def _initial(user: User) -> dict[str, Any]:
    names = (
        "full_name", "email", "role", "team", "manager", "weight", "capacity", "time_zone", "hours",
        "holiday_country", "holiday_subdivision", "is_active",
    )  # fmt: skip
    return {**{name: getattr(user, name) for name in names}, "territories": ", ".join(user.territories)}
