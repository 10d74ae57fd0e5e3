"""How a lead changes its stage or ends, each as a form that calls one verb of `flow`."""

from datetime import datetime
from typing import ClassVar

from django import forms

from handraiser import flow
from handraiser.web.lead.act import ActForm
from handraiser.web.lead.acts import NOTE


class Move(ActForm):
    """Move a lead to another stage, through the same gate as the machine."""

    title, button = "Change the stage", "Move"
    lede: ClassVar[str] = "A move against the criteria needs a reason, and is marked as such for ever."
    to = forms.ChoiceField(widget=forms.RadioSelect, label="To")
    reason = forms.CharField(required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))

    def prepare(self) -> None:
        """All stages but the present one; the next is chosen."""
        stages = self.live.document.stages
        self.choices("to", [(stage.key, stage.title) for stage in stages if stage.key != self.lead.stage])
        present = next((stage for stage in stages if stage.key == self.lead.stage), None)
        self.fields["to"].initial = present.next if present else None

    def do(self, at: datetime) -> str:
        """Moved by hand."""
        said = self.cleaned_data
        flow.move_stage(
            lead_id=self.lead.id, to=said["to"], by=self.request.user.pk, reason=said["reason"], at=at
        )
        return f"Moved to {self.live.stages[said['to']][0]}."


class Disqualify(ActForm):
    """Out of the process for a reason."""

    title, button, danger = "Disqualify", "Disqualify", True
    lede: ClassVar[str] = "This pass ends. If the person comes back, a new one begins."
    reason = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=20_000, widget=NOTE)

    def prepare(self) -> None:
        """The reasons of the document."""
        reasons = self.live.document.recycle.disqualify_reasons
        self.choices("reason", [(reason.key, reason.title) for reason in reasons])

    def do(self, at: datetime) -> str:
        """Ended."""
        said = self.cleaned_data
        flow.disqualify(
            lead_id=self.lead.id, reason=said["reason"], by=self.request.user.pk, note=said["note"], at=at
        )
        return "Disqualified. This pass is over."


class Recycle(ActForm):
    """Back to nurture for a reason."""

    title, button = "Recycle", "Recycle"
    lede: ClassVar[str] = "Back to marketing. After the time that the reason names, a new pass begins."
    reason = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=20_000, widget=NOTE)

    def prepare(self) -> None:
        """The reasons of the document, each with its wait."""
        reasons = self.live.document.recycle.recycle_reasons
        self.choices(
            "reason",
            [
                (reason.key, f"{reason.title} (back after {reason.wait})" if reason.wait else reason.title)
                for reason in reasons
            ],
        )

    def do(self, at: datetime) -> str:
        """Ended for now."""
        said = self.cleaned_data
        flow.recycle(
            lead_id=self.lead.id, reason=said["reason"], by=self.request.user.pk, note=said["note"], at=at
        )
        return "Recycled. This pass is over."


class Opportunity(ActForm):
    """Say how an opportunity stands."""

    title, button = "Opportunity", "Save"
    state = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[("open", "Open"), ("won", "Won"), ("lost", "Lost"), ("on_hold", "On hold")],
    )
    amount = forms.FloatField(required=False, min_value=0, max_value=1e15)
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$", required=False, max_length=3, help_text="Three letters, such as EUR",
        error_messages={"invalid": "A currency has three letters, such as EUR."},
    )  # fmt: skip
    reason = forms.ChoiceField(required=False, label="Why it was lost")
    until = forms.DateTimeField(
        required=False,
        label="On hold until",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    note = forms.CharField(required=False, max_length=20_000, widget=NOTE)

    def prepare(self) -> None:
        """As it stands now."""
        reasons = self.live.document.handoff.lost_reasons
        self.choices("reason", [("", "–"), *((reason.key, reason.title) for reason in reasons)])
        self.fields["state"].initial = self.lead.opportunity
        self.fields["amount"].initial = self.lead.amount

    def do(self, at: datetime) -> str:
        """Won and lost end the pass."""
        said = self.cleaned_data
        flow.close_opportunity(
            lead_id=self.lead.id,
            state=said["state"],
            by=self.request.user.pk,
            amount=said["amount"],
            currency=said["currency"].upper() or None,
            reason=said["reason"] or None,
            until=said["until"],
            note=said["note"],
            at=at,
        )
        words = {"won": "Won. Well done!", "lost": "Lost.", "on_hold": "On hold.", "open": "Open."}
        return words[said["state"]]
