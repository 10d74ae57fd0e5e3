"""Guesses: which column is what, and why."""

import pytest

from handraiser.capture.mapping import guess_columns


def targets(*headers: str, **values: list[str]) -> dict[str, str | None]:
    columns = {header: values.get(header, []) for header in headers}
    return {guess.column: guess.target for guess in guess_columns(columns)}


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["E-Mail-Adresse", "Vorname", "Nachname", "Firma", "Telefon", "Land"], "de"),
        (["Adresse e-mail", "Prénom", "Nom de famille", "Société", "Téléphone", "Pays"], "fr"),
        (["Correo electrónico", "Primer nombre", "Apellidos", "Empresa", "Móvil", "País"], "es"),
        (["Indirizzo email", "Nome proprio", "Cognome", "Azienda", "Cellulare", "Paese"], "it"),
        (["Endereço de e-mail", "Primeiro nome", "Sobrenome", "Empresa", "Telemóvel", "País"], "pt"),
        (["E-mailadres", "Voornaam", "Achternaam", "Bedrijf", "Telefoonnummer", "Land"], "nl"),
        (["EMAIL", "FIRSTNAME", "LASTNAME", "COMPANY", "MOBILEPHONE", "COUNTRY"], "capitals"),
        (
            ["emailAddress", "first_name", "Last-Name", "companyName", "phone_number", "Country/Region"],
            "programs",
        ),
        (["Emial", "Frist Name", "Last Nmae", "Compny", "Phne", "Contry"], "slips"),
        (
            [
                "Lead Email",
                "Your first name?",
                "Contact last name",
                "Company / Account",
                "Lead Phone",
                "Country*",
            ],
            "forms",
        ),
    ],
)
def test_headers_are_known_in_any_spelling(headers: list[str], expected: str) -> None:
    assert list(targets(*headers).values()) == [
        "email",
        "first_name",
        "last_name",
        "company_name",
        "phone",
        "country",
    ]


def test_each_target_has_one_column_save_those_that_join() -> None:
    guessed = targets("Name", "Email", "Phone", "Name (2)", "Email (2)", "Home Phone", "City", "Company City")
    assert guessed == {
        "Name": "full_name",
        "Email": "email",
        "Phone": "phone",
        "Name (2)": None,
        "Email (2)": "email",
        "Home Phone": "phone",
        "City": "city",
        "Company City": None,
    }


def test_values_may_contradict_a_name() -> None:
    guesses = guess_columns({"Email": ["yes", "no", "yes"], "Country": ["+49", "+1", "+44"]})
    assert [guess.target for guess in guesses] == [None, None]
    assert "only 0% of its values look like addresses" in guesses[0].why


def test_a_column_of_addresses_needs_no_name() -> None:
    assert targets("Anything", Anything=["anna@northwind-robotics.com"] * 3) == {"Anything": "email"}


def test_a_file_without_header_is_told_by_its_values() -> None:
    columns = {
        "Column 1": ["Anna Weber", "Ben Okafor", "Carla Rossi"],
        "Column 2": ["anna.weber@northwind-robotics.com", "okafor@kestrel.com", "carla@blueharbor.com"],
        "Column 3": ["+49 30 1234567", "+1 555 010 0200", "+39 02 123456"],
        "Column 4": ["Northwind", "Kestrel", "Blueharbor"],
        "Column 5": ["2026-05-01", "2026-05-02", "2026-05-03"],
    }
    assert [guess.target for guess in guess_columns(columns)] == [
        "full_name",
        "email",
        "phone",
        "company_name",
        "occurred_at",
    ]


def test_a_status_is_an_outcome_only_where_deals_end() -> None:
    assert targets("Status", Status=["New", "Open", "Working"]) == {"Status": None}
    assert targets("Status", Status=["Closed Won", "Closed Lost", "Proposal"]) == {"Status": "outcome"}
    assert targets("Deal Stage", **{"Deal Stage": ["Prospecting", "Engaging"]}) == {"Deal Stage": "outcome"}


def test_in_a_list_of_companies_the_name_is_the_companys() -> None:
    assert targets("NAME", "WEBSITE", "ANNUALREVENUE", "PHONE")["NAME"] == "company_name"
    assert targets("NAME", "WEBSITE", "EMAIL")["NAME"] == "full_name"


def test_names_that_mean_nothing_here_are_kept_as_they_are() -> None:
    assert set(targets("Created By", "Email Status", "Postal Code", "gclid", "Lifecycle Stage").values()) == {
        None
    }


def test_every_guess_says_why_and_how_sure() -> None:
    sure, slip, unknown = guess_columns({"Email": [], "Compny": [], "Zorp": []})
    assert (sure.confidence, sure.why) == (1.0, "its name is familiar")
    assert 0.4 < slip.confidence < 1.0
    assert "nearly “company”" in slip.why
    assert (unknown.target, unknown.confidence) == (None, 0.0)
