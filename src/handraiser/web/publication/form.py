"""The plan for leads in flight as a form: one line for each stage in which leads stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms

from handraiser.document import Document
from handraiser.process.in_flight import Plan, Standing
from handraiser.process.mapping import propose

STAY = ""
SPREADS = {1: "an hour", 8: "8 hours", 24: "a day", 72: "three days", 168: "a week"}


@dataclass(frozen=True, slots=True)
class Line:
    """The leads of one stage: how many, and under which versions."""

    stage: str
    title: str
    leads: int
    numbers: tuple[str, ...]


class PlanForm(forms.Form):
    """Where leads in flight go on. `stages`: the stages of the version, key -> title; `before`: those that they
    come from, all of them and in their order, by which a place is proposed."""

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

    def __init__(
        self,
        *args: Any,
        lines: Sequence[Line],
        stages: Mapping[str, str],
        before: Mapping[str, str],
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self.lines = lines
        proposed = propose({**before, **{line.stage: line.title for line in lines}}, stages)
        for line in lines:
            self.fields[f"move_{line.stage}"] = forms.ChoiceField(
                label=line.title,
                choices=[
                    (STAY, "stay on their version"),
                    *((key, f"go on as {title}") for key, title in stages.items()),
                ],
                required=False,
                initial=proposed.get(line.stage, STAY),
            )

    def moves(self) -> list[tuple[Line, forms.BoundField]]:
        """Each line with its field, for the template."""
        return [(line, self[f"move_{line.stage}"]) for line in self.lines]

    def plan(self) -> Plan:
        """The plan that was filled in."""
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


def lines_of(
    standing: Sequence[Standing], numbers: Mapping[UUID, str], titles: Mapping[str, str]
) -> list[Line]:
    """One line for each stage, in the order of `titles` (stage key -> title over all versions concerned)."""
    counts: dict[str, int] = {}
    under: dict[str, dict[str, None]] = {}
    for one in standing:
        counts[one.stage] = counts.get(one.stage, 0) + one.leads
        under.setdefault(one.stage, {})[numbers.get(one.version_id, "?")] = None
    order = [key for key in titles if key in counts] + [key for key in counts if key not in titles]
    return [Line(key, titles.get(key, key), counts[key], tuple(under[key])) for key in order]


def stages_of(document: Document) -> dict[str, str]:
    """Key -> title."""
    return {stage.key: stage.title for stage in document.stages}
