"""What the command palette offers: pages, and people by the beginning of what was typed."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from handraiser.web.leads import listing
from handraiser.web.leads.picture import Picture
from handraiser.web.leads.views import selection_of
from handraiser.web.navigation import entries
from handraiser.web.screen import StaffRequest, page, screen

MOST_PEOPLE = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One line of the palette."""

    title: str
    more: str
    address: str
    icon: str


@require_safe
@screen()
def suggest(request: StaffRequest) -> HttpResponseBase:
    """Options for what was typed so far."""
    typed = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    context = {"pages": _pages(request, typed), "people": _people(request, typed), "typed": typed}
    return page(request, "web/palette/options.html", context)


def _pages(request: StaffRequest, typed: str) -> list[Option]:
    options = [Option(entry.title, "", entry.address, entry.icon) for entry in entries("", request.may)]
    if request.may.work:
        options.append(Option("Quick entry", "a call, a card, an event", reverse("web:quick_entry"), "plus"))
        options.append(Option("Just done", "and its undo", reverse("web:just_done"), "undo-2"))
    options.append(Option("My hours and keys", "", reverse("web:profile"), "user"))
    options.append(Option("Process, source", "", reverse("web:process_source"), "code"))
    options.append(Option("Process, drafts", "", reverse("web:process_drafts"), "square-pen"))
    options.append(
        Option("My reviews", "what waits for a sign-off", reverse("web:process_reviews"), "shield-check")
    )
    options.append(Option("Monthly review", "", reverse("web:process_monthly_review"), "calendar"))
    options.append(Option("Notices", "", reverse("web:notices"), "bell"))
    return [option for option in options if typed.lower() in option.title.lower()]


def _people(request: StaffRequest, typed: str) -> list[Option]:
    if len(typed) < 2:
        return []
    picture = Picture(words={}, search=typed, columns=("company_name", "stage"), size=MOST_PEOPLE)
    stages = request.live.stages if request.live else {}
    found = listing.page(picture, selection_of(request, picture))
    options = []
    for row in found.rows:
        company, stage = row.values
        more = ", ".join(part for part in (company, stages.get(stage, (stage, 0))[0]) if part)
        options.append(Option(row.name, more, reverse("web:lead", args=[row.lead_id]), "user"))
    return options
