"""What happens to data on its way: people type, systems export."""

from random import Random

Row = dict[str, object]


def soiled(random: Random, row: Row) -> Row:
    """The row as it arrives. About one in four carries a flaw that the journey must see through."""
    row = dict(row)
    for chance, flaw in FLAWS:
        if random.random() < chance:
            flaw(random, row)
    return row


def _shouted(random: Random, row: Row) -> None:
    for name in ("first_name", "last_name", "full_name", "company_name"):
        if isinstance(row.get(name), str):
            row[name] = str(row[name]).upper()


def _lower(random: Random, row: Row) -> None:
    for name in ("first_name", "last_name", "full_name"):
        if isinstance(row.get(name), str):
            row[name] = str(row[name]).lower()


def _spaced(random: Random, row: Row) -> None:
    for name in ("email", "company_name", "last_name"):
        if isinstance(row.get(name), str):
            row[name] = f" {row[name]}  "


def _mojibake(random: Random, row: Row) -> None:
    """UTF-8 read as something else, as old exports do."""
    for name in ("first_name", "last_name", "full_name", "company_name", "city"):
        if isinstance(row.get(name), str):
            row[name] = str(row[name]).encode().decode("cp1252", "replace")


def _capital_mail(random: Random, row: Row) -> None:
    if isinstance(row.get("email"), str):
        row["email"] = str(row["email"]).title()


def _no_country(random: Random, row: Row) -> None:
    row["country"] = None


def _no_phone(random: Random, row: Row) -> None:
    row["phone"] = None


def _honoured(random: Random, row: Row) -> None:
    if isinstance(row.get("full_name"), str):
        row["full_name"] = f"Dr. {row['full_name']}"


FLAWS = (
    (0.04, _shouted),
    (0.05, _lower),
    (0.04, _spaced),
    (0.03, _mojibake),
    (0.03, _capital_mail),
    (0.08, _no_country),
    (0.3, _no_phone),
    (0.02, _honoured),
)
