"""Sign everything that waits for the reader at once, after a look at what changed in each section."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.document import Document
from handraiser.kit.refusal import Refusal
from handraiser.process.difference import Change, differences
from handraiser.process.models import Version
from handraiser.process.queries import live_version
from handraiser.process.review.operations import Asked, sign_all
from handraiser.staff.models import User
from handraiser.web import answer
from handraiser.web.review.sheet import Row, Signer, sheet
from handraiser.web.review.telling import tell_reviewed
from handraiser.web.screen import StaffRequest, page, screen


@dataclass(frozen=True, slots=True)
class ToSign:
    """A section that waits for the reader's sign-off for a function. `changes`: since the version compared with."""

    row: Row
    signer: Signer
    changes: tuple[Change, ...]

    @property
    def value(self) -> str:
        """What the form says of it: the section as it is shown here, and for whom."""
        return f"{self.row.section.name}|{self.row.section.part.digest}|{self.signer.standing.function}"


class SignAll(forms.Form):
    """Which of them, with one note for all."""

    sign = forms.TypedMultipleChoiceField(
        required=False, coerce=lambda value: _asked(value), error_messages={"invalid_choice": "Choose again."}
    )
    note = forms.CharField(
        required=False,
        max_length=2_000,
        label="Note",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept in the record beside each of these sign-offs.",
    )

    def __init__(self, *args: Any, posted: list[str], **named: Any) -> None:
        super().__init__(*args, **named)
        sign = self.fields["sign"]
        assert isinstance(sign, forms.TypedMultipleChoiceField)
        # What was shown a moment ago may have changed since: the verb says so in words, not the form.
        sign.choices = [(value, value) for value in posted]


@require_http_methods(["GET", "HEAD", "POST"])
@screen()
def every(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """What waits for the reader, with what changed in it; with POST one confirmation signs what is chosen."""
    shown = get_object_or_404(Version, id=version_id)
    back = reverse("web:process_review", args=[version_id])
    posted = [value for value in request.POST.getlist("sign") if value.count("|") >= 2]
    form = SignAll(request.POST if request.method == "POST" else None, posted=posted)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            said = _sign(request, shown, form)
        except Refusal as refused:
            refusal = refused
        else:
            return answer.done(request, said, back=back)
    context = {**waiting(shown, request.user), "form": form, "refusal": refusal, "back": back}
    return page(request, "web/review/every.html", context, status=422 if refusal or form.errors else 200)


def waiting(shown: Version, user: User) -> dict[str, Any]:
    """The sections that the reader can sign now, those that are held up, and with what they are compared."""
    found = sheet(shown, user)
    before = found["base"] or _live_beside(shown)
    told = differences(before.text, shown.text, document=Document) if before is not None else None
    changes = told.sections if told is not None else {}
    mine = [(row, one) for row in found["rows"] for one in row.signers if one.mine and one.standing.open]
    return {
        "shown": shown,
        "before": before,
        "compared": told is not None and told.changes is not None,
        "to_sign": [
            ToSign(row, one, tuple(changes.get(row.section.name, ())))
            for row, one in mine
            if row.section.part.digest is not None and not row.section.changes
        ],
        "held_up": [row for row, _ in mine if row.section.part.digest is None or row.section.changes],
        "staff": found["staff"],
        "draft": found["draft"],
    }


def _sign(request: StaffRequest, shown: Version, form: SignAll) -> str:
    at = timezone.now()
    signed = sign_all(
        version_id=shown.id,
        asked=form.cleaned_data["sign"],
        note=form.cleaned_data["note"],
        by=request.user.pk,
        at=at,
        document=Document,
    )
    count = len(signed.sign_offs)
    said = "Signed." if count == 1 else f"{count} sign-offs given."
    if signed.reviewed:
        tell_reviewed(version=signed.version, by=request.user.pk, at=at)
        return f"{said} The last one was among them: version {signed.version.number} is reviewed."
    return said


def _asked(value: str) -> Asked:
    section, digest, function = value.split("|", 2)
    return Asked(section=section, function=function, digest=digest)


def _live_beside(shown: Version) -> Version | None:
    live = live_version()
    return live if live is not None and live.id != shown.id else None
