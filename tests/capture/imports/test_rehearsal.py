"""A dry run says what an import would do, and does nothing."""

from pathlib import Path

import polars as pl
import pytest

from handraiser import flow
from handraiser.capture.imports.rehearsal import rehearse_import
from handraiser.capture.imports.settle import settle_mapping
from handraiser.capture.imports.tally import Tally
from handraiser.capture.mapping import Mapper, Mapping
from handraiser.capture.models import Inquiry
from handraiser.capture.reading import open_table
from handraiser.lead.models import Person
from tests.capture.imports.lists import contacts, counts, taken, write
from tests.cast import MONDAY, hire

pytestmark = pytest.mark.django_db


def rehearsed(path: Path) -> tuple[pl.DataFrame, Tally]:
    table = open_table(path)
    mapping = settle_mapping(table, Mapping(), file_name=path.name).mapping
    tally = Tally()
    mapper = Mapper(mapping, table.description.columns)
    parts = rehearse_import(table, mapper, rehearse=flow.rehearse, at=MONDAY, tally=tally)
    return pl.concat([part.frame for part in parts]), tally


def test_each_row_says_what_would_become_of_it_and_why(tmp_path: Path) -> None:
    hire()
    known, fresh, changed = contacts(3)
    taken(write(tmp_path / "before.csv", known, changed))
    told, tally = rehearsed(
        write(
            tmp_path / "leads.csv",
            known,
            fresh,
            changed.replace("Person 2", "Person Two"),
            "nobody,,,,",
            "x@kestrel-analytics.com,X,Kestrel,DE,never",
        )
    )
    assert told.select("line", "outcome").rows() == [
        (2, "same"),
        (3, "new"),
        (4, "updated"),
        (5, "refused"),
        (6, "refused"),
    ]
    assert told.get_column("why").to_list()[4] == "“never” is not a date that can be read."
    assert all(told.get_column("why"))
    assert (tally.rows, dict(tally.counts)) == (5, {"same": 1, "new": 1, "updated": 1, "refused": 2})


def test_a_dry_run_writes_nothing_and_tells_the_truth(tmp_path: Path) -> None:
    hire()
    path = write(tmp_path / "leads.csv", *contacts(20), *contacts(5), "nobody,,,,")
    _, tally = rehearsed(path)
    assert Inquiry.objects.count() == Person.objects.count() == 0
    done = taken(path)
    assert counts(done)[1:5] == tuple(tally.counts[name] for name in ("new", "updated", "same", "refused"))
