"""What a pilot is begun with, and what it is ended with."""

from typing import Any

from django import forms

from handraiser.acts.flight import Flight
from handraiser.process.piloting import Cohort, Guard, PilotPlan
from handraiser.report.arms import BY_KEY, MEASURES, Arm, sample_needed
from handraiser.staff.queries import Staff
from handraiser.web.publication.form import PlanForm

MEASURE_CHOICES = [(measure.key, measure.title) for measure in MEASURES]
GUARDS = 3


class PilotForm(forms.Form):
    """Who takes part, what decides, and what stops it."""

    share = forms.IntegerField(
        label="Share of new leads (%)",
        min_value=1,
        max_value=99,
        initial=50,
        help_text="By a hash of company or person: whoever comes again stays in the same arm.",
    )
    condition = forms.CharField(
        label="Only leads for which this holds",
        required=False,
        widget=forms.TextInput(attrs={"class": "mono", "spellcheck": "false"}),
        help_text="By what is known when a lead comes in, such as: country IN ('DE', 'AT')",
        max_length=2_000,
    )
    team = forms.ChoiceField(
        label="Worked by a team",
        required=False,
        help_text="The pilot counts as over when nobody is left in it.",
    )
    people = forms.TypedMultipleChoiceField(
        label="Worked by these people only",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="While it runs they get the pilot's leads by turn, and their team mates the others.",
    )
    measure = forms.ChoiceField(label="The measure that decides", choices=MEASURE_CHOICES, initial="accepted")
    least_difference = forms.FloatField(
        label="Least difference worth knowing (percentage points)", min_value=0.5, max_value=50, initial=5
    )
    why = forms.CharField(
        label="Why", widget=forms.Textarea(attrs={"rows": 2}), max_length=2_000, required=False
    )

    def __init__(self, *args: Any, staff: Staff, **named: Any) -> None:
        super().__init__(*args, **named)
        team, people = self.fields["team"], self.fields["people"]
        assert isinstance(team, forms.ChoiceField)
        assert isinstance(people, forms.TypedMultipleChoiceField)
        team.choices = [("", "whoever is next"), *((one.key, one.name) for one in staff.teams)]
        people.choices = [
            (member.id, member.name) for member in staff.members if member.active and member.team
        ]
        for number in range(1, GUARDS + 1):
            self.fields[f"guard_{number}_measure"] = forms.ChoiceField(
                label="Measure",
                choices=[("", "none"), *MEASURE_CHOICES],
                required=False,
            )
            self.fields[f"guard_{number}_side"] = forms.ChoiceField(
                label="Stops it when it",
                choices=[("above", "is above"), ("below", "is below")],
                required=False,
            )
            self.fields[f"guard_{number}_share"] = forms.FloatField(
                label="Per cent", min_value=0, max_value=100, required=False
            )
            self.fields[f"guard_{number}_leads"] = forms.IntegerField(
                label="Once the arm has so many leads",
                min_value=1,
                initial=30,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for number in range(1, GUARDS + 1):
            if said.get(f"guard_{number}_measure") and said.get(f"guard_{number}_share") is None:
                self.add_error(f"guard_{number}_share", "Say at how many per cent the pilot stops.")
        if said.get("team") and said.get("people"):
            self.add_error("people", "Choose a team or people, not both.")
        return said

    def planned(self, base: Arm) -> PilotPlan:
        """What was filled in; `base` tells how the measure stood, from which the sample follows."""
        return PilotPlan(
            cohort=self.cohort(),
            measure=self.cleaned_data["measure"],
            least_difference=self.cleaned_data["least_difference"] / 100,
            sample=self.sample(base),
            guards=self.guards(),
        )

    def cohort(self) -> Cohort:
        """Who takes part."""
        said = self.cleaned_data
        return Cohort(
            share=said["share"] / 100,
            condition=said["condition"],
            team=said["team"] or None,
            people=tuple(said["people"]),
        )

    def guards(self) -> tuple[Guard, ...]:
        """What stops it by itself."""
        said = self.cleaned_data
        return tuple(
            Guard(
                measure=said[f"guard_{number}_measure"],
                side=said[f"guard_{number}_side"] or "above",
                share=said[f"guard_{number}_share"] / 100,
                leads=said[f"guard_{number}_leads"] or 30,
            )
            for number in range(1, GUARDS + 1)
            if said.get(f"guard_{number}_measure")
        )

    def guard_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each guard rail, for the template."""
        parts = ("measure", "side", "share", "leads")
        return [[self[f"guard_{number}_{part}"] for part in parts] for number in range(1, GUARDS + 1)]

    def sample(self, base: Arm) -> int:
        """Leads in each arm that tell the least difference, given how the measure stood."""
        share = base.share if base.share is not None else 0.1
        better = 1 if BY_KEY[self.cleaned_data["measure"]].more_is_better else -1
        return sample_needed(share, better * self.cleaned_data["least_difference"] / 100)


class EndForm(PlanForm):
    """How a pilot ends, with the plan for its leads."""

    how = forms.ChoiceField(
        label="End it by",
        choices=[("promoted", "promoting it: this version goes live"), ("dropped", "dropping it")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, flight: Flight, how: str, **named: Any) -> None:
        super().__init__(*args, flight=flight, **named)
        self.fields["how"].initial = how
        self.fields["how"].widget = forms.HiddenInput()
