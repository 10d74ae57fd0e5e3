"""A form checked while somebody fills it in: what the draft would say with it, and what would be wrong then."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST

from handraiser.process.drafts import NotADraft
from handraiser.process.editing import CannotEdit, edit
from handraiser.process.editing.changes import Path
from handraiser.process.editing.filled import FieldUnclear, changes
from handraiser.process.editing.shown import address
from handraiser.process.places import STEP
from handraiser.web.draft.editor import base_of, part_of, section_of
from handraiser.web.draft.findings import MOST_SHOWN, findings
from handraiser.web.draft.views import draft_or_404
from handraiser.web.screen import StaffRequest, screen


@require_POST
@screen()
def checks(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """The faults of a section by the address of their field; `count` counts all, `whole` those of the draft."""
    draft, section = draft_or_404(version_id), section_of(request)
    said = {name: str(value) for name, value in request.POST.items()}
    try:
        base = base_of(draft, said.get("revision", ""))
        text = edit(base, changes(part_of(base, section), said))
    except FieldUnclear as unclear:
        return JsonResponse({"faults": [_told(unclear.field or "", unclear.message)], "refused": True})
    except (CannotEdit, NotADraft) as refused:
        return JsonResponse({"refusal": refused.message})
    found = findings(text)
    own = [fault for fault in found.faults if _path(fault.path)[:1] == (section,)]
    told = [_told(address(_path(one.path)), one.wrong, one.meant) for one in own[:MOST_SHOWN]]
    return JsonResponse({"faults": told, "count": len(own), "whole": len(found.faults)})


def _told(where: str, wrong: str, meant: str = "") -> dict[str, Any]:
    return {"field": where, "wrong": wrong, "meant": meant}


def _path(path: str) -> Path:
    return tuple(
        plain or (int(number) if number.isdecimal() else number) for plain, number in STEP.findall(path)
    )
