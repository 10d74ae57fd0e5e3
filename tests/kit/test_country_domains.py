"""Country-code domains."""

import pytest

from handraiser.kit.country_domains import country_of_domain


@pytest.mark.parametrize(
    ("domain", "country"),
    [
        ("kestrel.de", "DE"),
        ("kestrel.co.uk", "GB"),
        ("kestrel.com", None),
        ("kestrel.io", None),
        ("kestrel.eu", None),
        (None, None),
    ],
)
def test_only_a_country_code_domain_tells_a_country(domain: str | None, country: str | None) -> None:
    assert country_of_domain(domain) == country
