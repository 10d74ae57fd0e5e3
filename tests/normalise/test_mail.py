"""Addresses: one canonical form, one key."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.normalise.mail import address, addresses_within


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("anna.weber@northwind-robotics.com", "anna.weber@northwind-robotics.com"),
        ("  Anna.Weber@Northwind-Robotics.COM \n", "anna.weber@northwind-robotics.com"),
        ("Anna Weber <anna@northwind-robotics.com>", "anna@northwind-robotics.com"),
        ('"Weber, Anna" <anna@northwind-robotics.com>', "anna@northwind-robotics.com"),
        ("mailto:anna@northwind-robotics.com?subject=Hi", "anna@northwind-robotics.com"),
        ("'anna@northwind-robotics.com'", "anna@northwind-robotics.com"),
        ("anna@northwind-robotics.com.", "anna@northwind-robotics.com"),
        ("anna @ northwind-robotics.com", "anna@northwind-robotics.com"),
        ("anna(at)northwind-robotics(dot)com", "anna@northwind-robotics.com"),
        ("\u200banna@northwind-robotics.com\ufeff", "anna@northwind-robotics.com"),
        ("anna@xn--mnchen-3ya.de", "anna@münchen.de"),
        ("ben.o'neill@kestrel.com", "ben.o'neill@kestrel.com"),
        ("anna@MÜNCHEN.de", "anna@münchen.de"),
    ],
)
def test_a_wrapped_address_is_unwrapped(written: str, read: str) -> None:
    assert address(written).email == read
    assert address(written).fault is None


@pytest.mark.parametrize(
    "written",
    [
        "anna",
        "anna@",
        "@northwind-robotics.com",
        "anna@@northwind-robotics.com",
        "anna@localhost",
        "n/a",
        "a b@c",
    ],
)
def test_what_is_no_address_is_null_with_a_fault(written: str) -> None:
    assert address(written) == (None, None, None, "email_invalid")


def test_a_blank_cell_has_no_fault() -> None:
    assert address(" \t ").fault is None


def test_the_first_of_several_addresses_is_taken_and_noted() -> None:
    found = address("anna@northwind-robotics.com; ben@kestrel-analytics.com")
    assert (found.email, found.fault) == ("anna@northwind-robotics.com", "email_several")


def test_the_same_address_twice_is_one_address() -> None:
    assert address("anna@kestrel.com, Anna@Kestrel.com").fault is None


def test_a_suffix_that_nobody_registers_under_is_noted() -> None:
    found = address("anna@kestrel.cmo")
    assert (found.email, found.domain, found.fault) == (
        "anna@kestrel.cmo",
        "kestrel.cmo",
        "email_domain_unknown",
    )


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Anna+Trial@Northwind-Robotics.com", "anna@northwind-robotics.com"),
        ("anna.weber@northwind-robotics.com", "anna.weber@northwind-robotics.com"),
        ("an.na+x@googlemail.com", "anna@gmail.com"),
        ("anna@gmail.com", "anna@gmail.com"),
        ("+anna@kestrel.com", "+anna@kestrel.com"),
    ],
)
def test_the_key_forgets_tags_and_dots_that_make_no_other_person(written: str, key: str) -> None:
    assert address(written).key == key


def test_the_tag_stays_in_the_address_that_is_written_to() -> None:
    assert address("anna+trial@kestrel.com").email == "anna+trial@kestrel.com"


def test_the_domain_is_the_registrable_one() -> None:
    assert address("anna@mail.sales.kestrel.co.uk").domain == "kestrel.co.uk"


ODD = st.text(alphabet="abAB01.-_+@<>,;: \"'()xn\u00fc\u200b", max_size=40)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), ODD))
def test_whatever_is_read_is_valid_and_stays_as_it_is(text: str) -> None:
    found = address(text)
    if found.email is None:
        return
    assert validate_email(found.email, check_deliverability=False).normalized.lower() == found.email
    again = address(found.email)
    assert again.email == found.email
    assert again.key == found.key
    assert again.domain == found.domain


LABEL = st.text(alphabet="ab0-", min_size=1, max_size=6)


@settings(deadline=None)
@given(
    st.text(alphabet="ab1._+-", min_size=1, max_size=12),
    st.lists(LABEL, min_size=1, max_size=3),
    st.sampled_from(["com", "test", "c", "local", "de1"]),
)
def test_the_fast_path_agrees_with_the_library(local: str, labels: list[str], suffix: str) -> None:
    text = f"{local}@{'.'.join(labels)}.{suffix}"
    try:
        expected = validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        assert text not in addresses_within(text)
    else:
        assert address(text).email == expected
