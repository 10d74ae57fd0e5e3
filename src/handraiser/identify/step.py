"""The same person? Rows that share an exact key, with each other or with what is stored, are one person."""

from collections.abc import Iterator, Mapping

import polars as pl

from handraiser.kit.frames import put

Key = tuple[str, str]

# The order is the precedence: a mail says more than an id, an id more than a phone on a shared switchboard.
KINDS = ("email", "external", "phone")


def person_keys(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds the three exact keys of each row.

    Columns in: email_key, system, external_id, phone, name_key. Columns out: key_email, key_external, key_phone.
    A phone counts only together with the name, since a switchboard is shared.
    """
    return frame.with_columns(
        pl.col("email_key").alias("key_email"),
        (pl.col("system") + ":" + pl.col("external_id")).alias("key_external"),
        (pl.col("phone") + "|" + pl.col("name_key").fill_null("")).alias("key_phone"),
    )


def all_keys(frame: pl.DataFrame) -> list[Key]:
    """Every (kind, value) that the rows carry, each once."""
    return [
        (kind, value)
        for kind in KINDS
        for value in frame.get_column(f"key_{kind}").drop_nulls().unique().to_list()
    ]


def identify(frame: pl.DataFrame, *, known: Mapping[Key, str], fresh: Iterator[str]) -> pl.DataFrame:
    """Gives every row its person.

    Columns in: key_email, key_external, key_phone. Columns out: person_id, person_new, identified_by (the
    kind of key that matched, or 'new'), also_person_id (another person who holds one of the row's keys) and
    holders (who held the key of each of `KINDS`, null where nobody held any).
    `known` are stored keys, `fresh` yields ids for people not seen before.
    """
    columns = [frame.get_column(f"key_{kind}").to_list() for kind in KINDS]
    owner: dict[Key, str] = {}
    people: list[str] = []
    new: list[bool] = []
    by: list[str] = []
    also: list[str | None] = []
    holders: list[list[str | None] | None] = []
    for values in zip(*columns, strict=True):
        keys: list[Key] = [
            (kind, value) for kind, value in zip(KINDS, values, strict=True) if value is not None
        ]
        held = {key[0]: found for key in keys if (found := known.get(key) or owner.get(key)) is not None}
        person, kind, other = match(held)
        is_new = person is None
        if person is None:
            person = next(fresh)
        for key in keys:
            owner.setdefault(key, person)
        people.append(person)
        new.append(is_new)
        by.append(kind)
        also.append(other)
        holders.append([held.get(name) for name in KINDS] if held else None)
    return put(
        frame,
        pl.Series("person_id", people, pl.Utf8()),
        pl.Series("person_new", new, pl.Boolean()),
        pl.Series("identified_by", by, pl.Utf8()),
        pl.Series("also_person_id", also, pl.Utf8()),
        pl.Series("holders", holders, pl.List(pl.Utf8())),
    )


def new_keys(frame: pl.DataFrame, *, known: Mapping[Key, str]) -> pl.DataFrame:
    """The keys to store: kind, value, person_id; sorted, so that two batches take them in the same order."""
    return first_holders(frame, {kind: f"key_{kind}" for kind in KINDS}, "person_id", known)


def first_holders(
    frame: pl.DataFrame, columns: Mapping[str, str], holder: str, known: Mapping[Key, str]
) -> pl.DataFrame:
    """Keys not known yet, each with who carries it first: kind, value and the `holder` column, sorted."""
    holders = frame.get_column(holder).to_list()
    found: dict[Key, str] = {}
    for kind, column in columns.items():
        for value, who in zip(frame.get_column(column).to_list(), holders, strict=True):
            if value is not None and who is not None and (kind, value) not in known:
                found.setdefault((kind, value), who)
    rows = [(kind, value, who) for (kind, value), who in sorted(found.items())]
    return pl.DataFrame(rows, schema={"kind": pl.Utf8(), "value": pl.Utf8(), holder: pl.Utf8()}, orient="row")


def match(held: Mapping[str, str]) -> tuple[str | None, str, str | None]:
    """Who it is by who holds the keys (kind -> person id): the person, the kind that decides, and another holder."""
    person: str | None = None
    by = "new"
    other: str | None = None
    for kind in KINDS:
        found = held.get(kind)
        if found is None:
            continue
        if person is None:
            person, by = found, kind
        elif found != person:
            other = found
    return person, by, other
