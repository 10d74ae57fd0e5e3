"""Rows become leads: what the batch says of a person is laid over what is known."""

import polars as pl

from handraiser.kit.frames import narrow, nulls, put
from handraiser.lead.frame import SCHEMA

PERSON = (
    "email",
    "email_domain",
    "first_name",
    "last_name",
    "full_name",
    "phone",
    "title",
    "country",
    "city",
    "consent",
)
COMPANY = ("company_name", "domain", "industry", "employees", "revenue")
# The first inquiry of a pass says how it came.
ORIGIN = ("door", "source", "campaign", "medium", "landing_page", "external_id")
STATED = PERSON + COMPANY
ADDRESS = ("email", "email_domain", "email_key")


def leads_of(rows: pl.DataFrame, existing: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    """One row for each person in the batch, in the order of first appearance.

    `rows`: normalised and identified inquiries. `existing`: the people already known, as `lead.frame.SCHEMA`.
    `companies`: company_id and the company's columns, for those already known. Out: the schema's columns, with
    what the newer inquiry says preferred, and what was decided before kept; the known record's own values as
    `<column>_was`; `at` and `captured_at`; `new_kinds`, the kinds of inquiry in this batch.
    """
    said = _said(rows)
    if existing.is_empty() and companies.is_empty():
        return _shared_company(
            said.hstack(nulls(UNKNOWN, said.height)).with_columns(pl.col("at").alias("informed_at"))
        )
    if existing.is_empty():
        # Nobody is known, only companies: what the batch says stands as it is, and no record is compared.
        unknown = nulls({name: UNKNOWN[name] for name in UNKNOWN if name not in OF_COMPANY}, said.height)
        at = said.get_column("at").alias("informed_at")
        return _with_company(put(said.hstack(unknown), at), companies)
    known = existing.rename({name: f"{name}_was" for name in SCHEMA if name != "person_id"})
    leads = said.join(known, on="person_id", how="left", maintain_order="left", coalesce=True)
    leads = _with_company(leads, companies)
    newer = pl.col("informed_at_was").is_null() | (pl.col("at") >= pl.col("informed_at_was"))
    # A plus-tag or a capital is no other address: the one we know stays.
    same_address = pl.col("email_key") == _address_key(pl.col("email_was"))
    return leads.with_columns(
        pl.when(same_address.fill_null(False))
        .then(pl.col("email_was"))
        .otherwise(pl.col("email"))
        .alias("email"),
    ).with_columns(
        *(
            pl.when(newer)
            .then(pl.coalesce(name, f"{name}_was"))
            .otherwise(pl.coalesce(f"{name}_was", name))
            .alias(name)
            for name in PERSON
        ),
        *(pl.coalesce(name, f"{name}_was").alias(name) for name in COMPANY),
        pl.coalesce("company_id", "company_id_was").alias("company_id"),
        pl.max_horizontal("at", "informed_at_was").alias("informed_at"),
    )


def say_nothing_new(rows: pl.DataFrame, leads: pl.DataFrame) -> pl.Series:
    """For each row, whether it adds nothing to what is known of its person: boolean, in the order of rows.

    The reference is the stored record, or for a person new in this batch what all its rows say together.
    """
    if rows.height == leads.height and leads.get_column("person_new").all():
        # Everybody is new and came once: there is nothing to compare with.
        return pl.Series("nothing", [False], pl.Boolean()).new_from_index(0, rows.height)
    reference = leads.select(
        "person_id",
        *(
            pl.when("person_new").then(name).otherwise(f"{name}_was").alias(f"{name}_known")
            for name in STATED
        ),
    )
    compared = narrow(rows, ("person_id", "email_key", "inquiry_kind", *STATED)).join(
        reference, on="person_id", how="left", maintain_order="left"
    )
    same_key = pl.col("email_key") == _address_key(pl.col("email_known"))
    equal = [
        pl.col(name).is_null() | (pl.col(name) == pl.col(f"{name}_known")).fill_null(False)
        for name in STATED
        if name not in ADDRESS
    ]
    address = pl.col("email_key").is_null() | same_key.fill_null(False)
    nothing = pl.all_horizontal(address, pl.col("inquiry_kind").is_null(), *equal)
    return compared.select(nothing.alias("nothing")).get_column("nothing")


# What is null for a person of whom nothing is known.
UNKNOWN = pl.Schema(
    {
        **{f"{name}_was": kind for name, kind in SCHEMA.items() if name != "person_id"},
        "named_owner_id": pl.Int64(),
        "company_provenance": pl.Utf8(),
    }
)


# What comes from the stored company, and not from the person.
OF_COMPANY = ("named_owner_id", "company_provenance")


def _said(rows: pl.DataFrame) -> pl.DataFrame:
    """What the batch itself says: the latest stated value of each person, the first origin."""
    says_of_company = pl.any_horizontal(pl.col(name).is_not_null() for name in COMPANY).alias("company_said")
    if rows.get_column("person_id").is_unique().all():
        kinds = pl.when(pl.col("inquiry_kind").is_null()).then(pl.lit([], dtype=pl.List(pl.Utf8)))
        return rows.select(
            "person_id",
            *STATED,
            "email_key",
            "company_id",
            "name_key",
            *ORIGIN,
            pl.col("occurred_at").alias("at"),
            pl.col("received_at").alias("captured_at"),
            kinds.otherwise(pl.concat_list("inquiry_kind")).alias("new_kinds"),
            pl.col("person_new"),
            pl.col("has_outcome"),
            says_of_company,
        )
    # Of several spellings of one address the first stays; of everything else the latest word counts.
    last = [
        (pl.col(name).drop_nulls().first() if name in ADDRESS else pl.col(name).drop_nulls().last()).alias(
            name
        )
        for name in (*STATED, "email_key", "company_id", "name_key")
    ]
    first = [pl.col(name).first().alias(name) for name in ORIGIN]
    grouped = rows.group_by("person_id", maintain_order=True).agg(
        *last,
        *first,
        pl.col("occurred_at").max().alias("at"),
        pl.col("received_at").max().alias("captured_at"),
        pl.col("inquiry_kind").drop_nulls().alias("new_kinds"),
        pl.col("person_new").any(),
        pl.col("has_outcome").all(),
    )
    return grouped.with_columns(says_of_company)


def _with_company(leads: pl.DataFrame, companies: pl.DataFrame) -> pl.DataFrame:
    """Lays a known company's values under what the row says; a company new in the batch collects from its rows."""
    if companies.is_empty():
        leads = leads.with_columns(
            pl.lit(None, pl.Int64).alias("named_owner_id"), company_provenance=pl.lit(None, pl.Utf8)
        )
    else:
        stored = companies.rename({name: f"{name}_stored" for name in COMPANY})
        leads = leads.join(stored, on="company_id", how="left", maintain_order="left").with_columns(
            pl.coalesce(name, f"{name}_stored").alias(name) for name in COMPANY
        )
    return _shared_company(leads)


def _shared_company(leads: pl.DataFrame) -> pl.DataFrame:
    """What several people of one company say of it in the same batch holds for all of them."""
    shared = leads.get_column("company_id").drop_nulls()
    if shared.len() and not shared.is_unique().all():
        together = (
            pl.when(pl.col("company_id").is_null()).then(pl.col("person_id")).otherwise(pl.col("company_id"))
        )
        leads = leads.with_columns(
            pl.coalesce(name, pl.col(name).drop_nulls().last().over(together)).alias(name) for name in COMPANY
        )
    return leads


def _address_key(email: pl.Expr) -> pl.Expr:
    return email.str.to_lowercase().str.replace(r"\+[^@]*@", "@")
