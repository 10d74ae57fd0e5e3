"""The forms of people and teams."""

from typing import Any

from django import forms

from handraiser.kit.time_zones import time_zones
from handraiser.staff.models import Role, Team, User
from handraiser.web.staff.hours_field import HoursField

_PLACES = sorted(zone for zone in time_zones() if "/" in zone and not zone.startswith("Etc/"))
ZONES = [*_PLACES, "UTC"]


def zone_field(empty: str) -> forms.ChoiceField:
    """A choice of time zones; `empty` says what none means, '' where one must be chosen."""
    choices = [(zone, zone.replace("_", " ")) for zone in ZONES]
    return forms.ChoiceField(
        choices=[("", empty), *choices] if empty else choices, required=not empty, label="Time zone"
    )


class Places(forms.Form):
    """Where and when somebody works."""

    hours = HoursField()
    holiday_country = forms.CharField(
        required=False,
        max_length=2,
        label="Public holidays of",
        help_text="A country in two letters, such as DE",
    )
    holiday_subdivision = forms.CharField(
        required=False, max_length=10, label="Part of the country", help_text="Such as BY for Bavaria"
    )


class TeamForm(Places):
    """A team with its hours."""

    key = forms.SlugField(max_length=40, help_text="How the process document names it, such as bdr")
    name = forms.CharField(max_length=120)
    time_zone = zone_field("")
    lead = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("full_name"),
        required=False,
        label="Led by",
        empty_label="Nobody",
    )
    field_order = ["name", "key", "lead", "time_zone", "holiday_country", "holiday_subdivision", "hours"]

    def values(self) -> dict[str, Any]:
        """What the team is to be, without its key."""
        said = dict(self.cleaned_data)
        said.pop("key", None)
        return {**said, "holiday_country": said["holiday_country"].upper()}


class OwnForm(Places):
    """What people may change of themselves."""

    time_zone = zone_field("As the team")
    password = forms.CharField(
        required=False,
        label="New password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 10 characters. Left empty, the present one stays.",
    )
    field_order = ["time_zone", "password", "holiday_country", "holiday_subdivision", "hours"]

    def values(self) -> dict[str, Any]:
        """What the person is to be; an empty password and empty hours mean none of one's own."""
        said = dict(self.cleaned_data)
        if not said["password"]:
            del said["password"]
        return {
            **said,
            "hours": said["hours"] or None,
            "holiday_country": said["holiday_country"].upper(),
        }


class PersonForm(OwnForm):
    """A member of staff."""

    full_name = forms.CharField(max_length=200, label="Name")
    email = forms.EmailField(max_length=254, label="E-mail")
    role = forms.ChoiceField(choices=Role.choices)
    team = forms.ModelChoiceField(Team.objects.order_by("name"), required=False, empty_label="No team")
    manager = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("full_name"), required=False, empty_label="Nobody"
    )
    weight = forms.IntegerField(
        min_value=0,
        max_value=100,
        initial=1,
        help_text="2 gets twice as many leads as 1; 0 gets none by turn",
    )
    capacity = forms.IntegerField(
        min_value=0,
        max_value=32_767,
        required=False,
        help_text="Most open leads at a time; empty for no limit",
    )
    territories = forms.CharField(
        required=False, max_length=2_000, help_text="Names of territories in the process, parted by commas"
    )
    is_active = forms.BooleanField(required=False, initial=True, label="Works here")
    field_order = [
        "full_name", "email", "role", "team", "manager", "password", "weight", "capacity", "territories",
        "time_zone", "holiday_country", "holiday_subdivision", "hours", "is_active",
    ]  # fmt: skip

    def values(self) -> dict[str, Any]:
        """The same with territories as a list."""
        said = super().values()
        names = [name.strip() for name in said["territories"].split(",") if name.strip()]
        return {**said, "territories": names}


class AbsenceForm(forms.Form):
    """When somebody is away."""

    starts_at = forms.DateTimeField(
        label="From", widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    ends_at = forms.DateTimeField(label="Until", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    reason = forms.CharField(required=False, max_length=200)
