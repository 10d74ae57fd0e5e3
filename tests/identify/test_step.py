"""Rows that share an exact key are one person."""

from itertools import count

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from handraiser.identify.step import all_keys, identify, new_keys, person_keys


def rows(*people: dict[str, str | None]) -> pl.DataFrame:
    names = ("email_key", "system", "external_id", "phone", "name_key")
    filled = [
        {name: person.get(name) for name in names} | {"system": person.get("system", "crm")}
        for person in people
    ]
    return person_keys(pl.DataFrame(filled, schema=dict.fromkeys(names, pl.Utf8)))


def fresh() -> "map[str]":
    return map("person-{}".format, count(1))


def test_two_rows_with_one_mail_are_one_person() -> None:
    found = identify(rows({"email_key": "a@x.com"}, {"email_key": "a@x.com"}), known={}, fresh=fresh())
    assert found["person_id"].to_list() == ["person-1", "person-1"]
    assert found["person_new"].to_list() == [True, False]
    assert found["identified_by"].to_list() == ["new", "email"]


def test_a_shared_switchboard_makes_nobody_the_same() -> None:
    people = rows(
        {"phone": "+49301", "name_key": "anna weber"}, {"phone": "+49301", "name_key": "ben okafor"}
    )
    assert identify(people, known={}, fresh=fresh())["person_id"].n_unique() == 2


def test_a_phone_with_the_same_name_is_the_same_person() -> None:
    people = rows(
        {"phone": "+49301", "name_key": "anna weber"}, {"phone": "+49301", "name_key": "anna weber"}
    )
    assert identify(people, known={}, fresh=fresh())["person_id"].n_unique() == 1


def test_an_external_id_counts_only_within_its_system() -> None:
    people = rows({"external_id": "7", "system": "crm"}, {"external_id": "7", "system": "webinar"})
    assert identify(people, known={}, fresh=fresh())["person_id"].n_unique() == 2


def test_a_mail_outranks_a_phone_and_the_other_holder_is_told() -> None:
    known = {("email", "a@x.com"): "by-mail", ("phone", "+49301|anna weber"): "by-phone"}
    row = rows({"email_key": "a@x.com", "phone": "+49301", "name_key": "anna weber"})
    found = identify(row, known=known, fresh=fresh()).row(0, named=True)
    assert (found["person_id"], found["identified_by"], found["also_person_id"]) == (
        "by-mail",
        "email",
        "by-phone",
    )


def test_a_row_links_two_keys_so_that_a_later_row_finds_the_person_by_either() -> None:
    people = rows(
        {"email_key": "a@x.com", "external_id": "7"}, {"external_id": "7"}, {"email_key": "a@x.com"}
    )
    assert identify(people, known={}, fresh=fresh())["person_id"].n_unique() == 1


def test_only_keys_not_stored_yet_are_new_and_they_are_sorted() -> None:
    people = rows({"email_key": "b@x.com", "external_id": "1"}, {"email_key": "a@x.com"})
    known = {("email", "b@x.com"): "stored"}
    keys = new_keys(identify(people, known=known, fresh=fresh()), known=known)
    assert keys.rows() == [("email", "a@x.com", "person-1"), ("external", "crm:1", "stored")]


KEYS = st.one_of(st.none(), st.sampled_from(["a", "b", "c", "d"]))


@given(st.lists(st.fixed_dictionaries({"email_key": KEYS, "external_id": KEYS}), min_size=1, max_size=12))
def test_rows_in_any_number_with_the_same_mail_are_never_two_people(
    people: list[dict[str, str | None]],
) -> None:
    found = identify(rows(*people), known={}, fresh=fresh())
    by_mail = (
        found.filter(pl.col("email_key").is_not_null())
        .group_by("email_key")
        .agg(pl.col("person_id").n_unique())
    )
    assert by_mail["person_id"].to_list() == [1] * by_mail.height
    assert len(all_keys(found)) == len(set(all_keys(found)))
