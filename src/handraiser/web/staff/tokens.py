"""Keys to the API: one's own, and for those who manage the staff everybody's to take away."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from handraiser.staff import operations
from handraiser.staff.models import Token
from handraiser.web import answer
from handraiser.web.screen import StaffRequest, screen


@require_POST
@screen()
def issue(request: StaffRequest, user_id: int) -> HttpResponseBase:
    """Make a key that acts as oneself. Nobody makes keys for others: a key is a person."""
    if user_id != request.user.pk:
        raise PermissionDenied
    issued = operations.issue_token(
        user=request.user, name=request.POST.get("name", "")[:120], at=timezone.now()
    )
    # Shown on the next page and then forgotten; only its digest is kept.
    request.session["issued"] = issued.clear_text
    return redirect("web:profile")


@require_POST
@screen()
def revoke(request: StaffRequest, token_id: int) -> HttpResponseBase:
    """The key opens nothing any more."""
    token = get_object_or_404(Token.objects.select_related("user"), pk=token_id)
    if token.user_id != request.user.pk and not request.may.manage_staff:
        raise PermissionDenied
    operations.revoke_token(token=token, at=timezone.now())
    own = token.user_id == request.user.pk
    back = reverse("web:profile") if own else reverse("web:person", args=[token.user_id])
    return answer.done(request, f"{token.name} opens nothing any more.", back=back)
