"""Hosted forms: made, changed, closed, and put on one's own pages."""

from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from handraiser.capture.models import Form
from handraiser.web import answer
from handraiser.web.forms.editor import FormEditor
from handraiser.web.forms.fields import asked_of
from handraiser.web.screen import StaffRequest, page, screen

NAMES = ("title", "slug", "kind", "source", "intro", "thanks", "consent_text", "is_active")


@require_safe
@screen("forms")
def show(request: StaffRequest) -> HttpResponseBase:
    """All forms."""
    kinds = request.live.document.lead.inquiry_kinds if request.live else {}
    forms = [(form, kinds.get(form.kind)) for form in Form.objects.order_by("title")]
    return page(request, "web/forms/page.html", {"forms": forms, "address": settings.ADDRESS})


@require_http_methods(["GET", "HEAD", "POST"])
@screen("forms")
def add(request: StaffRequest) -> HttpResponseBase:
    """A new form."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@screen("forms")
def change(request: StaffRequest, slug: str) -> HttpResponseBase:
    """A form that is there."""
    return _edit(request, get_object_or_404(Form, slug=slug))


@require_safe
@screen("forms")
def embedding(request: StaffRequest, slug: str) -> HttpResponseBase:
    """How the form gets onto one's own pages."""
    form = get_object_or_404(Form, slug=slug)
    context = {
        "form": form,
        "asked": asked_of(form.fields),
        "address": settings.ADDRESS + reverse("web:public_form", args=[slug]),
    }
    return page(request, "web/forms/embedding.html", context)


def _edit(request: StaffRequest, present: Form | None) -> HttpResponseBase:
    if request.live is None:
        return page(request, "web/process/none.html")
    initial: dict[str, Any] = {name: getattr(present, name) for name in NAMES} if present else {}
    editor = FormEditor(
        request.POST or None, document=request.live.document, present=present, initial=initial
    )
    if request.method == "POST" and editor.is_valid():
        slug = present.slug if present else editor.cleaned_data["slug"]
        form, _ = Form.objects.update_or_create(
            slug=slug,
            defaults=editor.values(),
            create_defaults={**editor.values(), "created_at": timezone.now()},
        )
        back = reverse("web:form_embedding", args=[form.slug])
        return answer.done(request, f"{form.title} is saved.", back=back)
    status = 422 if editor.errors else 200
    return page(request, "web/forms/edit.html", {"form": editor, "present": present}, status=status)
