"""The waterfall on frames: what was stated stands, the first who knows wins."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.enrich import EnrichRules, enrich

COLUMNS = (
    "email",
    "email_domain",
    "email_kind",
    "phone",
    "title",
    "domain",
    "country",
    "region",
    "time_zone",
    "seniority",
    "department",
)


def leads(**columns: list[str | None]) -> pl.DataFrame:
    height = len(next(iter(columns.values())))
    return pl.DataFrame(
        {name: columns.get(name, [None] * height) for name in COLUMNS}, schema=dict.fromkeys(COLUMNS, pl.Utf8)
    )


def test_a_lead_is_filled_from_what_it_brought() -> None:
    row = enrich(
        leads(
            email=["anna.weber@northwind-robotics.com"],
            email_domain=["northwind-robotics.com"],
            phone=["+49301234567"],
            title=["Head of Sales"],
        ),
        EnrichRules(),
    ).row(0, named=True)
    filled = {field: (row[field], row[f"{field}_source"]) for field in EnrichRules().waterfall}
    assert filled == {
        "domain": ("northwind-robotics.com", "mail_domain"),
        "email_kind": ("business", "mail_kind"),
        "country": ("DE", "phone_region"),
        "region": ("EMEA", "country_region"),
        "time_zone": ("Europe/Berlin", "country_region"),
        "seniority": ("head", "job_title"),
        "department": ("sales", "job_title"),
    }


def test_what_was_stated_stands_and_has_no_source() -> None:
    row = enrich(leads(phone=["+49301234567"], country=["US"]), EnrichRules()).row(0, named=True)
    assert (row["country"], row["country_source"], row["country_confidence"]) == ("US", None, 1.0)


def test_the_second_provider_is_asked_where_the_first_does_not_know() -> None:
    filled = enrich(
        leads(phone=["+49301234567", None, None], domain=[None, "kestrel.fr", "kestrel.com"]), EnrichRules()
    )
    assert filled["country"].to_list() == ["DE", "FR", None]
    assert filled["country_source"].to_list() == ["phone_region", "country_from_domain", None]
    assert filled["country_confidence"].to_list() == [0.8, 0.5, None]


def test_a_country_of_many_zones_leaves_the_hour_to_the_phone() -> None:
    row = enrich(leads(phone=["+14155550123"], country=["US"]), EnrichRules()).row(0, named=True)
    assert (row["time_zone"], row["time_zone_source"]) == ("America/Los_Angeles", "phone_region")


def test_a_field_that_is_switched_off_stays_as_it_was() -> None:
    rules = EnrichRules.model_validate({"waterfall": {"seniority": []}})
    row = enrich(leads(title=["CEO"]), rules).row(0, named=True)
    assert (row["seniority"], row["seniority_source"], row["department"]) == (None, None, "management")


def test_absent_columns_count_as_empty() -> None:
    filled = enrich(pl.DataFrame({"title": ["CEO"]}), EnrichRules())
    assert filled["seniority"].to_list() == ["c_level"]
    assert filled["country"].to_list() == [None]


def test_a_frame_without_rows_gets_its_columns() -> None:
    filled = enrich(leads(email=[]), EnrichRules())
    assert filled.height == 0
    assert filled.schema["region_confidence"] == pl.Float64


VALUES = {
    "email": ["anna@kestrel.de", "info@gmail.com", "☃"],
    "email_domain": ["kestrel.de", "gmail.com", "x"],
    "email_kind": ["role"],
    "phone": ["+49301234567", "+12125550123", "+80012345678", "+0"],
    "title": ["CEO", "Junior Buyer", "☃"],
    "domain": ["kestrel.com", "kestrel.fr"],
    "country": ["US", "DE", "ZZ"],
    "region": ["Mars"],
    "time_zone": ["Europe/Berlin"],
    "seniority": ["vp"],
    "department": ["it"],
}
ROW = st.tuples(*(st.none() | st.sampled_from(VALUES[name]) for name in COLUMNS))


@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=5))
def test_any_row_is_filled_alike_alone_and_in_company_and_keeps_what_it_said(
    rows: list[tuple[str | None, ...]],
) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.Utf8), orient="row")
    filled = enrich(frame, EnrichRules())
    alone = pl.concat([enrich(frame[row], EnrichRules()) for row in range(frame.height)])
    assert filled.equals(alone)
    for name in COLUMNS:
        for said, now in zip(frame[name], filled[name], strict=True):
            assert said is None or now == said
    for field in EnrichRules().waterfall:
        known, sure = filled[field].is_not_null(), filled[f"{field}_confidence"].is_not_null()
        assert known.to_list() == sure.to_list()
