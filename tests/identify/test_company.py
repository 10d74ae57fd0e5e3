"""The domain says which company it is, else the name together with the country."""

from itertools import count

import polars as pl

from handraiser.identify.company import company_keys, identify_companies, new_company_keys


def rows(*firms: tuple[str | None, str | None, str | None]) -> pl.DataFrame:
    schema = {"company_domain": pl.Utf8(), "company_key": pl.Utf8(), "country": pl.Utf8()}
    return company_keys(pl.DataFrame(list(firms), schema=schema, orient="row"))


def found(frame: pl.DataFrame, known: dict[tuple[str, str], str] | None = None) -> list[str | None]:
    ids = map("company-{}".format, count(1))
    return identify_companies(frame, known=known or {}, fresh=ids)["company_id"].to_list()


def test_one_domain_is_one_company_whatever_it_is_called() -> None:
    assert (
        len(set(found(rows(("kestrel.com", "kestrel", "DE"), ("kestrel.com", "kestrel analytics", "AT")))))
        == 1
    )


def test_one_name_in_two_countries_is_two_companies() -> None:
    assert len(set(found(rows((None, "kestrel", "DE"), (None, "kestrel", "FR"))))) == 2


def test_two_domains_are_two_companies_even_with_one_name() -> None:
    assert len(set(found(rows(("a.com", "kestrel", "DE"), ("b.com", "kestrel", "DE"))))) == 2


def test_a_name_alone_finds_the_company_that_has_a_domain() -> None:
    assert len(set(found(rows(("kestrel.com", "kestrel", "DE"), (None, "kestrel", "DE"))))) == 1


def test_nothing_said_is_no_company() -> None:
    assert found(rows((None, None, "DE"))) == [None]


def test_the_first_company_keeps_a_name_that_two_share() -> None:
    frame = rows(("a.com", "kestrel", "DE"), ("b.com", "kestrel", "DE"))
    ids = map("company-{}".format, count(1))
    keys = new_company_keys(identify_companies(frame, known={}, fresh=ids), known={})
    assert keys.rows() == [
        ("domain", "a.com", "company-1"),
        ("domain", "b.com", "company-2"),
        ("name", "kestrel|DE", "company-1"),
    ]
