"""Where each value is from, as JSON."""

import json
from datetime import UTC, datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from handraiser.enrich import company_provenance, person_provenance

AT = datetime(2026, 1, 2, 10, tzinfo=UTC)


def test_a_stated_value_is_from_the_door_and_a_derived_one_from_its_provider() -> None:
    frame = pl.DataFrame(
        {
            "title": ["CEO"],
            "seniority": ["c_level"],
            "seniority_source": ["job_title"],
            "seniority_confidence": [0.9],
            "city": [None],
            "door": ["form"],
            "at": [AT],
        }
    )
    assert json.loads(person_provenance(frame)[0]) == {
        "title": {"source": "form", "confidence": 1.0, "obtained": "2026-01-02T10:00:00Z"},
        "seniority": {"source": "job_title", "confidence": 0.9, "obtained": "2026-01-02T10:00:00Z"},
    }


def test_a_field_stated_by_one_and_derived_for_another_tells_both() -> None:
    frame = pl.DataFrame(
        {
            "country": ["DE", "US", None],
            "country_source": [None, "phone_region", None],
            "country_confidence": [1.0, 0.8, None],
            "door": ["api", "api", "api"],
        }
    )
    told = [json.loads(text).get("country") for text in company_provenance(frame)]
    assert told == [{"source": "api", "confidence": 1.0}, {"source": "phone_region", "confidence": 0.8}, None]


def test_a_system_is_a_better_source_than_its_door() -> None:
    frame = pl.DataFrame({"title": ["CEO", "CEO"], "door": ["api", "api"], "system": ["olympus", None]})
    assert [json.loads(text)["title"]["source"] for text in person_provenance(frame)] == ["olympus", "api"]


def test_nothing_known_is_an_empty_object() -> None:
    assert person_provenance(pl.DataFrame({"title": [None, None]})).to_list() == ["{}", "{}"]
    assert company_provenance(pl.DataFrame({"door": ["form"]})).to_list() == ["{}"]


def test_the_columns_are_named_for_their_record() -> None:
    frame = pl.DataFrame({"title": ["CEO"]}).clear()
    assert (person_provenance(frame).name, company_provenance(frame).name) == (
        "person_provenance",
        "company_provenance",
    )


TEXT = st.none() | st.text(max_size=12)


@given(st.lists(st.tuples(TEXT, TEXT, st.none() | st.floats(0, 1), TEXT, TEXT), max_size=5))
def test_whatever_the_sources_are_called_it_is_json(rows: list[tuple[object, ...]]) -> None:
    names = {
        "country": pl.Utf8,
        "country_source": pl.Utf8,
        "country_confidence": pl.Float64,
        "door": pl.Utf8,
        "system": pl.Utf8,
    }
    frame = pl.DataFrame(rows, schema=names, orient="row")
    for row, text in zip(rows, person_provenance(frame), strict=True):
        assert ("country" in json.loads(text)) == (row[0] is not None)
