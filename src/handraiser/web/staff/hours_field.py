"""Working hours of a week as seven lines: `09:00-12:00, 13:00-17:00`, empty for a free day."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from handraiser.staff.hours import DAYS, HoursRefused, read_hours

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class HoursWidget(forms.MultiWidget):
    """Seven text fields, one for each day."""

    template_name = "web/staff/hours_widget.html"
    use_fieldset = True

    def __init__(self) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            day: forms.TextInput(attrs={"placeholder": "free", "aria-label": name, "autocomplete": "off"})
            for day, name in zip(DAYS, DAY_NAMES, strict=True)
        }
        super().__init__(widgets)

    def decompress(self, value: Any) -> list[str]:
        """The stored shape as seven texts."""
        stored: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        return [", ".join(f"{start}-{end}" for start, end in stored.get(day, ())) for day in DAYS]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each field with the name of its day."""
        context = super().get_context(name, value, attrs)
        for widget, day in zip(context["widget"]["subwidgets"], DAY_NAMES, strict=True):
            widget["day"] = day
        return context


class HoursField(forms.MultiValueField):
    """Gives `{"mon": [["09:00", "17:00"]]}` without the free days, or {} where all are free."""

    def __init__(self, **named: Any) -> None:
        named.setdefault("label", "Working hours")
        fields = tuple(forms.CharField(required=False, max_length=200) for _ in DAYS)
        super().__init__(fields, widget=HoursWidget(), required=False, require_all_fields=False, **named)

    def compress(self, data_list: list[str]) -> dict[str, list[list[str]]]:
        """The stored shape; a fault names its day."""
        week: dict[str, list[list[str]]] = {}
        for day, name, text in zip(DAYS, DAY_NAMES, data_list or [""] * 7, strict=True):
            spans = [_span(part) for part in (text or "").replace("–", "-").split(",") if part.strip()]
            if not spans:
                continue
            try:
                read_hours({day: spans})
            except HoursRefused as refused:
                raise ValidationError(f"{name}: {refused.message}") from refused
            week[day] = spans
        return week


def _span(text: str) -> list[str]:
    start, _, end = text.strip().partition("-")
    return [start.strip(), end.strip()]
