"""Two versions beside each other: what changed in words, and in lines."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from handraiser.document import Document
from handraiser.process.difference import Change, Differences, differences
from handraiser.process.models import State, Version
from handraiser.process.places import find
from handraiser.process.render.titles import section_title
from handraiser.web.screen import StaffRequest, page, screen
from handraiser.web.sheet.downloads import found_version


@dataclass(frozen=True, slots=True)
class Sentence:
    """A change with the address of the place that it speaks of."""

    change: Change
    address: str
    line: int | None


@require_safe
@screen()
def show(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """What is otherwise in this version than in another; without one named, the one that it was made from."""
    if other := request.GET.get("version"):
        wanted = found_version(other)
        address = reverse("web:process_differences", args=[wanted.id])
        named = request.GET.get("against", "")
        return redirect(f"{address}?against={found_version(named).id}" if named else address)
    shown = found_version(version_id)
    against = request.GET.get("against")
    before = found_version(against) if against else _natural(shown)
    found = _compared(before, shown) if before is not None else None
    context = {
        "shown": shown,
        "before": before,
        "found": found,
        "sections": [
            (key, section_title(key), [_sentence(change, before, shown) for change in changes])
            for key, changes in found.sections.items()
        ]
        if found is not None and before is not None
        else [],
        "choices": Version.objects.order_by("-created_at", "-id").only(
            "id", "number", "state", "note", "created_at", "published_at"
        ),
    }
    return page(request, "web/sheet/differences.html", context)


def _natural(shown: Version) -> Version | None:
    """What one compares with unasked: what it was made from, else what is live, else the one before."""
    others = Version.objects.exclude(id=shown.id)
    return (
        (others.filter(id=shown.based_on_id).first() if shown.based_on_id is not None else None)
        or (others.filter(state=State.LIVE).first() if shown.published_at is None else None)
        or others.filter(created_at__lt=shown.created_at).order_by("-created_at", "-id").first()
        or others.order_by("-created_at", "-id").first()
    )


def _compared(before: Version, after: Version) -> Differences:
    names = (f"version {before.title}", f"version {after.title}")
    return differences(before.text, after.text, document=Document, names=names)


def _sentence(change: Change, before: Version, after: Version) -> Sentence:
    """What is gone is found in the earlier text, all else in the later one."""
    told_of = before if change.kind == "gone" else after
    place = find(told_of.text, change.path)
    line = place[1] if place is not None else None
    address = reverse("web:process_version_source", args=[told_of.id])
    return Sentence(change, f"{address}#L{line}" if line is not None else address, line)
