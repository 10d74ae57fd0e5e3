"""The review of a version, and what waits for one's own sign-off."""

from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from handraiser.document import Document
from handraiser.process.digests import parts_of
from handraiser.process.drafts import save_draft
from handraiser.process.models import Comment, State, Version
from handraiser.process.render.titles import section_title
from handraiser.process.review.comments import tell
from handraiser.process.review.operations import declare_reviewed, reopen, resolve, withdraw
from handraiser.process.review.queries import Waiting, review_of, under_review, waiting_for
from handraiser.process.review.refusals import NotInDraft
from handraiser.process.review.usual import may_be_added, with_usual_panel
from handraiser.staff.permissions import may_settle, require
from handraiser.web import answer
from handraiser.web.review.panel import usual_people
from handraiser.web.review.sheet import sheet
from handraiser.web.review.telling import ask_panel, tell_reviewed
from handraiser.web.screen import StaffRequest, page, screen


@dataclass(frozen=True, slots=True)
class Mine:
    """A draft with the sign-offs that wait for the reader, each with the title of its section."""

    version: Version
    sections: list[tuple[Waiting, str]] = field(default_factory=list)

    @property
    def ready(self) -> int:
        """How many of them nothing holds up."""
        return sum(not one.held_up for one, _ in self.sections)


@require_safe
@screen()
def show(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """Section by section: who signs, who signed, what was said, what is in the way."""
    return page(
        request, "web/review/page.html", sheet(get_object_or_404(Version, id=version_id), request.user)
    )


@require_safe
@screen()
def mine(request: StaffRequest) -> HttpResponseBase:
    """Every sign-off that waits for the reader."""
    drafts: dict[UUID, Mine] = {}
    for one in waiting_for(request.user.email, Document):
        mine = drafts.setdefault(one.version.id, Mine(one.version))
        mine.sections.append((one, section_title(one.section)))
    asked = under_review([mine.version for mine in drafts.values()])
    context = {
        "asked": [mine for version_id, mine in drafts.items() if version_id in asked],
        "others": [mine for version_id, mine in drafts.items() if version_id not in asked],
    }
    return page(request, "web/review/mine.html", context)


@require_POST
@screen()
def withdrawal(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """Take back what one's function signed."""
    withdraw(
        version_id=version_id,
        section=request.POST.get("section", ""),
        function=request.POST.get("function", ""),
        by=request.user.pk,
        at=timezone.now(),
        document=Document,
    )
    return answer.done(request, "Taken back. The record of it is kept.", back=_page(version_id))


@require_POST
@screen("draft")
def asking(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """Ask everybody whose sign-off is missing."""
    shown, at = get_object_or_404(Version, id=version_id), timezone.now()
    if shown.state != State.DRAFT:
        raise NotInDraft(shown.number, shown.state)
    told = ask_panel(review=review_of(shown, Document), by=request.user.pk, at=at)
    if not told:
        return answer.told(
            request,
            "Nobody was told: who is missing was asked already and has not read it, or is not on the staff.",
        )
    tell(shown, "version.review_asked", by=request.user.pk, at=at, explanation={"people": told})
    people = "One person was" if told == 1 else f"{told} people were"
    return answer.done(request, f"{people} told.", back=_page(version_id))


@require_POST
@screen("draft")
def usual_panel(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """Put a usual panel into a draft that names nobody, with the people who come to mind."""
    shown = get_object_or_404(Version, id=version_id)
    if not may_be_added(parts_of(shown.text, Document)):
        return answer.told(request, "This draft names stakeholders already. Say there who signs what.")
    text = with_usual_panel(shown.text, usual_people())
    save_draft(
        version_id=version_id, text=text, revision=shown.revision, by=request.user.pk, at=timezone.now()
    )
    return answer.done(request, "A usual panel stands at the end of the draft.", back=_page(version_id))


@require_POST
@screen("draft")
def conclusion(request: StaffRequest, version_id: UUID) -> HttpResponseBase:
    """Call the draft reviewed, nothing being in the way any more."""
    at = timezone.now()
    made = declare_reviewed(version_id=version_id, by=request.user.pk, at=at, document=Document)
    tell_reviewed(version=made, by=request.user.pk, at=at)
    return answer.done(request, f"Version {made.number} is reviewed.", back=_page(version_id))


@require_POST
@screen()
def resolution(request: StaffRequest, comment_id: UUID) -> HttpResponseBase:
    """Settle what was said, or open it again."""
    found = Comment.objects.select_related("answers").filter(id=comment_id).first()
    if found is None:
        raise Http404
    # What is settled is the thread, so it is who began it that counts, not who answered.
    require(may_settle, request.user, (found.answers or found).written_by_id)
    verb, said = (reopen, "Open again.") if request.POST.get("again") else (resolve, "Resolved.")
    verb(comment_id=comment_id, by=request.user.pk, at=timezone.now())
    return answer.done(request, said, back=_page(found.version_id))


def _page(version_id: UUID) -> str:
    return reverse("web:process_review", args=[version_id])
