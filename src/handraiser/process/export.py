"""A document in every form that people take away: to read, to print, to fill in, to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from handraiser.process.render import render
from handraiser.process.render.picture import picture
from handraiser.process.shape import Shape
from handraiser.process.sheet import stage_table_of, workbook_of

Form = Literal["yaml", "md", "html", "xlsx", "csv", "svg"]


@dataclass(frozen=True, slots=True)
class About:
    """What people and browsers are told of a form. `binary`: it is nothing to show on a terminal."""

    title: str
    media: str
    binary: bool = False


FORMS: Mapping[Form, About] = {
    "yaml": About("The text that runs (YAML)", "application/yaml; charset=utf-8"),
    "md": About("To read and paste (Markdown)", "text/markdown; charset=utf-8"),
    "xlsx": About(
        "To fill in and read back (XLSX)",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        binary=True,
    ),
    "csv": About("The table of stages (CSV)", "text/csv; charset=utf-8"),
    "html": About("To print (HTML page)", "text/html; charset=utf-8"),
    "svg": About("The picture on one page (SVG)", "image/svg+xml"),
}


def export(document: Shape, to: Form, *, text: str, version: str = "") -> bytes:
    """The document in that form; `text` is what it was read from. Raises `CellTooLong` for a workbook."""
    match to:
        case "yaml":
            return text.encode()
        case "xlsx":
            return workbook_of(document)
        case "csv":
            return stage_table_of(document).encode()
        case "svg":
            return picture(document, version=version).encode()
        case _:
            return render(document, to, version=version).encode()
