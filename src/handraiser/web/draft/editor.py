"""A draft as forms, section by section. Filling one in changes that part of the text and nothing else."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from handraiser.document import Document
from handraiser.process.drafts import DraftMoved, NotADraft, save_draft
from handraiser.process.editing import CannotEdit, edit
from handraiser.process.editing.fields import Part, fields, readable
from handraiser.process.editing.filled import FieldUnclear, NoSuchAct, act, changes
from handraiser.process.models import Revision, State, Version
from handraiser.web.draft.conflict import conflict_page
from handraiser.web.draft.findings import Findings, data_of, findings
from handraiser.web.draft.views import draft_or_404
from handraiser.web.draft.words import words_of
from handraiser.web.screen import StaffRequest, page, screen

SECTIONS = tuple(Document.model_fields)
FIRST = "stages"


@require_http_methods(["GET", "HEAD", "POST"])
@screen()
def edit_sections(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """One section as a form; or what was filled in."""
    draft = draft_or_404(version_id)
    section = request.GET.get("section", FIRST)
    section = section if section in SECTIONS else FIRST
    if request.method == "POST":
        return _save(request, draft, section)
    if draft.state != State.DRAFT:
        return redirect("web:process_version", draft.id)
    return _page(request, draft, section, draft.text)


def _page(
    request: StaffRequest, draft: Version, section: str, text: str, refusal: str = "", field: str = ""
) -> HttpResponseBase:
    found = findings(text)
    data = data_of(text)
    part, words = fields(Document, data, section), words_of(data)
    context = {
        "shown": draft,
        "section": section,
        "section_title": readable(section),
        "told": part.told,
        "part": part,
        "sections": [_entry(name, found) for name in SECTIONS],
        "found": found,
        "unreadable": found.unreadable,
        "suggestions": [(name, words[name]) for name in ("stage", "team", "buying_stage")],
        "refusal": refusal,
        "refused_field": field,
        "editable": request.may.draft,
    }
    return page(request, "web/draft/editor.html", context, status=422 if refusal else 200)


def _entry(name: str, found: Findings) -> dict[str, Any]:
    return {"name": name, "title": readable(name), "faults": len(found.below(name))}


def _save(request: StaffRequest, draft: Version, section: str) -> HttpResponseBase:
    if not request.may.draft:
        raise PermissionDenied
    revision = _revision(request)
    base = _base(draft, revision)
    said = {name: str(value) for name, value in request.POST.items()}
    verb, _, place = said.get("act", "").partition(" ")
    try:
        text = edit(base, changes(_part(base, section), said))
        if verb:
            text = edit(text, [act(_part(text, section), verb, place, said.get(f"key {place}", ""))])
        save_draft(version_id=draft.id, text=text, revision=revision, by=request.user.pk, at=timezone.now())
    except (FieldUnclear, NoSuchAct, CannotEdit) as refused:
        return _page(request, draft, section, base, refused.message, refused.field or "")
    except DraftMoved as moved:
        return conflict_page(request, moved, base=base)
    address = reverse("web:process_draft", args=[draft.id])
    return redirect(f"{address}?section={section}{_anchor(verb, place)}")


def _anchor(verb: str, place: str) -> str:
    return f"#at-{place.strip('/').replace('/', '-')}" if verb in ("add", "up", "down") else ""


def _revision(request: StaffRequest) -> int:
    wanted = request.POST.get("revision", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 0


def _base(draft: Version, revision: int) -> str:
    """The text that the form was made from: that of the revision it names."""
    if draft.revision == revision:
        return draft.text
    kept = Revision.objects.filter(version=draft, number=revision).first()
    if kept is None:
        raise NotADraft("This form is too old to be saved. Open the draft again.")
    return str(kept.text)


def _part(text: str, section: str) -> Part:
    return fields(Document, data_of(text), section)
