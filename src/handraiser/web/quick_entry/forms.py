"""What one writes down after a phone call or from a business card."""

from typing import Any

from django import forms

from handraiser.document import Document

NAMED = ("email", "phone")


class QuickEntryForm(forms.Form):
    """A person, a company, and what they want."""

    first_name = forms.CharField(
        required=False, max_length=500, widget=forms.TextInput(attrs={"autofocus": True})
    )
    last_name = forms.CharField(required=False, max_length=500)
    email = forms.CharField(
        required=False, max_length=500, label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(required=False, max_length=500, widget=forms.TextInput(attrs={"type": "tel"}))
    company_name = forms.CharField(required=False, max_length=500, label="Company")
    title = forms.CharField(required=False, max_length=500, label="Job title")
    country = forms.CharField(required=False, max_length=200)
    inquiry_kind = forms.ChoiceField(label="What happened")
    source = forms.CharField(required=False, max_length=500, help_text="Such as trade fair, referral, phone")
    campaign = forms.CharField(required=False, max_length=500)
    occurred_at = forms.DateTimeField(
        required=False,
        label="When",
        help_text="Empty means now. A moment of the past keeps its date.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    consent = forms.NullBooleanField(
        required=False,
        label="May be written to",
        widget=forms.Select(choices=[("unknown", "Not asked"), ("true", "Yes"), ("false", "No")]),
    )
    message = forms.CharField(
        required=False, max_length=20_000, label="What they want", widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, document: Document, **named: Any) -> None:
        super().__init__(*args, **named)
        kinds = [(key, kind.title) for key, kind in document.lead.inquiry_kinds.items()]
        kind = self.fields["inquiry_kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [*kinds, ("", "Nothing in particular")]
        kind.required = False
        if "phone_call" in document.lead.inquiry_kinds:
            kind.initial = "phone_call"

    def clean(self) -> dict[str, Any]:
        """Without a way to reach somebody there is nothing to follow up."""
        said = super().clean() or self.cleaned_data
        if not any(said.get(name) for name in NAMED):
            self.add_error("email", "Give an e-mail address or a phone number.")
        return said

    def inquiry(self) -> dict[str, Any]:
        """What was said, as capture takes it; what was left out is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
