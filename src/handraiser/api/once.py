"""A call with an idempotency key happens once: repeated with the same body, it is answered as it was first.

The key decides quickly; what makes a repeated inquiry one inquiry even after a crash is its own dedupe key,
which follows from the idempotency key. So nothing here has to wait for the disk.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.http import HttpRequest

from handraiser.api.models import Call
from handraiser.api.problems import KEY_REUSED, Problem, invalid

HEADER = "Idempotency-Key"
LONGEST = 255
# A call that is repeated later than this is still one inquiry, but told as it stands by then.
REMEMBERED = timedelta(days=30)

CLAIM = """
INSERT INTO api_call (token_id, key, digest, at) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
KEEP = "UPDATE api_call SET status = %s, answer = %s WHERE token_id = %s AND key = %s AND answer IS NULL"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it goes out. `final`: it will not be another one later."""

    status: int
    body: bytes
    final: bool = True


def key_of(request: HttpRequest) -> str | None:
    """The idempotency key of the call, if it has one. Raises Problem when it is no key."""
    key = request.headers.get(HEADER)
    if key is not None and not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise invalid(HEADER, f"The key is 1 to {LONGEST} printable ASCII characters.")
    return key


def once(
    *, token_id: int, key: str, body: bytes, at: datetime, work: Callable[[], Answered]
) -> tuple[Answered, bool]:
    """Do the work, unless it was done under this key. Returns the answer, and whether it is a repeated one.

    Raises Problem when the key came with another body before.
    """
    digest = hashlib.sha256(body).hexdigest()
    if not _claim(token_id, key, digest, at):
        known = Call.objects.get(token_id=token_id, key=key)
        if known.digest != digest:
            raise Problem(
                KEY_REUSED, f"The key '{key}' came with another body on {known.at:%d %B %Y, %H:%M} UTC."
            )
        if known.status is not None and known.answer is not None:
            return Answered(known.status, known.answer.encode()), True
    answered = work()
    if answered.final:
        _keep(token_id, key, answered)
    return answered, False


def forget_old(*, at: datetime) -> None:
    """Forget calls that nobody will repeat any more."""
    Call.objects.filter(at__lt=at - REMEMBERED).delete()


def _claim(token_id: int, key: str, digest: str, at: datetime) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
        cursor.execute(CLAIM, [token_id, key, digest, at])
        return bool(cursor.rowcount == 1)


def _keep(token_id: int, key: str, answered: Answered) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
        cursor.execute(KEEP, [answered.status, answered.body.decode(), token_id, key])
