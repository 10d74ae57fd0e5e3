"""The same company? Its registrable domain says so, else its cleaned name together with the country."""

from collections.abc import Iterator, Mapping

import polars as pl

from handraiser.identify.step import Key, first_holders
from handraiser.kit.frames import put

FIELDS = ("company_name", "domain", "industry", "employees", "revenue")


def company_keys(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds key_domain and key_name. Columns in: company_domain, company_key, country.

    `company_domain` is never that of a free mail service: such a domain belongs to nobody's employer.
    """
    return frame.with_columns(
        pl.col("company_domain").alias("key_domain"),
        (pl.col("company_key") + "|" + pl.col("country").fill_null("")).alias("key_name"),
    )


def all_company_keys(frame: pl.DataFrame) -> list[Key]:
    """Every (kind, value) that the rows carry, each once."""
    return [
        (kind, value)
        for kind in ("domain", "name")
        for value in frame.get_column(f"key_{kind}").drop_nulls().unique().to_list()
    ]


def identify_companies(
    frame: pl.DataFrame, *, known: Mapping[Key, str], fresh: Iterator[str]
) -> pl.DataFrame:
    """Gives every row its company, or null where the row names none.

    Columns in: key_domain, key_name. Columns out: company_id, company_new.
    A domain outranks a name: two firms may share a name, never a domain.
    """
    owner: dict[Key, str] = {}
    companies: list[str | None] = []
    new: list[bool] = []
    for domain, name in zip(frame.get_column("key_domain"), frame.get_column("key_name"), strict=True):
        by_domain, by_name = ("domain", domain), ("name", name)
        company: str | None = None
        if domain is not None:
            company = known.get(by_domain) or owner.get(by_domain)
        elif name is not None:
            company = known.get(by_name) or owner.get(by_name)
        is_new = company is None and (domain is not None or name is not None)
        if is_new:
            company = next(fresh)
        if company is not None:
            if domain is not None:
                owner.setdefault(by_domain, company)
            if name is not None:
                owner.setdefault(by_name, company)
        companies.append(company)
        new.append(is_new)
    return put(
        frame,
        pl.Series("company_id", companies, pl.Utf8()),
        pl.Series("company_new", new, pl.Boolean()),
    )


def new_company_keys(frame: pl.DataFrame, *, known: Mapping[Key, str]) -> pl.DataFrame:
    """The keys to store: kind, value, company_id; sorted."""
    return first_holders(frame, {"domain": "key_domain", "name": "key_name"}, "company_id", known)
