"""Kind of an address from its domain and its local part."""

import re
from dataclasses import dataclass

import polars as pl

from handraiser.connectors.mail_kind.domains import is_disposable_domain, is_free_domain
from handraiser.connectors.provider import Finding, Provider, answers
from handraiser.kit.words import words

KINDS = ("business", "free", "disposable", "role")

# An address of a desk, not of a person.
_ROLES = words(
    """
    info information infos sales sale vertrieb verkauf ventas vendas ventes vendite contact contacts
    contato contacto contatti kontakt kontor office buero buro bureau oficina hello hallo hi hola ciao
    mail email post postmaster webmaster hostmaster admin administrator administration verwaltung
    support help helpdesk service services kundenservice kundendienst customerservice customercare care
    team marketing press presse media pr newsletter news events billing invoice invoices rechnung
    buchhaltung accounting accounts finance hr jobs job career careers karriere bewerbung recruiting
    recruitment personal personnel legal privacy datenschutz dpo security abuse noreply no-reply
    donotreply do-not-reply enquiries enquiry inquiries inquiry feedback orders order bestellung einkauf
    purchasing procurement compras acquisti inkoop reception receptie empfang zentrale general welcome
    partner partners partnership partnerships it edv root management direction direccion secretariat
    sekretariat segreteria secretaria comercial commercial commerciale booking bookings reservation
    reservations shop store export logistics dispatch investors ir compliance test demo unsubscribe
    bounce mailer-daemon
    """
)
_PARTS = re.compile(r"[._\-]")
_SURE = 0.95
_LISTED = 0.99
_LIKELY = 0.9


@dataclass(frozen=True, slots=True)
class MailKind:
    """Fills email_kind (see `KINDS`) from email and email_domain."""

    name: str = "mail_kind"
    fills: tuple[str, ...] = ("email_kind",)
    needs: tuple[str, ...] = ("email", "email_domain")
    network: bool = False

    def look_up(self, frame: pl.DataFrame) -> pl.DataFrame:
        emails, domains = frame.get_column("email").to_list(), frame.get_column("email_domain").to_list()
        keys = [
            None if email is None else (_desk(email), domain or email.rpartition("@")[2])
            for email, domain in zip(emails, domains, strict=True)
        ]
        return answers(self.fills, keys, _kind)


def _desk(email: str) -> bool:
    local = email.rpartition("@")[0].partition("+")[0]
    return local in _ROLES or _PARTS.split(local, maxsplit=1)[0] in _ROLES


def _kind(key: tuple[bool, str]) -> tuple[Finding]:
    desk, domain = key
    if is_disposable_domain(domain):
        return (("disposable", _LISTED),)
    if is_free_domain(domain):
        return (("free", _LISTED),)
    return (("role", _SURE),) if desk else (("business", _LIKELY),)


PROVIDER: Provider = MailKind()
