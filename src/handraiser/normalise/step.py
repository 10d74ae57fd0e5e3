"""Captured text in, clean values and comparison keys out. Pure: no clock, no database, no network."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import polars as pl

from handraiser.connectors.mail_kind import is_shared_domain
from handraiser.kit.country_domains import country_of_domain
from handraiser.normalise.beside import name_beside
from handraiser.normalise.casing import proper_place
from handraiser.normalise.company import company_key, company_name
from handraiser.normalise.country import country_code
from handraiser.normalise.domain import company_domain
from handraiser.normalise.faults import Fault, FaultSheet
from handraiser.normalise.mail import Address, address, addresses_within
from handraiser.normalise.name import Person, name_key, person
from handraiser.normalise.number import employees, revenue
from handraiser.normalise.phone import Phone, phone
from handraiser.normalise.tidy import tidy
from handraiser.normalise.title import title

Value = TypeVar("Value")
Cells = list[str | None]

COLUMNS_IN = (
    *("email", "first_name", "last_name", "full_name", "phone", "title"),
    *("company_name", "domain", "industry", "employees", "revenue", "country", "region_name", "city"),
)
COLUMNS_OUT = (
    *COLUMNS_IN,
    *("email_key", "email_domain", "name_key", "company_key", "company_domain"),
    *("phone_extension", "phone_raw", "faults"),
)

_NO_ADDRESS = Address(None, None, None, None)
_NO_PHONE = Phone(None, None, None, None)
_NOBODY = Person(None, None, None)


def normalise(frame: pl.DataFrame, *, home: str | None = None) -> pl.DataFrame:
    """Clean a frame of captured text; rows and their order stay.

    `home` is the country (alpha-2) in which a phone number is read when nothing in its row tells one.

    Columns in: `COLUMNS_IN`, text as captured, any of them null or absent; other columns pass untouched.
    Columns out: the same names clean (employees Int64, revenue Float64, country alpha-2, phone E.164, domain
    registrable and never one of a mail service), and email_key, email_domain, name_key, company_key,
    company_domain (of the website, else of the business address), phone_extension, phone_raw (a number that
    could not be read), faults (list of `Fault`).
    """
    cells = {name: _cells(frame, name) for name in COLUMNS_IN}
    sheet = FaultSheet()
    _take_mail_from_names(cells, sheet)
    _take_names_from_mail(cells)
    addresses = _each(cells["email"], address, _NO_ADDRESS)
    for row, found in enumerate(addresses):
        if found.fault:
            sheet.note(row, found.fault)
    mail_domains = [found.domain for found in addresses]
    domains = _websites(cells["domain"], sheet)
    countries = _checked(cells["country"], _country, sheet)
    phones = _phones(cells["phone"], _regions(countries, domains, mail_domains, home), sheet)
    people = _people(cells["first_name"], cells["last_name"], cells["full_name"])
    companies = _each(cells["company_name"], company_name, None)
    return frame.with_columns(
        _text("email", [found.email for found in addresses]),
        _text("first_name", [name.first for name in people]),
        _text("last_name", [name.last for name in people]),
        _text("full_name", [name.full for name in people]),
        _text("phone", [found.number for found in phones]),
        _text("title", _each(cells["title"], title, None)),
        _text("company_name", companies),
        _text("domain", domains),
        _text("industry", _each(cells["industry"], _plain, None)),
        _numbers(frame, "employees", cells, employees, sheet, pl.Int64),
        _numbers(frame, "revenue", cells, revenue, sheet, pl.Float64),
        _text("country", countries),
        _text("region_name", _each(cells["region_name"], _place, None)),
        _text("city", _each(cells["city"], _place, None)),
        _text("email_key", [found.key for found in addresses]),
        _text("email_domain", mail_domains),
        _text("name_key", [name_key(name) for name in people]),
        _text("company_key", _each(companies, company_key, None)),
        _text("company_domain", _company_domains(domains, mail_domains)),
        _text("phone_extension", [found.extension for found in phones]),
        _text("phone_raw", [found.raw for found in phones]),
        sheet.as_series(frame.height),
    )


def _cells(frame: pl.DataFrame, name: str) -> Cells:
    if name not in frame.columns:
        return [None] * frame.height
    column = frame.get_column(name)
    cells: Cells = (column if column.dtype == pl.Utf8 else column.cast(pl.Utf8)).to_list()
    return cells


def _each(cells: Sequence[str | None], clean: Callable[[str], Value], empty: Value) -> list[Value]:
    """Clean every distinct text once."""
    seen = {cell: empty if cell is None else clean(cell) for cell in dict.fromkeys(cells)}
    return [seen[cell] for cell in cells]


def _checked(
    cells: Cells, check: Callable[[str], tuple[Value | None, Fault | None]], sheet: FaultSheet
) -> list[Value | None]:
    """Like `_each`, for a check that names a fault."""
    nothing: tuple[Value | None, Fault | None] = (None, None)
    checked = _each(cells, check, nothing)
    for row, (_, fault) in enumerate(checked):
        if fault:
            sheet.note(row, fault)
    return [value for value, _ in checked]


def _take_mail_from_names(cells: dict[str, Cells], sheet: FaultSheet) -> None:
    """An address in a name field is no name; it becomes the address where there is none, and leaves the name."""
    for name in ("first_name", "last_name", "full_name"):
        for row, cell in enumerate(cells[name]):
            if cell is None or "@" not in cell:
                continue
            if found := addresses_within(cell):
                sheet.note(row, "name_holds_email")
                cells[name][row] = name_beside(cell)
                if not cells["email"][row]:
                    cells["email"][row] = found[0]


def _take_names_from_mail(cells: dict[str, Cells]) -> None:
    """Who is named beside the address, and nowhere else, is called so."""
    first, last, full = cells["first_name"], cells["last_name"], cells["full_name"]
    for row, cell in enumerate(cells["email"]):
        if cell is not None and " " in cell and not (first[row] or last[row] or full[row]):
            full[row] = name_beside(cell)


def _websites(cells: Cells, sheet: FaultSheet) -> list[str | None]:
    return _checked(cells, _website, sheet)


def _website(text: str) -> tuple[str | None, Fault | None]:
    domain, fault = company_domain(text)
    if domain is not None and is_shared_domain(domain):
        return None, "domain_shared"
    return domain, fault


def _country(text: str) -> tuple[str | None, Fault | None]:
    code = country_code(text)
    return code, "country_unknown" if code is None and tidy(text) else None


def _regions(
    countries: Sequence[str | None],
    domains: Sequence[str | None],
    mail_domains: Sequence[str | None],
    home: str | None,
) -> list[str | None]:
    """The country in which each row's number is read: the row's, else that of the website or the address."""
    return [
        country or country_of_domain(domain) or country_of_domain(mail_domain) or home
        for country, domain, mail_domain in zip(countries, domains, mail_domains, strict=True)
    ]


def _phones(cells: Cells, regions: Sequence[str | None], sheet: FaultSheet) -> list[Phone]:
    seen: dict[tuple[str | None, str | None], Phone] = {}
    phones: list[Phone] = []
    for row, written in enumerate(zip(cells, regions, strict=True)):
        found = seen.get(written)
        if found is None:
            cell, region = written
            found = seen[written] = _NO_PHONE if cell is None else phone(cell, region)
        if found.fault:
            sheet.note(row, found.fault)
        phones.append(found)
    return phones


def _people(first: Cells, last: Cells, full: Cells) -> list[Person]:
    seen: dict[tuple[str | None, str | None, str | None], Person] = {(None, None, None): _NOBODY}
    people: list[Person] = []
    for name in zip(first, last, full, strict=True):
        found = seen.get(name)
        if found is None:
            found = seen[name] = person(*name)
        people.append(found)
    return people


def _company_domains(domains: Sequence[str | None], mail_domains: Sequence[str | None]) -> list[str | None]:
    """The website's domain, else that of the address unless it is a mail service's."""
    own: dict[str | None, str | None] = {None: None}
    found: list[str | None] = []
    for domain, mail_domain in zip(domains, mail_domains, strict=True):
        if mail_domain not in own:
            own[mail_domain] = None if mail_domain is None or is_shared_domain(mail_domain) else mail_domain
        found.append(domain or own[mail_domain])
    return found


def _numbers(
    frame: pl.DataFrame,
    name: str,
    cells: dict[str, Cells],
    read: Callable[[str], tuple[Value | None, Fault | None]],
    sheet: FaultSheet,
    kind: type[pl.DataType],
) -> pl.Series:
    if name in frame.columns and frame.schema[name] == kind:
        return frame.get_column(name)
    return pl.Series(name, _checked(cells[name], read, sheet), dtype=kind)


def _plain(text: str) -> str | None:
    return tidy(text) or None


def _place(text: str) -> str | None:
    return tidy(proper_place(tidy(text))) or None


def _text(name: str, values: Sequence[str | None]) -> pl.Series:
    return pl.Series(name, values, dtype=pl.Utf8)
