"""Company domain from a business address."""

from dataclasses import dataclass

import polars as pl

from handraiser.connectors.mail_kind import is_shared_domain
from handraiser.connectors.provider import NOTHING, Finding, Provider, answers

_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class MailDomain:
    """Fills domain from email_domain; the domain of a free or throw-away service is never a company's."""

    name: str = "mail_domain"
    fills: tuple[str, ...] = ("domain",)
    needs: tuple[str, ...] = ("email_domain",)
    network: bool = False

    def look_up(self, frame: pl.DataFrame) -> pl.DataFrame:
        return answers(self.fills, frame.get_column("email_domain").to_list(), _own)


def _own(domain: str) -> tuple[Finding]:
    return (NOTHING,) if is_shared_domain(domain) else ((domain, _CONFIDENCE),)


PROVIDER: Provider = MailDomain()
