"""What the keys and ids in a lead's story are called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handraiser.document import Document
from handraiser.follow_up.rules import STAGE_DURATION
from handraiser.handoff.rules import Reason
from handraiser.process.models import Version
from handraiser.staff.queries import roster
from handraiser.web.live import Live

DOORS = {"form": "a form", "api": "the API", "import": "a file", "quick": "hand"}
STATES = {
    "on_hold": "on hold",
    "closed_before_first_contact": "closed before the first contact",
}


def called(key: object, titles: Mapping[Any, str]) -> str:
    """A key by its title, else made readable."""
    return titles.get(key) or str(key).replace("_", " ")


@dataclass(frozen=True, slots=True)
class Names:
    """Titles by key, each kind of key apart, since two kinds may share a key."""

    staff: Mapping[int, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[str, datetime] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    clocks: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    inquiries: Mapping[str, str] = field(default_factory=dict)
    doors: Mapping[str, str] = field(default_factory=lambda: DOORS)
    states: Mapping[str, str] = field(default_factory=lambda: STATES)

    def person(self, staff_id: object) -> str:
        """A member of staff; nobody for none."""
        return self.staff.get(staff_id, "somebody who left") if isinstance(staff_id, int) else "nobody"

    def version(self, version_id: object, recorded_at: datetime) -> str:
        """A version by the number that it has now; what it decided as a pilot, before it got that, says so."""
        number, published = self.versions.get(str(version_id), ""), self.published.get(str(version_id))
        return f"{number}, as a pilot" if published is not None and recorded_at < published else number

    def stage(self, key: object) -> str:
        """A stage by its title."""
        return called(key, self.stages)

    def answer(self, told: Mapping[str, Any]) -> str:
        """An answer in the words of its question."""
        key = str(told.get("question")), str(told.get("answer"))
        return self.answers.get(key, key[1].replace("_", " "))


def names_of(live: Live | None, version_ids: Iterable[str] = ()) -> Names:
    """Names by the live document; versions by their numbers."""
    wanted = set(version_ids)
    told = Version.objects.filter(id__in=wanted).values_list("id", "number", "published_at") if wanted else ()
    found = [(str(version_id), number, published) for version_id, number, published in told]
    staff = {member.id: member.name for member in roster()}
    versions = {version_id: number for version_id, number, _ in found}
    published = {version_id: moment for version_id, _, moment in found if moment is not None}
    return Names(
        staff=staff,
        versions=versions,
        published=published,
        **({"stages": live.titles, **_titles(live.document)} if live else {}),
    )


def _titles(document: Document) -> dict[str, Any]:
    touches, questions = document.follow_up.touches, document.qualify.questions
    return {
        "kinds": {kind.key: kind.title for kind in touches.kinds},
        "outcomes": {outcome.key: outcome.title for outcome in touches.outcomes},
        "clocks": _clocks(document),
        "questions": {question.key: question.title for question in questions},
        "answers": {
            (question.key, answer.value): answer.title
            for question in questions
            for answer in question.answers
        },
        "reasons": _reasons(document),
        "inquiries": {key: kind.title for key, kind in document.lead.inquiry_kinds.items()},
    }


def _clocks(document: Document) -> dict[str, str]:
    """Where clocks share a name, the name itself says what they have in common."""
    titles: dict[str, str] = {STAGE_DURATION: "Longest stay in this stage"}
    for clock in document.follow_up.clocks:
        shared = clock.name in titles
        titles[clock.name] = clock.name.replace("_", " ").capitalize() if shared else clock.title
    return titles


def _reasons(document: Document) -> dict[str, str]:
    handoff, recycle = document.handoff, document.recycle
    lists: tuple[Iterable[Reason], ...] = (
        handoff.reject_reasons,
        handoff.lost_reasons,
        recycle.recycle_reasons,
        recycle.disqualify_reasons,
    )
    return {reason.key: reason.title for reasons in lists for reason in reasons}
