"""What a backtest runs over."""

from datetime import UTC, datetime, time

from django import forms

from handraiser.backtest.candidates import DraftFaulty, of_draft, of_version
from handraiser.backtest.scope import Scope
from handraiser.process.models import State, Version


class BacktestForm(forms.Form):
    """From when to when, how many people, against which version."""

    since = forms.DateField(label="Leads since", required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label="Leads before", required=False, widget=forms.DateInput({"type": "date"}))
    sample = forms.IntegerField(
        label="People, about",
        required=False,
        min_value=1,
        max_value=100_000_000,
        help_text="Left out: all of them. The first result is of a sample in any case.",
    )
    against = forms.ChoiceField(label="Compared with")

    def __init__(self, *arguments: object, version: Version, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self._version = version
        others = Version.objects.exclude(id=version.id).order_by("-published_at", "-created_at")
        live = [one for one in (*others, version) if one.state == State.LIVE]
        rest = [one for one in (*others, version) if one.state != State.LIVE]
        self.fields["against"].choices = [(one.id, _told(one)) for one in (*live, *rest)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """The period must not end before it begins, and there must be something to try."""
        told = super().clean() or {}
        if told.get("since") and told.get("until") and told["since"] >= told["until"]:
            self.add_error("until", "The period ends before it begins.")
        try:
            of_draft(self._version)
        except DraftFaulty as faulty:
            self.add_error(None, faulty.message)
        if told.get("against"):
            try:
                of_version(Version.objects.get(id=told["against"]))
            except DraftFaulty as faulty:
                self.add_error("against", faulty.message)
        return told

    def scope(self) -> Scope:
        """What was asked for."""
        told = self.cleaned_data
        since, until = (
            datetime.combine(day, time(), UTC) if day else None for day in (told["since"], told["until"])
        )
        return Scope(since, until, told["sample"])


def _told(version: Version) -> str:
    return f"{version.title}, {version.get_state_display().lower()}"
