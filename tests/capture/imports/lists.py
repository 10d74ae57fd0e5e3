"""Lists of contacts that the tests of imports write, and the import of one by the real journey."""

from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from handraiser import flow
from handraiser.capture.imports.models import Import
from handraiser.capture.imports.operations import confirm, keep_import
from handraiser.capture.imports.run import TakeIn, Told, run_import
from handraiser.capture.mapping import Mapping
from tests.cast import MONDAY

HEADER = "Email,Full Name,Company,Country,Created"


def contacts(count: int, first: int = 0) -> list[str]:
    """Rows under `HEADER`: so many different people."""
    return [
        f"person{number}@northwind-robotics.com,Person {number},Northwind Robotics,DE,2026-05-01"
        for number in range(first, first + count)
    ]


def write(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def kept(path: Path, mapping: Mapping | None = None) -> Import:
    """The file kept with its mapping confirmed, waiting for a worker."""
    record = keep_import(path=path, file_name=path.name, at=MONDAY, mapping=mapping)
    return confirm(import_id=record.id, mapping=Mapping.model_validate(record.mapping), at=MONDAY)


def run(record: Import, take_in: TakeIn = flow.take_in_file, told: Told | None = None) -> Import:
    return run_import(import_id=record.id, take_in=take_in, now=later, told=told)


def taken(path: Path, mapping: Mapping | None = None) -> Import:
    return run(kept(path, mapping))


def counts(record: Import) -> tuple[int, int, int, int, int, int]:
    """rows, new, updated, same, refused, stopped"""
    return record.rows, record.new, record.updated, record.same, record.refused, record.stopped


class CutOff(Exception):
    """Stands for the death of the process."""


class DiesAfter:
    """The real journey, until it dies after so many batches, having taken the last one in."""

    def __init__(self, batches: int) -> None:
        self.left = batches

    def __call__(self, frame: pl.DataFrame, *, at: datetime) -> pl.DataFrame:
        results = flow.take_in_file(frame, at=at)
        if not self.left:
            raise CutOff
        self.left -= 1
        return results


def later() -> datetime:
    return MONDAY + timedelta(minutes=1)
