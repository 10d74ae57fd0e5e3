"""Publishing: the one way by which a text becomes the process that decides."""

import hashlib
import re
from datetime import datetime

from django.db import connection, transaction

from handraiser.kit.identity import new_id
from handraiser.kit.refusal import Refusal
from handraiser.process.check import Fault, check
from handraiser.process.models import State, Version
from handraiser.process.numbers import next_number
from handraiser.process.questions import open_questions
from handraiser.process.shape import Shape

NUMBER = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
# Any number, so long as it stays the same: those who publish queue for it.
LOCK = 7_420_178


class DocumentRefused(Refusal):
    """The text does not check; `faults` lists everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"The process document has {count}. {faults[0]}")
        self.faults = faults


class NumberRefused(Refusal):
    """The version number is malformed or taken."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="number")


class TemplateUnfilled(Refusal):
    """The document still asks questions of the template."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        count = "One question" if len(paths) == 1 else f"{len(paths)} questions"
        super().__init__(f"{count} of the template must be answered before it goes live, such as {paths[0]}.")
        self.paths = paths


def publish(
    *,
    text: str,
    document: type[Shape],
    at: datetime,
    number: str | None = None,
    by: int | None = None,
    note: str = "",
    file: str = "document",
) -> Version:
    """Make a text the live version and retire the one before.

    The very text that is live already makes no new version. Without a number the next one is taken.
    Raises DocumentRefused, TemplateUnfilled or NumberRefused, and then nothing has changed.
    """
    checked = check(text, document=document, path=file)
    if checked.document is None:
        raise DocumentRefused(checked.faults)
    questions = open_questions(checked.document)
    if questions:
        raise TemplateUnfilled(questions)
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        _one_at_a_time()
        live = Version.objects.filter(state=State.LIVE).first()
        if live is not None and live.digest == digest:
            return live
        chosen = number if number is not None else next_number()
        _refuse_number(chosen)
        if live is not None:
            live.state = State.RETIRED
            live.retired_at = at
            live.save(update_fields=["state", "retired_at"])
        return Version.objects.create(
            id=new_id(at),
            process=_name(checked.document),
            number=chosen,
            state=State.LIVE,
            text=text,
            digest=digest,
            note=note,
            created_at=at,
            created_by_id=by,
            published_at=at,
            published_by_id=by,
        )


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _refuse_number(number: str) -> None:
    if not NUMBER.fullmatch(number):
        raise NumberRefused(f"'{number[:20]}' is not a version number; write one like 1.0.")
    if Version.objects.filter(number=number, published_at__isnull=False).exists():
        raise NumberRefused(f"Version {number} has been published already; choose a higher number.")


def _name(document: Shape) -> str:
    about = getattr(document, "process", None)
    return str(getattr(about, "name", "")) or "Process"
