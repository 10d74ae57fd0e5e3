"""Once a month whoever owns scores, clocks and routes is reminded to look at them. Timed by `config/schedule.py`."""

from datetime import datetime

from django.db import connection, transaction

from handraiser.document import Document
from handraiser.follow_up.notices import notify
from handraiser.process.review.monthly import (
    SUBJECTS,
    first_publication,
    looked_at,
    month_of,
    note_reminder,
    was_reminded,
)
from handraiser.process.review.panel import panel
from handraiser.staff.models import Role
from handraiser.staff.queries import snapshot
from handraiser.web.live import live_process
from handraiser.web.review.telling import staff_of

# Any number, so long as it stays the same: of two workers the second finds that the first has told everybody.
LOCK = 7_420_181
KIND = "monthly_review"


def remind(*, at: datetime) -> int:
    """Remind once in a month, from its first moment on; how many people were told.

    After a time without a worker there is one reminder, for the present month. A process that went live this month
    has nothing to look back on yet.
    """
    month = month_of(at)
    with transaction.atomic():
        _one_at_a_time()
        live, since = live_process(), first_publication()
        if live is None or since is None or since >= month.begins or was_reminded(month):
            return 0
        missing = set(SUBJECTS) - set(looked_at(month))
        people: dict[int, list[str]] = {}
        for subject, owners in owners_of(live.document).items():
            for user_id in owners if subject in missing else ():
                people.setdefault(user_id, []).append(subject)
        for user_id, subjects in people.items():
            text = f"The monthly review of {_listed(subjects)} is due: see what the figures say, and note what you find."
            notify(user_ids=[user_id], kind=KIND, text=text, at=at)
        note_reminder(version_id=live.version.id, people=sorted(people), at=at)
    return len(people)


def owners_of(document: Document) -> dict[str, set[int]]:
    """Subject -> who is asked to look: operations, and who speaks for a function that signs its sections."""
    active = [member for member in snapshot().members if member.active]
    operations = {member.id for member in active if member.role == Role.OPERATIONS}
    if not operations:
        operations = {member.id for member in active if member.role == Role.ADMINISTRATOR}
    seats = panel(document.stakeholders)
    return {
        subject: operations
        | {user_id for seat in seats if set(seat.signs) & set(sections) for user_id in staff_of(seat.people)}
        for subject, sections in SUBJECTS.items()
    }


def _listed(subjects: list[str]) -> str:
    return subjects[0] if len(subjects) == 1 else f"{', '.join(subjects[:-1])} and {subjects[-1]}"


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
