"""Views of the leads under a name: one's own, and those that others share."""

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from handraiser.web import answer, undo
from handraiser.web.models import SavedView
from handraiser.web.screen import StaffRequest, screen


class ViewForm(forms.Form):
    """The name of a view, what it shows and who sees it."""

    title = forms.CharField(max_length=80)
    query = forms.CharField(max_length=4_000, required=False)
    shared = forms.BooleanField(required=False)


def views_of(request: StaffRequest) -> QuerySet[SavedView]:
    """The views that this person may open."""
    return (
        SavedView.objects.filter(Q(owner=request.user) | Q(shared=True))
        .select_related("owner")
        .order_by("title")
    )


@require_POST
@screen()
def save(request: StaffRequest) -> HttpResponseBase:
    """Keep the present view under a name; the same name again replaces it."""
    form = ViewForm(request.POST)
    if not form.is_valid():
        return answer.told(request, "A view needs a name of at most 80 letters.", back=reverse("web:leads"))
    asked = form.cleaned_data
    view, _ = SavedView.objects.update_or_create(
        owner=request.user,
        title=asked["title"],
        defaults={"query": asked["query"], "shared": asked["shared"], "created_at": timezone.now()},
    )
    return answer.done(request, f"Saved as {view.title}.", back=f"{reverse('web:leads')}?{view.query}")


@require_POST
@screen()
def remove(request: StaffRequest, view_id: int) -> HttpResponseBase:
    """Forget a view of one's own."""
    view = get_object_or_404(SavedView, pk=view_id, owner=request.user)
    kept = {"title": view.title, "query": view.query, "shared": view.shared}
    view.delete()
    return answer.done(
        request, f"Forgot {view.title}.", undo=undo.offer(request, "view", **kept), back=reverse("web:leads")
    )
