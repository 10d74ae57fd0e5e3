"""The plan for leads in flight as a form: one line for each stage in which leads stand."""

from datetime import timedelta
from typing import Any

from django import forms

from handraiser.acts.flight import Flight, Line
from handraiser.process.in_flight import Plan

STAY = ""
SPREADS = {1: "an hour", 8: "8 hours", 24: "a day", 72: "three days", 168: "a week"}


class PlanForm(forms.Form):
    """Where leads in flight go on: a choice for each stage in which some stand."""

    settle = forms.ChoiceField(
        label="How the moved are decided anew",
        choices=[
            ("spread", "One after the other, with all that follows"),
            ("quiet", "Quietly: nobody is reassigned, offered or put on a clock by it"),
        ],
        widget=forms.RadioSelect,
        initial="spread",
    )
    over = forms.TypedChoiceField(
        label="Spread over",
        choices=list(SPREADS.items()),
        coerce=int,
        initial=8,
        help_text="So that nobody finds a hundred new promises at once.",
    )
    why = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept in the ledger, for those who ask later.",
        max_length=2_000,
    )

    def __init__(self, *args: Any, flight: Flight, **named: Any) -> None:
        super().__init__(*args, **named)
        self.lines = flight.lines
        if not flight.lines:
            # Nothing is to be planned, and the page asks nothing of it.
            del self.fields["settle"], self.fields["over"]
        for line in flight.lines:
            self.fields[f"move_{line.stage}"] = forms.ChoiceField(
                label=line.title,
                choices=[
                    (STAY, "stay on their version"),
                    *((key, f"go on as {title}") for key, title in flight.stages.items()),
                ],
                required=False,
                initial=line.proposed,
            )

    def moves(self) -> list[tuple[Line, forms.BoundField]]:
        """Each line with its field, for the template."""
        return [(line, self[f"move_{line.stage}"]) for line in self.lines]

    def plan(self) -> Plan:
        """The plan that was filled in; an empty one where no lead is in flight."""
        if not self.lines:
            return Plan()
        said = self.cleaned_data
        moves = {line.stage: said[f"move_{line.stage}"] for line in self.lines}
        return Plan(
            moves={stage: there for stage, there in moves.items() if there != STAY},
            settle=said["settle"],
            over=timedelta(hours=said["over"]),
        )


class PublicationForm(PlanForm):
    """The plan, and what else publishing asks."""

    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput)
    unreviewed = forms.BooleanField(
        label="Publish it without the review of its panel",
        required=False,
        help_text="The ledger will say so.",
    )
