"""Kinds of addresses, and the domains of companies behind them."""

import polars as pl
import pytest

from handraiser.connectors import providers
from handraiser.connectors.mail_kind import is_shared_domain


def _kind(email: str) -> str | None:
    frame = pl.DataFrame({"email": [email], "email_domain": [email.rpartition("@")[2]]})
    kind: str | None = providers()["mail_kind"].look_up(frame).item(0, "email_kind")
    return kind


@pytest.mark.parametrize(
    ("email", "kind"),
    [
        ("anna.weber@northwind-robotics.com", "business"),
        ("info@northwind-robotics.com", "role"),
        ("sales-emea@northwind-robotics.com", "role"),
        ("vertrieb@kestrel-analytics.de", "role"),
        ("support+ticket@kestrel-analytics.com", "role"),
        ("infosys.fan@kestrel-analytics.com", "business"),
        ("ben@gmail.com", "free"),
        ("info@gmail.com", "free"),
        ("ben@gmx.at", "free"),
        ("ben@yahoo.co.uk", "free"),
        ("ben@mailinator.com", "disposable"),
    ],
)
def test_an_address_is_of_one_kind(email: str, kind: str) -> None:
    assert _kind(email) == kind


@pytest.mark.parametrize("domain", ["gmail.com", "mailinator.com", "hotmail.fr", "web.de", "qq.com"])
def test_a_mail_service_is_nobodys_employer(domain: str) -> None:
    assert is_shared_domain(domain)
    answer = providers()["mail_domain"].look_up(pl.DataFrame({"email_domain": [domain]}))
    assert answer.item(0, "domain") is None


def test_a_business_domain_is_the_companys() -> None:
    answer = providers()["mail_domain"].look_up(pl.DataFrame({"email_domain": ["blueharbor.com"]}))
    assert answer.row(0) == ("blueharbor.com", 0.9)
