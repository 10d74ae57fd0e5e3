"""The forms of the dialog, one for each list of the section, made from the types of the document."""

from typing import Any, get_args

from django import forms

from handraiser.process.discovery import Content, Finding, Gap, ProcessStep
from handraiser.process.sections import BuyingStage
from handraiser.process.shape import Shape

LONG = 2_000
TITLES = {
    "content": "Content",
    "findings": "Finding",
    "steps": "Step",
    "gaps": "Gap",
}
SHAPES: dict[str, type[Shape]] = {"content": Content, "findings": Finding, "steps": ProcessStep, "gaps": Gap}
STEPS = [
    (name, name.replace("_", " ").capitalize())
    for name in get_args(ProcessStep.model_fields["step"].annotation)
]
ONE_TO_FIVE = [(str(number), str(number)) for number in range(1, 6)]


def form_for(
    name: str, stages: tuple[BuyingStage, ...], data: Any = None, initial: dict[str, Any] | None = None
) -> "EntryForm":
    """The form of an entry of that list."""
    kinds: dict[str, type[EntryForm]] = {
        "content": ContentForm,
        "findings": FindingForm,
        "steps": StepForm,
        "gaps": GapForm,
    }
    made = kinds[name](data, initial=initial)
    if name == "content":
        made.fields["buying_stage"].choices = [(stage.key, stage.title) for stage in stages]  # type: ignore[attr-defined]
    return made


def _line(label: str, *, needed: bool = False, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=needed, max_length=300, help_text=help_text)


def _long(label: str, *, needed: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=needed, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows})
    )


class EntryForm(forms.Form):
    """An entry of a list of the section; what is left empty is left out of the text."""

    def said(self) -> dict[str, Any]:
        """The entry as the document says it."""
        return {key: value for key, value in self.cleaned_data.items() if value not in ("", None)}


class ContentForm(EntryForm):
    """A piece of content."""

    title = _line("What it is called", needed=True)
    buying_stage = forms.ChoiceField(label="Buying stage")
    audience = _line("For whom", needed=True, help_text="Each audience is a column of the matrix.")
    kind = _line("Kind", help_text="Guide, webinar, customer story, ...")
    address = _line("Address")
    owner = _line("Owner")
    state = forms.ChoiceField(
        label="State", choices=[("ready", "Ready"), ("outdated", "Outdated"), ("planned", "Planned")]
    )


class FindingForm(EntryForm):
    """What somebody said."""

    said_ = _long("What they say", needed=True)
    by = _line("Who")
    on = _line("When")

    def said(self) -> dict[str, Any]:
        """The entry as the document says it."""
        entry = super().said()
        return {"said": entry.pop("said_"), **entry}


class StepForm(EntryForm):
    """One of the six steps."""

    step = forms.ChoiceField(label="Step", choices=STEPS)
    description = _long("What happens")
    definition = _long("The words on which all agree", rows=2)
    detail = _long("Systems, people and rules")
    metric = _line("The number that tells whether it works")


class GapForm(EntryForm):
    """Something that is missing."""

    missing = _long("What is missing", needed=True, rows=2)
    step = forms.ChoiceField(label="Step", choices=[("", "None of them"), *STEPS], required=False)
    effect = forms.TypedChoiceField(
        label="Effect, from 1 (little) to 5 (much)", choices=ONE_TO_FIVE, coerce=int, initial="3"
    )
    effort = forms.TypedChoiceField(
        label="Effort, from 1 (little) to 5 (much)", choices=ONE_TO_FIVE, coerce=int, initial="3"
    )
    owner = _line("Owner")
    state = forms.ChoiceField(
        label="State",
        choices=[
            ("open", "Open"),
            ("planned", "Planned"),
            ("in_work", "In work"),
            ("done", "Done"),
            ("dropped", "Dropped"),
        ],
    )


class FrameForm(EntryForm):
    """What stands above the lists: why the work was begun, and the columns of the matrix."""

    about = _long("Why this work was begun, and what it covers", rows=4)
    audiences = _long("Audiences, one in each line", rows=4)
