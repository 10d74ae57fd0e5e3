"""Look up stored keys."""

from collections.abc import Sequence

import polars as pl
from django.db import connection

from handraiser.identify.step import Key

PERSON = """
SELECT k.kind, k.value, k.person_id::text
FROM unnest(%s::text[], %s::text[]) q(kind, value) JOIN lead_person_key k USING (kind, value)
"""
COMPANY = """
SELECT k.kind, k.value, k.company_id::text
FROM unnest(%s::text[], %s::text[]) q(kind, value) JOIN lead_company_key k USING (kind, value)
"""


def known_people(keys: Sequence[Key]) -> dict[Key, str]:
    """Stored person keys among `keys`: (kind, value) -> person id."""
    return _look_up(PERSON, keys)


def known_companies(keys: Sequence[Key]) -> dict[Key, str]:
    """Stored company keys among `keys`: (kind, value) -> company id."""
    return _look_up(COMPANY, keys)


def _look_up(statement: str, keys: Sequence[Key]) -> dict[Key, str]:
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [[kind for kind, _ in keys], [value for _, value in keys]])
        return {(kind, value): found for kind, value, found in cursor.fetchall()}


COMPANIES = """
SELECT id::text, name, domain, industry, employees, revenue, named_owner_id, provenance::text
FROM lead_company WHERE id = ANY(%s::uuid[])
"""
COMPANY_SCHEMA = pl.Schema(
    {
        "company_id": pl.Utf8(),
        "company_name": pl.Utf8(),
        "domain": pl.Utf8(),
        "industry": pl.Utf8(),
        "employees": pl.Int64(),
        "revenue": pl.Float64(),
        "named_owner_id": pl.Int64(),
        "company_provenance": pl.Utf8(),
    }
)


def stored_companies(ids: Sequence[str]) -> pl.DataFrame:
    """Known companies with what is known of them, as `COMPANY_SCHEMA`."""
    if not ids:
        return pl.DataFrame(schema=COMPANY_SCHEMA)
    with connection.cursor() as cursor:
        cursor.execute(COMPANIES, [list(ids)])
        return pl.DataFrame(cursor.fetchall(), schema=COMPANY_SCHEMA, orient="row")
