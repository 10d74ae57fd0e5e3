"""From a body to behaviour: who each event is about, and which were told before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from pydantic import ValidationError

from handraiser.api.events.shape import EventIn
from handraiser.api.inquiries.reading import faults_of
from handraiser.api.problems import Fault
from handraiser.identify.queries import known_people
from handraiser.kit.identity import new_id
from handraiser.lead.models import Person
from handraiser.normalise.mail import address
from handraiser.score.operations import Seen

# The name space of events that bring an id of their own.
OF_CALLERS = UUID("6d1a0f2e-5f0c-5a53-9d5e-0d9a3f6c7b11")

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """One entry after reading: behaviour, or what is wrong with it. `told_id`: the caller named the event."""

    seen: Seen | None
    told_id: bool = False
    faults: tuple[Fault, ...] = ()


def read(entries: Sequence[Any], *, user_id: int, at: datetime) -> list[Read]:
    """Check all entries and find whom they are about, with one look-up for all."""
    events = [_checked(entry, at) for entry in entries]
    valid = [event for event in events if isinstance(event, EventIn)]
    keys = [_keys(event) for event in valid]
    known = known_people(sorted({key for own in keys for key in own}))
    named = {event.person for event in valid if event.person is not None}
    present = set(Person.objects.filter(id__in=named).values_list("id", flat=True)) if named else set()
    found = iter(
        [_read(event, own, known, present, user_id, at) for event, own in zip(valid, keys, strict=True)]
    )
    return [next(found) if isinstance(event, EventIn) else Read(None, faults=event) for event in events]


def _checked(entry: Any, at: datetime) -> EventIn | tuple[Fault, ...]:
    if not isinstance(entry, dict):
        return (Fault("", "An event is a JSON object."),)
    try:
        return EventIn.model_validate(entry, context={"at": at})
    except ValidationError as error:
        return faults_of(error)


def _keys(event: EventIn) -> list[Key]:
    """The keys by which the person may be known, the surest first."""
    keys: list[Key] = []
    if event.external_id:
        keys.append(("external", f"{event.system}:{event.external_id}"))
    if event.email and (key := address(event.email).key):
        keys.append(("email", key))
    return keys


def _read(
    event: EventIn, keys: list[Key], known: dict[Key, str], present: set[UUID], user_id: int, at: datetime
) -> Read:
    person = event.person
    if person is not None and person not in present:
        return Read(None, faults=(Fault("person", "There is no such person."),))
    if person is None:
        person = next((UUID(known[key]) for key in keys if key in known), None)
    email_key = next((value for kind, value in keys if kind == "email"), None)
    if person is None and email_key is None:
        if event.email:
            return Read(
                None, faults=(Fault("email", f"'{event.email[:100]}' cannot be read as a mail address."),)
            )
        return Read(
            None, faults=(Fault("external_id", "Nobody of that id is known, and no mail came with it."),)
        )
    event_id = uuid5(OF_CALLERS, f"{user_id}:{event.id}") if event.id else new_id()
    seen = Seen(
        kind=event.kind,
        at=event.at or at,
        person_id=person,
        email_key=None if person else email_key,
        properties=event.properties,
        id=event_id,
    )
    return Read(seen, told_id=event.id is not None)
