"""Read imports and their refused rows."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.db.models import QuerySet

from handraiser.capture.imports.files import digest_of
from handraiser.capture.imports.models import Import, ImportState, RefusedRow
from handraiser.kit.spreadsheet import neutral

_LINES = 500


def imports() -> QuerySet[Import]:
    """All imports, the newest first."""
    return Import.objects.select_related("by").order_by("-made_at", "-id")


def file_name_of(import_id: UUID) -> str | None:
    """The name of the file as it was sent; None where there never was such an import."""
    return Import.objects.filter(id=import_id).values_list("file_name", flat=True).first()


def unfinished_import(path: Path) -> Import | None:
    """The newest import of the very same file that began and did not come to its end."""
    states = (ImportState.RUNNING, ImportState.FAILED, ImportState.WAITING)
    as_large = imports().filter(size=path.stat().st_size, state__in=states)
    # The whole file is read only if there is one that it may be.
    return as_large.filter(digest=digest_of(path)).first() if as_large.exists() else None


def refused_rows(import_id: UUID, *, limit: int = 100) -> list[tuple[int, str, list[str]]]:
    """(line, reason, cells) of the first refused rows."""
    rows = RefusedRow.objects.filter(imported_id=import_id).order_by("line")[:limit]
    return [(row.line, row.reason, json.loads(row.cells)) for row in rows]


def refused_lines(import_id: UUID) -> Iterator[str]:
    """The refused rows as a CSV file in pieces: line, reason, then the file's own columns.

    Begins with a mark so that Excel reads UTF-8; cells that a spreadsheet would run as formulas are neutralised.
    """
    columns: list[str] = Import.objects.values_list("columns", flat=True).get(id=import_id)
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(["line", "reason", *map(neutral, columns)])
    piece: list[str] = []
    for row in RefusedRow.objects.filter(imported_id=import_id).order_by("line").iterator(chunk_size=_LINES):
        cells = map(neutral, json.loads(row.cells))
        piece.append(writer.writerow([row.line, neutral(row.reason), *cells]))
        if len(piece) == _LINES:
            yield "".join(piece)
            piece.clear()
    yield "".join(piece)


class _Echo:
    """What csv.writer writes to: hands each line straight back."""

    def write(self, line: str) -> str:
        return line
