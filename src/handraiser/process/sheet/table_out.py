"""The table of stages as CSV, which every spreadsheet opens and which is read back as a table of stages."""

import csv
import io

from handraiser.kit.spreadsheet import neutral
from handraiser.process.shape import Shape
from handraiser.process.sheet.codec import written
from handraiser.process.sheet.parts import parts_of

# Spreadsheets take a CSV for the encoding of their country unless it begins with this mark.
MARK = "\ufeff"


def stage_table_of(document: Shape) -> str:
    """The stages, one in a row, with the familiar columns first. Lines end as CSV asks for."""
    data = document.model_dump(mode="json", exclude_defaults=True)
    columns = parts_of(type(document))["stages"].columns
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(column.heading for column in columns)
    for stage in data["stages"]:
        writer.writerow(
            neutral(written(stage[column.key], column.kind)) if column.key in stage else ""
            for column in columns
        )
    return MARK + stream.getvalue()
