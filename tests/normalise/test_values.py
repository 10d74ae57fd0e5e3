"""Countries, domains, numbers, titles and company names."""

import pycountry
import pytest
import tldextract
from hypothesis import given, settings
from hypothesis import strategies as st

from handraiser.normalise.company import company_key, company_name
from handraiser.normalise.country import country_code
from handraiser.normalise.domain import company_domain, registrable
from handraiser.normalise.number import employees, revenue
from handraiser.normalise.tidy import tidy
from handraiser.normalise.title import title


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("GERMANY", "DE"),
        ("DEU", "DE"),
        ("Germany (DE)", "DE"),
        ("Grmany", "DE"),
        ("U.S.A.", "US"),
        ("United States of America", "US"),
        ("Vereinigte Staaten", "US"),
        ("usa", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("Great Britain", "GB"),
        ("Holland", "NL"),
        ("the Netherlands", "NL"),
        ("Brasil", "BR"),
        ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Österreich", "AT"),
        ("Schweiz", "CH"),
        ("日本", "JP"),
        ("Россия", "RU"),
        ("Czech Republic", "CZ"),
        ("Türkiye", "TR"),
        ("Untied States", "US"),
        ("Switzerlnd", "CH"),
        ("el", "GR"),
    ],
)
def test_a_country_is_understood(written: str, code: str) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize(
    "written", ["", "-", "n/a", "Atlantis", "Europe", "x" * 500, "123", "Guinea Austria"]
)
def test_what_is_no_country_is_none(written: str) -> None:
    assert country_code(written) is None


def test_every_country_is_understood_by_its_own_names() -> None:
    for country in pycountry.countries:
        assert country_code(country.name) == country.alpha_2
        assert country_code(country.alpha_3) == country.alpha_2
        assert country_code(country.alpha_2.lower()) == country.alpha_2 or country.alpha_2 == "EL"


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("https://www.Northwind-Robotics.com/de?x=1", "northwind-robotics.com"),
        ("northwind-robotics.com", "northwind-robotics.com"),
        ("//shop.kestrel.co.uk:8080", "kestrel.co.uk"),
        ("kestrel.com.", "kestrel.com"),
        ("anna@kestrel.com", "kestrel.com"),
        ("http://münchen.de", "münchen.de"),
        ("xn--mnchen-3ya.de", "münchen.de"),
        ("www.kestrel.com, www.kestrel.de", "kestrel.com"),
    ],
)
def test_a_website_gives_its_registrable_domain(written: str, domain: str) -> None:
    assert company_domain(written) == (domain, None)


@pytest.mark.parametrize(
    "written", ["localhost", "10.0.0.1", "kestrel", "co.uk", "http://", "no website", "kestrel.c", "a..b"]
)
def test_what_is_no_website_is_null_with_a_fault(written: str) -> None:
    assert company_domain(written) == (None, "domain_invalid")


# Reading the list takes a tenth of a second.
SUFFIX_LIST = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
HOSTS = st.lists(
    st.sampled_from(
        ["www", "kestrel", "co", "com", "uk", "de", "ck", "kobe", "jp", "github", "io", "city", "zz", "s3"]
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(HOSTS)
def test_the_registrable_domain_is_the_suffix_lists(labels: list[str]) -> None:
    host = ".".join(labels)
    by_list = SUFFIX_LIST(host)
    if by_list.suffix:
        assert (registrable(host) or "") == by_list.top_domain_under_public_suffix or by_list.is_private
        assert registrable(host) == (f"{by_list.domain}.{by_list.suffix}" if by_list.domain else None)
    else:
        assert registrable(host) == (".".join(labels[-2:]) if len(labels) > 1 else None)


def test_a_page_on_a_shared_site_is_nobodys_domain() -> None:
    assert company_domain("https://www.linkedin.com/company/kestrel") == (None, "domain_shared")


@pytest.mark.parametrize(
    ("written", "count", "fault"),
    [
        ("250", 250, None),
        ("1,000", 1000, None),
        ("1.000", 1000, None),
        ("1 000", 1000, None),
        ("10k", 10_000, None),
        ("1.5k", 1500, None),
        ("51-200", 51, "employees_range"),
        ("51 – 200 employees", 51, "employees_range"),
        ("10,000+", 10_000, None),
        ("ca. 500 Mitarbeiter", 500, None),
        ("12.0", 12, None),
        (" ", None, None),
        ("-5", None, "employees_invalid"),
        ("many", None, "employees_invalid"),
        ("9" * 30, None, "employees_invalid"),
        ("<script>alert(1)</script>", None, "employees_invalid"),
        ("2026-01-02", None, "employees_invalid"),
    ],
)
def test_a_head_count_is_read(written: str, count: int | None, fault: str | None) -> None:
    assert employees(written) == (count, fault)


@pytest.mark.parametrize(
    ("written", "amount", "fault"),
    [
        ("1000000", 1e6, None),
        ("$1.2M", 1.2e6, None),
        ("€ 3,5 Mio.", 3.5e6, None),
        ("1.000.000,00", 1e6, None),
        ("1,000,000.00 USD", 1e6, None),
        ("2 Mrd", 2e9, None),
        ("1.2bn", 1.2e9, None),
        ("5-10M", 5e6, "revenue_range"),
        ("10 mil", None, "revenue_invalid"),
        ("-3", None, "revenue_invalid"),
        ("secret", None, "revenue_invalid"),
    ],
)
def test_a_revenue_is_read(written: str, amount: float | None, fault: str | None) -> None:
    assert revenue(written) == (pytest.approx(amount) if amount else None, fault)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("VICE PRESIDENT OF IT", "Vice President of IT"),
        ("CEO", "CEO"),
        ("CEO & FOUNDER", "CEO & Founder"),
        ("Head  of\nSales ", "Head of Sales"),
        ("iOS developer", "iOS developer"),
        ("LEITERIN FÜR VERTRIEB", "Leiterin für Vertrieb"),
        ("NULL", "NULL"),
        ("COM1", "COM1"),
        ("", None),
    ],
)
def test_a_title_is_readable(written: str, shown: str | None) -> None:
    assert title(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("NORTHWIND ROBOTICS GMBH & CO. KG", "Northwind Robotics GmbH & Co. KG"),
        ("KESTREL ANALYTICS LTD.", "Kestrel Analytics Ltd."),
        ("IBM", "IBM"),
        ("BLUE HARBOR LOGISTICS", "Blue Harbor Logistics"),
        ("eBay", "eBay"),
        (" Kestrel\tAnalytics ", "Kestrel Analytics"),
    ],
)
def test_a_company_name_is_shown_readable(written: str, shown: str) -> None:
    assert company_name(written) == shown


@pytest.mark.parametrize(
    "written",
    [
        "Kestrel Analytics",
        "KESTREL ANALYTICS GMBH",
        "Kestrel Analytics GmbH & Co. KG",
        "Kestrel Analytics, Inc.",
        "Kestrel Analytics S.p.A.",
        "Kestrel Analytics S p A",
        "The Kestrel Analytics Company",
        "Kestrel-Analytics Pty Ltd",
        "Kestrel Analytics Sp. z o.o.",
        "kestrel analytics B.V.",
    ],
)
def test_legal_forms_do_not_make_another_company(written: str) -> None:
    assert company_key(written) == "kestrel analytics"


def test_a_name_that_is_only_a_legal_form_keeps_its_key() -> None:
    assert company_key("Limited") == "limited"


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("  a \t b\r\n", "a b"),
        ("MÃ¼ller & SÃ¶hne", "Müller & Söhne"),
        ("a\x00b\x1bc", "abc"),
        ("e\u0301", "é"),
        ("\ufeffAnna\u200b", "Anna"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("\u202eabc", "\u202eabc"),
        ('<a  href="">', '<a  href="">'),
        ("\u3000", ""),
    ],
)
def test_text_is_tidied_and_nothing_visible_is_lost(written: str, clean: str) -> None:
    assert tidy(written) == clean
