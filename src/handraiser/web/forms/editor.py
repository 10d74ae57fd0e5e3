"""The form in which hosted forms are made."""

from typing import Any

from django import forms

from handraiser.capture.models import Form
from handraiser.document import Document
from handraiser.web.forms.fields import QUESTIONS


class FormEditor(forms.Form):
    """Words, kind of inquiry, and for each possible question whether it is asked, must be answered, and its label."""

    title = forms.CharField(max_length=200)
    slug = forms.SlugField(
        max_length=50, label="Address", help_text="The last part of its public address: /f/…"
    )
    kind = forms.ChoiceField(label="Kind of inquiry", help_text="Hand-raisers take the fast path.")
    source = forms.CharField(
        max_length=200,
        initial="website",
        help_text="Where the person came from, unless the link says utm_source",
    )
    intro = forms.CharField(
        required=False, max_length=2_000, label="Words above", widget=forms.Textarea(attrs={"rows": 2})
    )
    thanks = forms.CharField(
        max_length=2_000,
        label="Words afterwards",
        initial="Thank you. We will be in touch.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    consent_text = forms.CharField(
        required=False,
        max_length=2_000,
        label="Consent",
        help_text="Beside a box to tick. Left empty, consent is not asked.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_active = forms.BooleanField(required=False, initial=True, label="Open to the public")

    def __init__(self, *args: Any, document: Document, present: Form | None = None, **named: Any) -> None:
        super().__init__(*args, **named)
        self.present = present
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kinds = document.lead.inquiry_kinds
        kind.choices = [
            (key, one.title + (" (hand-raiser)" if one.hand_raiser else "")) for key, one in kinds.items()
        ]
        asked = {one["name"]: one for one in present.fields} if present else None
        for question in QUESTIONS:
            stored = asked.get(question.name) if asked is not None else None
            shown = stored is not None if asked is not None else question.shown
            required = bool(stored["required"]) if stored else question.required and asked is None
            label = stored["label"] if stored else question.label
            self.fields[f"{question.name}_shown"] = forms.BooleanField(
                required=False, initial=shown, label="Ask"
            )
            self.fields[f"{question.name}_required"] = forms.BooleanField(
                required=False, initial=required, label="Required"
            )
            self.fields[f"{question.name}_label"] = forms.CharField(
                required=False, max_length=200, initial=label, label=f"Label of {question.label.lower()}"
            )

    def clean_slug(self) -> str:
        """One address, one form."""
        slug = str(self.cleaned_data["slug"]).lower()
        others = Form.objects.filter(slug=slug)
        if self.present is not None:
            others = others.exclude(pk=self.present.pk)
        if others.exists():
            raise forms.ValidationError("Another form has this address.")
        return slug

    def clean(self) -> dict[str, Any]:
        """A form that asks for no way to reach the person makes no leads."""
        said = super().clean() or self.cleaned_data
        if not said.get("email_shown") and not said.get("phone_shown"):
            self.add_error(None, "Ask for the e-mail or the phone: without either nobody can be reached.")
        return said

    def values(self) -> dict[str, Any]:
        """The form as it is stored."""
        said = self.cleaned_data
        fields = [
            {
                "name": question.name,
                "label": said[f"{question.name}_label"] or question.label,
                "required": said[f"{question.name}_required"],
            }
            for question in QUESTIONS
            if said[f"{question.name}_shown"]
        ]
        names = ("title", "slug", "kind", "source", "intro", "thanks", "consent_text", "is_active")
        return {**{name: said[name] for name in names}, "fields": fields}

    def questions(self) -> list[tuple[Any, Any, Any, str]]:
        """For each possible question its three bound fields and its usual name."""
        return [
            (self[f"{one.name}_shown"], self[f"{one.name}_required"], self[f"{one.name}_label"], one.label)
            for one in QUESTIONS
        ]
