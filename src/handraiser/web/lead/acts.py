"""What people do to a lead, each as a form that calls one verb of `flow`."""

from datetime import datetime
from typing import ClassVar

from django import forms
from django.utils import timezone

from handraiser import flow
from handraiser.staff.permissions import may_reassign, require
from handraiser.staff.queries import is_absent, roster
from handraiser.web.lead.act import ActForm
from handraiser.web.lead.later import LATER, moment_of

NOTE = forms.Textarea(attrs={"rows": 3, "placeholder": "What was said, what is next"})


class Touch(ActForm):
    """Record a call, a mail, a meeting or a note."""

    title, button = "Log a touch", "Log it"
    stays: ClassVar[str] = "What was said or written to them stays said."
    kind = forms.ChoiceField(widget=forms.RadioSelect, label="What")
    outcome = forms.ChoiceField(required=False, widget=forms.RadioSelect, label="What came of it")
    note = forms.CharField(required=False, max_length=20_000, widget=NOTE)
    then = forms.ChoiceField(required=False, label="Then", choices=[("", "Keep it in the list"), *LATER])

    def prepare(self) -> None:
        """The words are those of the document."""
        touches = self.live.document.follow_up.touches
        self.choices("kind", [(kind.key, kind.title) for kind in touches.kinds])
        outcomes = [(outcome.key, outcome.title) for outcome in touches.outcomes]
        self.choices("outcome", [("", "Nothing to say"), *outcomes])
        self.fields["kind"].initial = touches.kinds[0].key
        # Whoever presses n wants to write; after a call one says first what came of it.
        first = "note" if self.initial.get("kind") == "note" else "outcome"
        self.fields[first].widget.attrs["autofocus"] = True

    def do(self, at: datetime) -> str:
        """A touch, and if wished out of sight for a while."""
        said = self.cleaned_data
        flow.touch(
            lead_id=self.lead.id,
            kind=said["kind"],
            outcome=said["outcome"] or None,
            note=said["note"],
            by=self.request.user.pk,
            at=at,
        )
        if said["then"]:
            until = moment_of(said["then"], timezone.localtime(at))
            flow.snooze(lead_id=self.lead.id, until=until, by=self.request.user.pk, at=at)
        kind = self.live.document.follow_up.touches.kind(said["kind"])
        title = kind.title if kind else said["kind"]
        return f"{title} logged."


class Snooze(ActForm):
    """Out of the worklist until a moment."""

    title, button = "Set aside", "Set aside"
    lede: ClassVar[str] = "It comes back by itself. Its clocks run on: a promise was given to the customer."
    until = forms.ChoiceField(
        widget=forms.RadioSelect, label="Until", choices=[*LATER, ("at", "The moment below")]
    )
    moment = forms.DateTimeField(
        required=False, label="Moment", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    def prepare(self) -> None:
        """Tomorrow is what is meant most often."""
        self.fields["until"].initial = "tomorrow"

    def clean(self) -> None:
        """A moment of one's own has to be given."""
        super().clean()
        if self.cleaned_data.get("until") == "at" and not self.cleaned_data.get("moment"):
            self.add_error("moment", "Choose the moment.")

    def do(self, at: datetime) -> str:
        """Asleep until then."""
        said = self.cleaned_data
        until = said["moment"] if said["until"] == "at" else moment_of(said["until"], timezone.localtime(at))
        flow.snooze(lead_id=self.lead.id, until=until, by=self.request.user.pk, at=at)
        local = timezone.localtime(until)
        return f"Set aside until {local:%a %d %b, %H:%M}."


class Accept(ActForm):
    """Take an offered lead."""

    title, button = "Accept", "Accept"
    lede: ClassVar[str] = "It becomes your opportunity, and the acceptance clock stops."
    note = forms.CharField(required=False, max_length=20_000, widget=NOTE)

    def do(self, at: datetime) -> str:
        """It is theirs now."""
        flow.accept(lead_id=self.lead.id, by=self.request.user.pk, note=self.cleaned_data["note"], at=at)
        return f"Accepted: {self.lead.person} is your opportunity."


class Reject(ActForm):
    """Refuse an offered lead for a reason."""

    title, button, danger = "Reject", "Reject", True
    lede: ClassVar[str] = "The reason decides what follows, and is what marketing learns from."
    reason = forms.ChoiceField(widget=forms.RadioSelect)
    note = forms.CharField(required=False, max_length=20_000, widget=NOTE)

    def prepare(self) -> None:
        """Each reason says what follows from it."""
        follows = {"send_back": "goes back", "recycle": "to nurture", "disqualify": "out"}
        reasons = self.live.document.handoff.reject_reasons
        self.choices(
            "reason", [(reason.key, f"{reason.title} ({follows[reason.then]})") for reason in reasons]
        )

    def do(self, at: datetime) -> str:
        """Refused, with the reason in the ledger."""
        said = self.cleaned_data
        flow.reject(
            lead_id=self.lead.id, reason=said["reason"], by=self.request.user.pk, note=said["note"], at=at
        )
        return "Rejected, and told to who offered it."


class SendBack(ActForm):
    """Give a lead back to the stage before the handoff."""

    title, button = "Send back", "Send back"
    note = forms.CharField(
        max_length=20_000, widget=NOTE, label="Why", help_text="Whoever gets it reads this."
    )

    def do(self, at: datetime) -> str:
        """Back with a word why."""
        flow.send_back(lead_id=self.lead.id, by=self.request.user.pk, note=self.cleaned_data["note"], at=at)
        return "Sent back."


class HandOff(ActForm):
    """Offer a lead to sales."""

    title, button = "Hand to sales", "Offer it"
    lede: ClassVar[str] = "The process finds the account executive, and the acceptance clock starts."
    note = forms.CharField(required=False, max_length=20_000, widget=NOTE, label="What sales should know")

    def do(self, at: datetime) -> str:
        """Offered; the acceptance clock runs."""
        flow.hand_off(lead_id=self.lead.id, by=self.request.user.pk, note=self.cleaned_data["note"], at=at)
        return "Offered to sales."


class Assign(ActForm):
    """Give a lead to somebody."""

    title, button = "Give to somebody", "Give"
    to = forms.ChoiceField(label="To")
    reason = forms.CharField(required=False, max_length=500)

    def prepare(self) -> None:
        """Who is away is marked, so that nobody gives to an empty desk by mistake."""
        now = timezone.now()
        people = [member for member in roster() if member.active and member.id != self.lead.owner_id]
        named = [
            (str(member.id), member.name + (" (away)" if is_absent(member, now) else "")) for member in people
        ]
        self.choices("to", [("", "Choose…"), *sorted(named, key=lambda pair: pair[1])])

    def do(self, at: datetime) -> str:
        """A new owner; open clocks go along."""
        require(may_reassign, self.request.user, self.lead.owner_id, self.lead.team)
        said = self.cleaned_data
        flow.reassign(
            lead_ids=[self.lead.id], to=int(said["to"]), by=self.request.user.pk, reason=said["reason"], at=at
        )
        name = next(member.name for member in roster() if member.id == int(said["to"]))
        return f"Given to {name}."
