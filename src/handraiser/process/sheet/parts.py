"""The parts of a document as a workbook shows them: each a list of facts or a table, found in the types alone.

A section or key that a room adds is in the workbook without a change here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handraiser.kit.fold import folded
from handraiser.process.render.titles import title_of
from handraiser.process.shape import Shape
from handraiser.process.sheet.codec import Kind, bare, kind_of, written

# The familiar table first, then what the machine needs beside it.
STAGE_COLUMNS = (
    "title", "definition", "team", "steps", "exit", "key", "owner", "buying_stage", "routed", "entry",
    "exit_needs", "duration", "next", "way_out", "measure",
)  # fmt: skip
STAGE_HEADINGS = {"title": "Stage"}


@dataclass(frozen=True, slots=True)
class Column:
    """A key of a part: its heading, and how its values are written."""

    key: str
    heading: str
    kind: Kind
    required: bool


@dataclass(frozen=True, slots=True)
class Part:
    """`facts`: keys with values. `table`: a row for each of a list. `keyed`: the same with the keys of a mapping.

    `values`: a mapping of plain values. `required` says that the document must have it.
    """

    path: tuple[str, ...]
    form: Literal["facts", "table", "keyed", "values"]
    columns: tuple[Column, ...]
    required: bool

    @property
    def name(self) -> str:
        """Such as `follow_up.clocks`."""
        return ".".join(self.path)

    def column(self, heading: str) -> Column | None:
        """The column of that heading or key."""
        wanted = folded(heading)
        return next(
            (
                one
                for one in self.columns
                if wanted in (folded(one.heading), folded(one.key), folded(title_of(one.key)))
            ),
            None,
        )


@cache
def parts_of(document: type[Shape]) -> Mapping[str, Part]:
    """All parts by their names, in the order of the document."""
    return {
        part.name: part
        for key, field in document.model_fields.items()
        for part in _parts((key,), field.annotation, required=field.is_required())
    }


def cell_of(item: Any, column: Column) -> str:
    """The cell of a key; '' where the document does not write it."""
    return written(item[column.key], column.kind) if isinstance(item, Mapping) and column.key in item else ""


def value_at(data: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path of plain data; None where nothing does."""
    for step in path:
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _parts(path: tuple[str, ...], annotation: Any, *, required: bool) -> Iterator[Part]:
    annotation = bare(annotation)
    inner = _model_inside(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields
        facts = {key: field for key, field in fields.items() if not _is_part(field)}
        if facts:
            yield Part(path, "facts", _columns(facts), required)
        for key, field in fields.items():
            if _is_part(field):
                yield from _parts((*path, key), field.annotation, required=field.is_required())
    elif inner is not None and get_origin(annotation) is tuple:
        columns = _columns(inner.model_fields)
        yield Part(path, "table", _stage_columns(columns) if path == ("stages",) else columns, required)
    elif inner is not None:
        yield Part(path, "keyed", _columns(inner.model_fields), required)
    else:
        yield Part(path, "values", (), required)


def _is_part(field: FieldInfo) -> bool:
    """Whether a key deserves facts or a table of its own."""
    annotation = bare(field.annotation)
    if get_origin(annotation) is dict or (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return True
    return _model_inside(annotation) is not None and kind_of(field) == "value"


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    """The type of the parts of a list or mapping, if it is a part of the document itself."""
    if get_origin(annotation) not in (tuple, dict):
        return None
    inside = bare(get_args(annotation)[-1 if get_origin(annotation) is dict else 0])
    return inside if isinstance(inside, type) and issubclass(inside, BaseModel) else None


def _columns(fields: Mapping[str, FieldInfo]) -> tuple[Column, ...]:
    titles = [title_of(key) for key in fields]
    return tuple(
        Column(
            key,
            title_of(key) if titles.count(title_of(key)) == 1 else key,
            kind_of(field),
            field.is_required(),
        )
        for key, field in fields.items()
    )


def _stage_columns(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    by_key = {column.key: column for column in columns}
    ordered = [by_key.pop(key) for key in STAGE_COLUMNS if key in by_key]
    return tuple(
        Column(one.key, STAGE_HEADINGS.get(one.key, one.heading), one.kind, one.required)
        for one in (*ordered, *by_key.values())
    )
