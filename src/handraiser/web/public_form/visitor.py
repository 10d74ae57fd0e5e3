"""The form that a visitor fills in, and what holds robots off."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing

from handraiser.capture.models import Form
from handraiser.web.forms.fields import Question, asked_of

SALT = "handraiser.public_form"
QUICKEST = timedelta(seconds=2)  # nobody fills in a form faster
OLDEST = timedelta(days=7)
LONGEST = {"long": 20_000}

UTM = {
    "utm_source": "source",
    "utm_campaign": "campaign",
    "utm_medium": "medium",
    "utm_term": "term",
    "utm_content": "content",
}
WIDGETS = {"text": forms.TextInput, "email": forms.EmailInput, "tel": forms.TextInput, "long": forms.Textarea}


class VisitorForm(forms.Form):
    """The questions of one hosted form, the consent, and what travels with them unseen."""

    stamp = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    landing_page = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)
    homepage = forms.CharField(required=False, max_length=2_000)

    def __init__(self, *args: Any, hosted: Form, **named: Any) -> None:
        super().__init__(*args, **named)
        self.hosted = hosted
        for one in asked_of(hosted.fields):
            self.fields[one.question.name] = _field(one.question, one.label, one.required)
        for name in UTM:
            self.fields[name] = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
        if hosted.consent_text:
            self.fields["consent"] = forms.BooleanField(required=False, label=hosted.consent_text)

    def asked(self) -> list[Any]:
        """The fields that a visitor sees, in their order, without the consent."""
        return [self[one.question.name] for one in asked_of(self.hosted.fields)]

    def unseen(self) -> list[Any]:
        """The fields that travel along."""
        return [self[name] for name in ("stamp", "landing_page", *UTM)]

    def inquiry(self) -> dict[str, Any]:
        """What was said, as capture takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        told = {one.question.name: said.get(one.question.name) for one in asked_of(self.hosted.fields)}
        came = {field: said.get(name) for name, field in UTM.items()}
        return {
            **told,
            **came,
            "source": came["source"] or self.hosted.source,
            "landing_page": said.get("landing_page"),
            "inquiry_kind": self.hosted.kind,
            "consent": self.cleaned_data.get("consent") if self.hosted.consent_text else None,
        }


def new_stamp() -> str:
    """When the form was shown, signed, so that it cannot be made up."""
    return signing.TimestampSigner(salt=SALT).sign("shown")


def too_old(stamp: str) -> bool:
    """Whether a stamp is not ours, or a week old."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(stamp, max_age=OLDEST)
    except signing.BadSignature:
        return True
    return False


def too_quick(stamp: str) -> bool:
    """Whether a stamp of ours is so young that no human typed meanwhile."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(stamp, max_age=QUICKEST)
    except signing.SignatureExpired:
        return False
    return True


def _field(question: Question, label: str, required: bool) -> forms.Field:
    attrs = {"autocomplete": question.autocomplete}
    if question.type == "tel":
        attrs["type"] = "tel"
    if question.type == "long":
        attrs["rows"] = "4"
    widget = WIDGETS[question.type](attrs=attrs)
    most = LONGEST.get(question.type, 500)
    if question.type == "email":
        return forms.EmailField(label=label, required=required, max_length=most, widget=widget)
    # Kept to the letter: cleaning is the business of the journey, which keeps the original.
    return forms.CharField(label=label, required=required, max_length=most, widget=widget, strip=False)
