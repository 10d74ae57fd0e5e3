"""The step as a whole, on frames."""

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from handraiser.normalise import COLUMNS_IN, COLUMNS_OUT, FAULTS, normalise

KEYS = ("email_key", "email_domain", "name_key", "company_key", "company_domain")


def captured(**columns: list[str | None]) -> pl.DataFrame:
    height = len(next(iter(columns.values())))
    return pl.DataFrame(
        {name: columns.get(name, [None] * height) for name in COLUMNS_IN},
        schema=dict.fromkeys(COLUMNS_IN, pl.Utf8),
    )


def test_a_row_is_cleaned_as_a_whole() -> None:
    row = normalise(
        captured(
            email=["Anna <Anna.Weber+fair@Northwind-Robotics.com>"],
            full_name=["WEBER, ANNA"],
            phone=["030 1234567"],
            title=["HEAD OF SALES"],
            company_name=["Northwind Robotics GmbH"],
            domain=["https://www.northwind-robotics.com"],
            employees=["51-200"],
            revenue=["€ 3,5 Mio"],
            country=["Deutschland"],
            city=["BERLIN"],
        )
    ).row(0, named=True)
    assert row == {
        "email": "anna.weber+fair@northwind-robotics.com",
        "first_name": "Anna",
        "last_name": "Weber",
        "full_name": "Anna Weber",
        "phone": "+49301234567",
        "title": "Head of Sales",
        "company_name": "Northwind Robotics GmbH",
        "domain": "northwind-robotics.com",
        "industry": None,
        "employees": 51,
        "revenue": 3_500_000.0,
        "country": "DE",
        "region_name": None,
        "city": "Berlin",
        "email_key": "anna.weber@northwind-robotics.com",
        "email_domain": "northwind-robotics.com",
        "name_key": "anna weber",
        "company_key": "northwind robotics",
        "company_domain": "northwind-robotics.com",
        "phone_extension": None,
        "phone_raw": None,
        "faults": ["employees_range"],
    }


def test_the_country_of_a_phone_is_the_rows_then_the_websites_then_the_addresses() -> None:
    cleaned = normalise(
        captured(
            phone=["030 1234567"] * 4,
            country=["Germany", None, None, None],
            domain=["kestrel.fr", "kestrel.de", None, None],
            email=[None, None, "anna@kestrel.de", "anna@kestrel.com"],
        )
    )
    assert cleaned["phone"].to_list() == ["+49301234567"] * 3 + [None]
    assert cleaned["phone_raw"].to_list() == [None, None, None, "030 1234567"]
    assert cleaned["faults"].to_list() == [[], [], [], ["phone_country_unknown"]]


def test_a_number_of_no_country_is_read_at_home() -> None:
    frame = captured(phone=["030 1234567", "+33 6 12 34 56 78"])
    assert normalise(frame, home="DE")["phone"].to_list() == ["+49301234567", "+33612345678"]


def test_an_address_in_a_name_becomes_the_address() -> None:
    row = normalise(captured(first_name=["ben@kestrel-analytics.com"], last_name=["Okafor"])).row(
        0, named=True
    )
    assert (row["email"], row["first_name"], row["last_name"]) == (
        "ben@kestrel-analytics.com",
        None,
        "Okafor",
    )
    assert row["faults"] == ["name_holds_email"]


@pytest.mark.parametrize(
    "cell",
    [
        "Anna Weber <anna@kestrel-analytics.com>",
        '"Weber, Anna" <anna@kestrel-analytics.com>',
        "Anna Weber (anna@kestrel-analytics.com)",
        "anna@kestrel-analytics.com - Anna Weber",
    ],
)
@pytest.mark.parametrize("field", ["full_name", "email"])
def test_a_name_beside_an_address_stays_a_name(cell: str, field: str) -> None:
    cells: dict[str, list[str | None]] = {field: [cell]}
    row = normalise(captured(**cells)).row(0, named=True)
    assert (row["email"], row["full_name"], row["last_name"]) == (
        "anna@kestrel-analytics.com",
        "Anna Weber",
        "Weber",
    )


@pytest.mark.parametrize(
    "cell", ["a@kestrel.com b@kestrel.com", "<a@kestrel.com> 4711", "x = y a@kestrel.com"]
)
def test_what_is_no_name_beside_an_address_is_left_out(cell: str) -> None:
    assert normalise(captured(email=[cell])).item(0, "full_name") is None


def test_a_name_that_was_told_outranks_the_one_beside_the_address() -> None:
    row = normalise(captured(email=["Sales <anna@kestrel.com>"], last_name=["Weber"])).row(0, named=True)
    assert (row["full_name"], row["email"]) == ("Weber", "anna@kestrel.com")


def test_a_mail_service_is_nobodys_company() -> None:
    cleaned = normalise(captured(email=["ben@gmail.com", "ben@kestrel.com"], domain=["gmail.com", None]))
    assert cleaned["domain"].to_list() == [None, None]
    assert cleaned["company_domain"].to_list() == [None, "kestrel.com"]
    assert cleaned["faults"].to_list() == [["domain_shared"], []]


def test_other_columns_pass_untouched() -> None:
    frame = captured(email=["a@kestrel.com"]).with_columns(pl.Series("answers", ['{"budget": " X "}']))
    assert normalise(frame)["answers"].to_list() == ['{"budget": " X "}']


def test_absent_columns_leave_as_nulls() -> None:
    cleaned = normalise(pl.DataFrame({"email": ["anna@kestrel.com"]}))
    assert set(COLUMNS_OUT) <= set(cleaned.columns)
    assert cleaned["phone"].to_list() == [None]


def test_an_empty_frame_has_the_right_types() -> None:
    cleaned = normalise(captured(email=[]))
    assert cleaned.height == 0
    assert cleaned.schema["employees"] == pl.Int64
    assert cleaned.schema["revenue"] == pl.Float64
    assert cleaned.schema["faults"] == pl.List(pl.Utf8)


NASTY = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text(alphabet="ANNAmcdr.,-' \u200b\u0301ÃüßİI@1+()/\x00\n", max_size=20),
    st.sampled_from(
        [
            "Dr. Anna",
            "WEBER, ANNA",
            "+49 30 1234567",
            "Mr",
            "MD",
            "van",
            "Anna Weber, PhD",
            "anna@kestrel.com",
            "51-200",
            "1.000,5",
        ]
    ),
)
ROW = st.tuples(*(NASTY for _ in COLUMNS_IN))


# The first call loads tables; the time of one call says nothing.
@settings(deadline=None)
@given(st.lists(ROW, max_size=4))
@example([tuple("Dr." for _ in COLUMNS_IN)])
@example([tuple("Ã\x83Â¼" for _ in COLUMNS_IN)])
def test_any_text_is_taken_and_clean_text_stays_clean(rows: list[tuple[str | None, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS_IN, pl.Utf8), orient="row").with_row_index("line")
    once = normalise(frame)
    assert once["line"].to_list() == list(range(len(rows)))
    assert {fault for faults in once["faults"].to_list() for fault in faults} <= set(FAULTS)
    twice = normalise(once)
    assert_frame_equal(twice.select(*COLUMNS_IN, *KEYS), once.select(*COLUMNS_IN, *KEYS))


# The first call loads tables; the time of one call says nothing.
@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=4))
def test_a_row_is_cleaned_alike_alone_and_in_company(rows: list[tuple[str | None, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS_IN, pl.Utf8), orient="row")
    together = normalise(frame)
    alone = pl.concat([normalise(frame[row]) for row in range(frame.height)])
    assert_frame_equal(together, alone)
