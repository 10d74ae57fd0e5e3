"""Read behaviour."""

from collections.abc import Sequence

import polars as pl
from django.db import connection

from handraiser.score.step import BEHAVIOUR_SCHEMA

BY_PERSON = """
SELECT person_id::text, kind, at, properties::text FROM score_behaviour WHERE person_id = ANY(%s::uuid[])
"""
UNCLAIMED = """
SELECT email_key, kind, at, properties::text FROM score_behaviour
WHERE person_id IS NULL AND email_key = ANY(%s::text[])
"""


def behaviour_of(person_ids: Sequence[str]) -> pl.DataFrame:
    """All behaviour of these people, as `BEHAVIOUR_SCHEMA`."""
    if not person_ids:
        return pl.DataFrame(schema=BEHAVIOUR_SCHEMA)
    with connection.cursor() as cursor:
        cursor.execute(BY_PERSON, [list(person_ids)])
        return pl.DataFrame(cursor.fetchall(), schema=BEHAVIOUR_SCHEMA, orient="row")


def unclaimed_behaviour(person_of: dict[str, str]) -> pl.DataFrame:
    """Behaviour that came before its person was captured, by mail: `person_of` maps email_key to person id."""
    if not person_of:
        return pl.DataFrame(schema=BEHAVIOUR_SCHEMA)
    with connection.cursor() as cursor:
        cursor.execute(UNCLAIMED, [list(person_of)])
        rows = [(person_of[key], kind, at, properties) for key, kind, at, properties in cursor.fetchall()]
    return pl.DataFrame(rows, schema=BEHAVIOUR_SCHEMA, orient="row")
