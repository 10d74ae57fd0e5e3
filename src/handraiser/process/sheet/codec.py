"""A value of the document as the text of a cell, and back.

Texts stand as they are, lists of texts as lines with bullets, everything else as the document would write it in
one line. Whatever those forms cannot give back exactly is written as JSON after a mark, so nothing is lost.
"""

import json
import re
from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handraiser.process.sheet.texts import cleaned, is_nothing, listed
from handraiser.process.source import INTEGER, NUMBER, WORDS, plain, read_source

EXACT = "json: "
# Begins a part of the workbook, so no text may begin with it as it stands.
MARK = "§"
BULLET = "• "
WHEN = "   when: "
AIDS = "   job aids: "
Kind = Literal["text", "texts", "criteria", "steps", "value"]

NOT_KEPT = re.compile(r"\r|_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SIMPLE = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_ .+]*[A-Za-z0-9_.])?")
PLAIN_VALUE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .:@/+*-]*[A-Za-z0-9_*]|[A-Za-z0-9_]")


def given(text: str, kind: Kind) -> Any:
    """The value of a cell that is written exactly in our form and means only itself; None otherwise."""
    if text.startswith(EXACT) or any(cleaned(line) != line.strip() for line in text.split("\n")):
        return None
    return _read(text, kind)


def kind_of(field: FieldInfo) -> Kind:
    """How the values of a key are written."""
    annotation = bare(field.annotation)
    if annotation is str:
        return "text"
    if get_origin(annotation) is tuple:
        inner = bare(get_args(annotation)[0])
        if inner is str or get_origin(inner) is Annotated or _is_text(inner):
            return "texts"
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            if set(inner.model_fields) == {"says", "when"}:
                return "criteria"
            if set(inner.model_fields) == {"do", "job_aids"}:
                return "steps"
    return "value"


def bare(annotation: Any) -> Any:
    """The type without Annotated and without `| None`."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        others = [one for one in get_args(annotation) if one is not type(None)]
        return bare(others[0]) if len(others) == 1 else annotation
    return annotation


def written(value: Any, kind: Kind) -> str:
    """The cell for a value. An empty cell says that nothing is written, so it stands for no value."""
    nice = _nicely(value, kind) if value is not None else ""
    if (
        nice
        and nice == nice.strip()
        and not NOT_KEPT.search(nice)
        and not nice.startswith((EXACT, MARK))
        and _read(nice, kind) == value
    ):
        return nice
    exact = json.dumps(value, ensure_ascii=False)
    # What XML changes on its way is escaped; so is what reads like an escape of the workbook itself.
    return EXACT + NOT_KEPT.sub(lambda found: "".join(f"\\u{ord(sign):04x}" for sign in found[0]), exact)


def key_read(text: str) -> str:
    """A key in the first column of a table."""
    return str(read(text, "text")) if text.startswith(EXACT) else text.strip()


def read(text: str, kind: Kind) -> Any:
    """The value of a cell that is not empty. What a person wrote otherwise is read as kindly as can be."""
    if text.startswith(EXACT):
        try:
            return json.loads(text[len(EXACT) :])
        except ValueError:
            return text
    value = _read(text, kind)
    if value is not None:
        return value
    match kind:
        case "texts":
            return [item.says for item in listed(text).items]
        case "criteria":
            return [
                {"says": item.says, **({"when": item.when} if item.when is not None else {})}
                for item in listed(text).items
            ]
        case "steps":
            return [
                {"do": item.says, **({"job_aids": list(item.aids)} if item.aids else {})}
                for item in listed(text).items
            ]
        case _:
            return None if is_nothing(text) else cleaned(text)


def _nicely(value: Any, kind: Kind) -> str:
    match kind:
        case "text":
            return str(value)
        case "texts":
            return "\n".join(BULLET + str(one) for one in value)
        case "criteria" | "steps":
            return "\n".join(_item(one, kind) for one in value)
        case _:
            return _flow(value)


def _item(item: Mapping[str, Any], kind: Kind) -> str:
    if kind == "criteria":
        when = item.get("when")
        return f"{BULLET}{item['says']}" + (f"\n{WHEN}{when}" if when is not None else "")
    aids = item.get("job_aids") or ()
    return f"{BULLET}{item['do']}" + (f"\n{AIDS}{'; '.join(aids)}" if aids else "")


def _flow(value: Any, *, inner: bool = False) -> str:
    """A value as YAML in one line."""
    match value:
        case bool():
            return "yes" if value and not inner else "no" if not inner else str(value).lower()
        case dict():
            parts = (f"{_flow(str(key), inner=True)}: {_flow(one, inner=True)}" for key, one in value.items())
            return "{" + ", ".join(parts) + "}"
        case list():
            return "[" + ", ".join(_flow(one, inner=True) for one in value) + "]"
        case str() if PLAIN_VALUE.fullmatch(value) and ": " not in value and _plain(value) == value:
            return value
        case str():
            return value if not inner else json.dumps(value, ensure_ascii=False)
        case None:
            return "null"
        case _:
            return json.dumps(value)


def _read(text: str, kind: Kind) -> Any:
    """The value if the cell is written exactly as we write it; None otherwise."""
    match kind:
        case "text":
            return text
        case "texts":
            lines = text.split("\n")
            return [line[len(BULLET) :] for line in lines] if _all_begin(lines, (BULLET,)) else None
        case "criteria":
            return _items(text, "says", WHEN)
        case "steps":
            return _items(text, "do", AIDS)
        case _:
            return {"yes": True, "no": False}.get(text, _plain(text))


def _items(text: str, key: str, mark: str) -> list[dict[str, Any]] | None:
    lines = text.split("\n")
    if not _all_begin(lines, (BULLET, mark)) or not lines[0].startswith(BULLET):
        return None
    made: list[dict[str, Any]] = []
    for line in lines:
        if line.startswith(BULLET):
            if BULLET.strip() in line[len(BULLET) :]:
                # Several items in one line, as people write them.
                return None
            made.append({key: line[len(BULLET) :]})
        elif len(made[-1]) > 1:
            return None
        elif mark == WHEN:
            made[-1]["when"] = line[len(mark) :]
        else:
            made[-1]["job_aids"] = line[len(mark) :].split("; ")
    return made


def _all_begin(lines: list[str], marks: tuple[str, ...]) -> bool:
    return all(line.startswith(marks) for line in lines)


def _plain(text: str) -> Any:
    """A text as the document reads it; the text itself where it is no YAML."""
    if SIMPLE.fullmatch(text):
        # By far the most usual, and a parser for each cell would take its time.
        return _scalar(text)
    source = read_source(text)
    if source.root is None or source.faults:
        return text
    return plain(source.root)


def _scalar(text: str) -> Any:
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text


def _is_text(annotation: Any) -> bool:
    return get_origin(annotation) is Literal and all(isinstance(one, str) for one in get_args(annotation))
