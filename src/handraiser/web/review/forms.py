"""What one says and signs in a review, each as a small form: in a dialog, or as a page where there is no script."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.document import Document
from handraiser.kit.refusal import Refusal
from handraiser.process.models import Version
from handraiser.process.render.titles import section_title
from handraiser.process.review.operations import comment, sign_off
from handraiser.process.review.queries import review_of
from handraiser.staff.permissions import NotAllowed, may_comment, require
from handraiser.web import answer
from handraiser.web.review.sheet import may_ask_for_change
from handraiser.web.review.telling import tell_of_comment, tell_reviewed
from handraiser.web.review.words import place_words
from handraiser.web.screen import StaffRequest, page, screen

HIDDEN = forms.HiddenInput


class ReviewForm(forms.Form):
    """One thing done in a review: its words, its fields and its verb."""

    title: ClassVar[str]
    button: ClassVar[str]

    def about(self) -> str:
        """What it is about, in words, below the title."""
        return ""

    def do(self, request: StaffRequest, shown: Version, at: datetime) -> str:
        """Call the verb; the sentence that says it is done."""
        raise NotImplementedError


class Say(ReviewForm):
    """Comment on a part, a line or the whole; answer; or ask for a change."""

    title, button = "Comment", "Say it"
    text = forms.CharField(
        max_length=10_000, label="What you want to say", widget=forms.Textarea(attrs={"rows": 4})
    )
    change = forms.BooleanField(
        required=False,
        label="This must change before I sign",
        help_text="The section cannot be signed until it is resolved.",
    )
    place = forms.CharField(required=False, max_length=400, widget=HIDDEN)
    line = forms.IntegerField(required=False, widget=HIDDEN)
    answers = forms.UUIDField(required=False, widget=HIDDEN)

    def about(self) -> str:
        """The place, or the line."""
        if self["answers"].value():
            return "An answer"
        line = self["line"].value()
        return f"Line {line}" if line else f"On {place_words(str(self['place'].value() or ''))}"

    def do(self, request: StaffRequest, shown: Version, at: datetime) -> str:
        """Said; whom it concerns is told."""
        require(may_comment, request.user)
        said = self.cleaned_data
        if said["change"] and not may_ask_for_change(request.user, review_of(shown, Document)):
            raise NotAllowed(
                "Only the panel and those who write drafts can hold up a sign-off. Comment instead."
            )
        made = comment(
            version_id=shown.id,
            text=said["text"],
            place=said["place"],
            line=said["line"],
            answers=said["answers"],
            asks_for_change=said["change"],
            by=request.user.pk,
            at=at,
        )
        tell_of_comment(comment=made, by=request.user.pk, at=at)
        return "Change asked for." if made.asks_for_change else "Said."


class Sign(ReviewForm):
    """Sign a section for a function."""

    title, button = "Sign off", "Sign"
    note = forms.CharField(
        required=False, max_length=2_000, label="Note", widget=forms.Textarea(attrs={"rows": 3})
    )
    section = forms.CharField(max_length=80, widget=HIDDEN)
    function = forms.CharField(max_length=200, widget=HIDDEN)
    digest = forms.CharField(max_length=64, required=False, widget=HIDDEN)

    def about(self) -> str:
        """What is signed, and for whom."""
        section = section_title(str(self["section"].value() or ""))
        return f"{section}, for {self['function'].value() or ''}. It counts until the section says something else."

    def do(self, request: StaffRequest, shown: Version, at: datetime) -> str:
        """Signed; with the last one the version is reviewed."""
        said = self.cleaned_data
        signed = sign_off(
            version_id=shown.id,
            section=said["section"],
            function=said["function"],
            note=said["note"],
            digest=said["digest"] or None,
            by=request.user.pk,
            at=at,
            document=Document,
        )
        if signed.reviewed:
            tell_reviewed(version=signed.version, by=request.user.pk, at=at)
            return f"Signed. That was the last one: version {signed.version.number} is reviewed."
        return "Signed."


def in_review(form_class: type[ReviewForm]) -> Callable[..., HttpResponseBase]:
    """The view of a form: GET shows it, POST does it."""

    def view(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
        shown = get_object_or_404(Version, id=version_id)
        back = reverse("web:process_review", args=[version_id])
        if request.method != "POST":
            return _shown(request, form_class(initial=request.GET.dict()), shown, back)
        form = form_class(request.POST)
        if not form.is_valid():
            return _shown(request, form, shown, back, status=422)
        try:
            with transaction.atomic():
                said = form.do(request, shown, timezone.now())
        except Refusal as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(None if field and form.fields[field].widget.is_hidden else field, refusal.message)
            return _shown(request, form, shown, back, status=422)
        return answer.done(request, said, back=back)

    view.__name__, view.__doc__ = form_class.__name__, form_class.__doc__
    return require_http_methods(["GET", "HEAD", "POST"])(screen()(view))


def _shown(
    request: StaffRequest, form: ReviewForm, shown: Version, back: str, *, status: int = 200
) -> HttpResponseBase:
    dialog = bool(request.headers.get("HX-Request"))
    template = "web/review/dialog.html" if dialog else "web/review/form_page.html"
    return page(request, template, {"form": form, "shown": shown, "back": back}, status=status)
