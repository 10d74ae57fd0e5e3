"""An act on a lead as a small form: shown in a dialog, or as a page of its own where there is no script."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.acts.undoable import MINUTES
from handraiser.kit.refusal import Refusal
from handraiser.lead.models import Lead
from handraiser.web.lead.after import done_to
from handraiser.web.live import Live, process_of
from handraiser.web.screen import StaffRequest, View, page, screen
from handraiser.web.sight import lead_to_work


class NoProcess(Refusal):
    """Nothing can be done to leads before a process is published."""


class ActForm(forms.Form):
    """One act: its words, its fields, and the verb it calls."""

    title: ClassVar[str]
    button: ClassVar[str]
    lede: ClassVar[str] = ""
    danger: ClassVar[bool] = False
    # What no undo takes back.
    stays: ClassVar[str] = ""

    def __init__(self, *args: Any, request: StaffRequest, lead: Lead, live: Live, **named: Any) -> None:
        super().__init__(*args, **named)
        self.request, self.lead, self.live = request, lead, live
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and first values from the lead and the document."""

    def choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give a choice field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def do(self, at: datetime) -> str:
        """Call the verb, for that moment. Returns the sentence that says it is done."""
        raise NotImplementedError


def act(form_class: type[ActForm]) -> Callable[..., HttpResponseBase]:
    """The view of an act: GET shows the form, POST does it."""

    def view(request: StaffRequest, lead_id: UUID) -> HttpResponseBase:
        lead = lead_to_work(request, lead_id)
        if request.live is None:
            raise NoProcess("Publish a process first: until then no rule says what may be done.")
        sent = request.POST if request.method == "POST" else None
        initial = _initial(request, form_class)
        process = process_of(lead, request.live)
        assert process is not None, "there is a live one"
        form = form_class(sent, initial=initial, request=request, lead=lead, live=process)
        if sent is None:
            return _shown(request, form, lead)
        if not form.is_valid():
            return _shown(request, form, lead, status=422)
        at = timezone.now()
        try:
            with transaction.atomic():
                said = form.do(at)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return _shown(request, form, lead, status=422)
        return done_to(request, lead_id, said, at=at)

    return require_http_methods(["GET", "HEAD", "POST"])(screen()(_named(view, form_class)))


def _shown(request: StaffRequest, form: ActForm, lead: Lead, *, status: int = 200) -> HttpResponse:
    dialog = bool(request.headers.get("HX-Request"))
    template = "web/lead/act_dialog.html" if dialog else "web/lead/act_page.html"
    return page(
        request,
        template,
        {"form": form, "lead": lead, "back": _back(request, lead), "minutes": MINUTES},
        status=status,
    )


def _initial(request: StaffRequest, form_class: type[ActForm]) -> dict[str, Any]:
    return {name: request.GET[name] for name in form_class.base_fields if name in request.GET}


def _back(request: StaffRequest, lead: Lead) -> str:
    return request.POST.get("next") or reverse("web:lead", args=[lead.id])


def _named(view: View, form_class: type[ActForm]) -> View:
    view.__name__ = form_class.__name__
    view.__doc__ = form_class.__doc__
    return view
