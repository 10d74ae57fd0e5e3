"""Who somebody is, again: by who held the keys of the inquiry."""

from collections.abc import Sequence

from handraiser.document import Document
from handraiser.identify.step import KINDS, match
from handraiser.replay.verdict import Recorded, Verdict, compared
from handraiser.replay.world import World


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """The person, the kind of key that decided, and another person who holds one."""
    return [_one(event) for event in events]


def _one(event: Recorded) -> Verdict:
    told = event.told
    held = {
        kind: holder for kind, holder in zip(KINDS, told["holders"] or (), strict=False) if holder is not None
    }
    person, by, also = match(held)
    return compared(
        {
            "person": event.person_id,
            "by": told["by"],
            "person_new": told["person_new"],
            "also_person_id": told["also_person_id"],
        },
        {
            # Nobody holds a key of somebody new, who gets an id of his own.
            "person": event.person_id if person is None else person,
            "by": by,
            "person_new": person is None,
            "also_person_id": also,
        },
    )
