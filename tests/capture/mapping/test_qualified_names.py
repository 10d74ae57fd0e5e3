"""Headings of other programs: qualified names, names that say whose field it is, and fields of deals."""

import pytest

from handraiser.capture.mapping import guess_columns


def target(name: str, *cells: str) -> str | None:
    return guess_columns({name: list(cells)})[0].target


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Deal - Deal created", "occurred_at"),
        ("Deal - Won time", "won_at"),
        ("Deal - Lost reason", "outcome_reason"),
        ("Deal - Currency of Value", "currency"),
        ("Person - Phone - Mobile", "phone"),
        ("Organization - Name", "company_name"),
        ("ACCOUNT.NAME", "company_name"),
        ("Contact: Work e-mail", "email"),
        ("user_id/name", "owner"),
        ("lost_reason_id/name", "outcome_reason"),
        ("Email (Contact)", "email"),
        ("(Do Not Modify) Lead", "external_id"),
        ("hs_object_id", "external_id"),
        ("hs_analytics_source", "source"),
        ("Opportunity Owner", "owner"),
        ("Amount Currency", "currency"),
        ("Account.Industry", "industry"),
        ("DEAL_AMT", "amount"),
        ("CREATED_TS", "occurred_at"),
        ("ORG_NM", "company_name"),
        ("And your last name?", "last_name"),
        ("Which company do you work for?", "company_name"),
        ("Invitee Last Name", "last_name"),
        ("First seen (CET)", "occurred_at"),
        ("Pays/région", "country"),
        ("Wie viele Mitarbeiter hat Ihre Firma?", None),
        ("last_stage_change_at", None),
        # What belongs to somebody else, or happened another time.
        ("Deal Name", None),
        ("Account ID", None),
        ("Last Activity: Date", None),
        ("Expected Close Date", None),
        ("(Do Not Modify) Modified On", None),
        ("Deal probability", None),
        ("Associated Contact IDs", None),
    ],
)
def test_a_name_that_says_whose_field_it_is_is_understood(header: str, expected: str | None) -> None:
    assert target(header) == expected


def test_a_title_of_salutations_is_no_job() -> None:
    columns = {"Title": ["Mr", "Ms.", "Dr", ""], "Position": ["CEO", "Head of Sales", "", "Analyst"]}

    assert {guess.column: guess.target for guess in guess_columns(columns)} == {
        "Title": None,
        "Position": "title",
    }


@pytest.mark.parametrize(
    ("first", "last"), [("Nombre", "Apellidos"), ("Nome", "Cognome"), ("Name", "Last name")]
)
def test_a_name_beside_a_last_name_is_a_first_name(first: str, last: str) -> None:
    columns = {first: ["Jana", "Tom"], last: ["Novak", "Lind"]}

    assert [guess.target for guess in guess_columns(columns)] == ["first_name", "last_name"]


def test_a_name_that_holds_the_last_name_is_a_full_name() -> None:
    columns = {"Name": ["Jana Novak", "Tom Lind"], "Last name": ["Novak", "Lind"]}

    assert [guess.target for guess in guess_columns(columns)] == ["full_name", "last_name"]


def test_a_blank_column_leaves_its_target_to_a_filled_one() -> None:
    columns = {"Created": ["", ""], "Timestamp": ["2026-01-02", "2026-01-03"]}

    assert {guess.column: guess.target for guess in guess_columns(columns)} == {
        "Created": None,
        "Timestamp": "occurred_at",
    }


@pytest.mark.parametrize(
    "cell",
    ["Jana Novak <jana@kestrel-analytics.com>", "jana@kestrel-analytics.com; j.novak@kestrel-analytics.com"],
)
def test_addresses_with_names_or_in_company_are_addresses(cell: str) -> None:
    assert target("Email", cell, cell) == "email"


def test_a_column_of_few_words_holds_no_names() -> None:
    assert target("Contact", *(["cellular", "telephone"] * 60)) is None
    assert target("Contact", *(f"Jana Novak{number}" for number in range(120))) == "full_name"


def test_names_that_end_in_legal_forms_are_those_of_companies() -> None:
    assert target("Client", "Kestrel Analytics Ltd.", "Blue Harbor Logistics, Inc.", "Jana") == "company_name"
    assert target("Client", "Jana Novak", "Tom Lind", "Marco Silva") == "full_name"


def test_a_customer_beside_the_person_who_has_the_address_is_a_company() -> None:
    columns = {
        "Kunde": ["Kestrel", "Blue Harbor"],
        "Ansprechpartner": ["Jana Novak", "Tom Lind"],
        "Mail": ["jana.novak@post.example.com", "t.lind@post.example.com"],
    }
    assert [guess.target for guess in guess_columns(columns)] == ["company_name", "full_name", "email"]
