"""Phones: E.164 or a named fault."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.normalise.faults import Fault
from handraiser.normalise.phone import Phone, phone
from handraiser.normalise.plain_phone import plain_international, plain_national


@pytest.mark.parametrize(
    ("written", "region", "number"),
    [
        ("+49 30 1234567", None, "+49301234567"),
        ("030/1234567", "DE", "+49301234567"),
        ("+49 (0)30 1234567", None, "+49301234567"),
        ("0049 30 1234567", None, "+49301234567"),
        ("0049 30 1234567", "US", "+49301234567"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("1-212-555-0123", "US", "+12125550123"),
        ("tel:+12125550123", None, "+12125550123"),
        ("p:+12125550123", None, "+12125550123"),
        ("'+49301234567", None, "+49301234567"),
        ("49301234567.0", "DE", "+49301234567"),
        ("\u202a+49 30 1234567\u202c", None, "+49301234567"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("+39 06 1234 5678", None, "+390612345678"),
        ("＋４９３０１２３４５６７", None, "+49301234567"),
    ],
)
def test_a_number_is_read_in_its_country(written: str, region: str | None, number: str) -> None:
    assert phone(written, region) == Phone(number, None, None, None)


def test_an_extension_is_kept_apart() -> None:
    assert phone("+1 212 555 0123 ext. 45", None) == Phone("+12125550123", "45", None, None)


def test_the_first_of_several_numbers_is_taken_and_noted() -> None:
    assert phone("+49 30 1234567 / +49 171 1234567", None) == Phone(
        "+49301234567", None, None, "phone_several"
    )


@pytest.mark.parametrize(
    ("written", "region", "fault"),
    [
        ("030 1234567", None, "phone_country_unknown"),
        ("12", "DE", "phone_invalid"),
        ("call me", None, "phone_invalid"),
        ("+999 1234567", None, "phone_invalid"),
    ],
)
def test_what_cannot_be_read_is_kept_with_its_fault(written: str, region: str | None, fault: Fault) -> None:
    assert phone(written, region) == Phone(None, None, written, fault)


def test_a_blank_cell_has_no_fault() -> None:
    assert phone(" \u200b ", "DE") == Phone(None, None, None, None)


REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


def _by_library(text: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize("region", REGIONS)
def test_the_fast_path_agrees_with_the_library_on_the_example_numbers_of(region: str) -> None:
    for kind in phonenumbers.PhoneNumberType.values():
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None:
            continue
        national = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
        international = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        assert plain_national(national, region) in (None, _by_library(national, region))
        assert plain_international(international) in (None, _by_library(international, None))


DIGITS = st.text(alphabet="0123456789", min_size=5, max_size=13)


# The first call loads tables; the time of one call says nothing.
@settings(deadline=None)
@given(DIGITS, st.sampled_from(REGIONS))
def test_the_fast_path_never_answers_other_than_the_library(digits: str, region: str) -> None:
    code = phonenumbers.country_code_for_region(region)
    assert plain_national(digits, region) in (None, _by_library(digits, region))
    assert plain_international(f"+{code}{digits}") in (None, _by_library(f"+{code}{digits}", None))


# The first call loads tables; the time of one call says nothing.
@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from([None, "DE", "US", "GB"]))
def test_whatever_is_read_stays_as_it_is(text: str, region: str | None) -> None:
    found = phone(text, region)
    if found.number is not None:
        assert phone(found.number, None) == Phone(found.number, None, None, None)
