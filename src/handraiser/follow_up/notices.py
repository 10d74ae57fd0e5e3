"""Telling people of the staff what they should know, where no lead is concerned."""

from collections.abc import Iterable
from datetime import datetime

from handraiser.follow_up.models import Notice
from handraiser.kit.identity import new_id


def notify(*, user_ids: Iterable[int], kind: str, text: str, at: datetime) -> int:
    """One notice to each of them; to how many. `kind` may name behind a colon what it is about: `review:<version>`."""
    told = sorted(set(user_ids))
    Notice.objects.bulk_create(
        Notice(id=new_id(), user_id=user_id, kind=kind, text=text, at=at) for user_id in told
    )
    return len(told)
