"""Country from a country-code domain."""

from dataclasses import dataclass

import polars as pl

from handraiser.connectors.provider import NOTHING, Finding, Provider, answers
from handraiser.kit.country_domains import country_of_domain

# A company's site says more about it than a mailbox; neither says where a person sits.
_SITE = 0.5
_MAILBOX = 0.4


@dataclass(frozen=True, slots=True)
class CountryFromDomain:
    """Fills country from the suffix of domain, else of email_domain."""

    name: str = "country_from_domain"
    fills: tuple[str, ...] = ("country",)
    needs: tuple[str, ...] = ("domain", "email_domain")
    network: bool = False

    def look_up(self, frame: pl.DataFrame) -> pl.DataFrame:
        sites, mailboxes = frame.get_column("domain").to_list(), frame.get_column("email_domain").to_list()
        return answers(self.fills, zip(sites, mailboxes, strict=True), _country)


def _country(domains: tuple[str | None, str | None]) -> tuple[Finding]:
    for domain, confidence in zip(domains, (_SITE, _MAILBOX), strict=True):
        if country := country_of_domain(domain):
            return ((country, confidence),)
    return (NOTHING,)


PROVIDER: Provider = CountryFromDomain()
