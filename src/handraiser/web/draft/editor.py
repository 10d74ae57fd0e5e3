"""A draft as forms, section by section. Filling one in changes that part of the text and nothing else."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.document import Document
from handraiser.process.drafts import DraftMoved, NotADraft, save_draft
from handraiser.process.editing import CannotEdit, edit
from handraiser.process.editing.fields import fields
from handraiser.process.editing.filled import FieldUnclear, NoSuchAct, act, changes
from handraiser.process.editing.shown import Entries, Group, Part, readable
from handraiser.process.models import Revision, State, Version
from handraiser.web.draft.conflict import conflict_page
from handraiser.web.draft.findings import Findings, data_of, findings
from handraiser.web.draft.views import draft_or_404
from handraiser.web.draft.windows import WINDOW, address_of, part_at, shown_of
from handraiser.web.draft.words import words_of
from handraiser.web.screen import StaffRequest, page, screen

SECTIONS = tuple(Document.model_fields)
FIRST = "stages"


@require_http_methods(["GET", "HEAD", "POST"])
@screen()
def edit_sections(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """One section as a form; or what was filled in."""
    draft = draft_or_404(version_id)
    section = section_of(request)
    if request.method == "POST":
        return _save(request, draft, section)
    if draft.state != State.DRAFT:
        return redirect("web:process_version", draft.id)
    if "entry" in request.GET:
        return _entry(request, draft, section, request.GET["entry"])
    return _page(request, draft, section, draft.text)


def section_of(request: StaffRequest) -> str:
    """The section that an address names; the first one where it names none that there is."""
    section = request.GET.get("section", FIRST)
    return section if section in SECTIONS else FIRST


def base_of(draft: Version, said: str) -> str:
    """The text that a form was made from: that of the revision it names. Raises NotADraft."""
    revision = int(said) if said.isdecimal() and len(said) < 9 else 0
    if draft.revision == revision:
        return draft.text
    kept = Revision.objects.filter(version=draft, number=revision).first()
    if kept is None:
        raise NotADraft("This form is too old to be saved. Open the draft again.")
    return str(kept.text)


def part_of(text: str, section: str) -> Part:
    """A section of a text as what a form shows of it."""
    return fields(Document, data_of(text), section)


def _page(
    request: StaffRequest, draft: Version, section: str, text: str, refusal: str = "", field: str = ""
) -> HttpResponseBase:
    found = findings(text)
    data = data_of(text)
    part, words = fields(Document, data, section), words_of(data)
    context = _context(request, draft, section, found) | {
        "section_title": readable(section),
        "told": part.told,
        "part": part,
        "sections": [
            {"name": name, "title": readable(name), "faults": found.below(name)} for name in SECTIONS
        ],
        "unreadable": found.unreadable,
        "names": json.dumps(words, ensure_ascii=False),
        "suggestions": [(name, words[name]) for name in ("stage", "team", "buying_stage")],
        "refusal": refusal,
        "refused_field": field,
    }
    return page(request, "web/draft/editor.html", context, status=422 if refusal else 200)


def _entry(request: StaffRequest, draft: Version, section: str, wanted: str) -> HttpResponseBase:
    """What is inside of one entry, as a fragment: long lists are drawn closed and opened one by one."""
    part = part_at(part_of(draft.text, section), wanted)
    if not isinstance(part, Group) or not part.entry:
        raise Http404
    context = _context(request, draft, section, findings(draft.text)) | {"part": part}
    return page(request, "web/draft/entry.html", context)


def _context(request: StaffRequest, draft: Version, section: str, found: Findings) -> dict[str, Any]:
    shown = shown_of(request.GET)
    return {
        "shown": draft,
        "section": section,
        "found": found,
        "windows": shown,
        "opened": request.GET.getlist("open"),
        "here": address_of(section, shown),
        "editable": request.may.draft,
    }


def _save(request: StaffRequest, draft: Version, section: str) -> HttpResponseBase:
    if not request.may.draft:
        raise PermissionDenied
    revision = _revision(request)
    base = base_of(draft, request.POST.get("revision", ""))
    said = {name: str(value) for name, value in request.POST.items()}
    verb, _, place = said.get("act", "").partition(" ")
    try:
        text = edit(base, changes(part_of(base, section), said))
        if verb:
            text = edit(text, [act(part_of(text, section), verb, place, said.get(f"key {place}", ""))])
        save_draft(version_id=draft.id, text=text, revision=revision, by=request.user.pk, at=timezone.now())
    except (FieldUnclear, NoSuchAct, CannotEdit) as refused:
        return _page(request, draft, section, base, refused.message, refused.field or "")
    except DraftMoved as moved:
        return conflict_page(request, moved, base=base)
    messages.success(request, _saved(text))
    shown = shown_of(request.GET)
    if verb == "add" and isinstance(part := part_at(part_of(text, section), place), Entries):
        # The new entry is the last one, wherever the window stood.
        shown |= {place: len(part.entries) - 1} if place in shown or len(part.entries) > WINDOW else {}
    address = reverse("web:process_draft", args=[draft.id])
    return redirect(f"{address}?{address_of(section, shown)}{_anchor(verb, place)}")


def _saved(text: str) -> str:
    wrong = len(findings(text).faults)
    if not wrong:
        return "Saved. Nothing is wrong in the draft."
    return f"Saved. {'One thing is' if wrong == 1 else f'{wrong} things are'} wrong in the draft."


def _anchor(verb: str, place: str) -> str:
    """Where the page goes on: at the list that grew, or at the entry in its new place."""
    if verb in ("up", "down"):
        around, _, number = place.rpartition("/")
        place = f"{around}/{int(number) + (1 if verb == 'down' else -1)}" if number.isdecimal() else place
    return f"#at-{place.strip('/').replace('/', '-')}" if verb in ("add", "up", "down") else ""


def _revision(request: StaffRequest) -> int:
    wanted = request.POST.get("revision", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 0
