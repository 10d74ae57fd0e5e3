"""The sections of a document one by one, each with its digest: what a sign-off was given for.

A digest is the SHA-256 of the section's canonical JSON, so that a comment or a blank changes nothing, and a section
that does not check has none.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from handraiser.process.check import Checked, Fault, check
from handraiser.process.places import section_of, tree
from handraiser.process.shape import Shape
from handraiser.process.source import Node, plain

TEXTS_KEPT = 16
# The key of a section, at the beginning of its line.
BEGUN = re.compile(r"""["']?([A-Za-z_]+)["']? *:""")


@dataclass(frozen=True, slots=True)
class Part:
    """One section as a text holds it; `line` counts from 1, and is None where the text leaves the section out.

    `value` and `digest` are None where it does not check; then `faults` says why.
    """

    name: str
    line: int | None
    value: Any
    digest: str | None
    faults: tuple[Fault, ...] = ()


def digests(document: Shape) -> dict[str, str]:
    """Section -> digest, of a document that checks."""
    return {name: _digest(value) for name, value in document.model_dump(mode="json").items()}


@lru_cache(maxsize=TEXTS_KEPT)
def parts_of(text: str, document: type[Shape]) -> Mapping[str, Part]:
    """Section -> its part, in the order of the document's type. Kept for texts that were asked for of late."""
    return _parts(text, document, check(text, document=document, path="document"))


def parts_alone(text: str, document: type[Shape], *, path: str) -> Mapping[str, Part]:
    """The same of each section by itself: what the sections say of each other is not looked at."""
    return _parts(text, document, check(text, document=document, path=path, alone=True))


def _parts(text: str, document: type[Shape], checked: Checked[Shape]) -> Mapping[str, Part]:
    root = tree(text)
    lines = {name: line + 1 for name, (line, _) in root.keys.items()} if root is not None else {}
    if checked.document is not None:
        known = digests(checked.document)
        values = {name: getattr(checked.document, name) for name in known}
        return {name: Part(name, lines.get(name), values[name], known[name]) for name in known}
    told = _by_section(checked.faults, text)
    return {
        name: _part(name, document, root, lines.get(name), tuple(told.get(name, ())))
        for name in document.model_fields
    }


def _part(
    name: str, document: type[Shape], root: Node | None, line: int | None, faults: tuple[Fault, ...]
) -> Part:
    """A section of a text that has faults somewhere."""
    broken = Part(name, line, None, None, faults)
    if faults or root is None or not isinstance(root.value, dict):
        return broken
    field = document.model_fields[name]
    kind: TypeAdapter[Any] = TypeAdapter(field.annotation or Any)
    if name not in root.children:
        if field.is_required():
            return broken
        value = field.get_default(call_default_factory=True)
    else:
        try:
            value = kind.validate_python(plain(root.children[name]))
        except ValidationError:
            return broken
    return Part(name, line, value, _digest(kind.dump_python(value, mode="json")))


def _by_section(faults: Iterable[Fault], text: str) -> dict[str, list[Fault]]:
    """The faults by the section of their path; where there is no path, by the section that they stand in."""
    told: dict[str, list[Fault]] = {}
    for fault in faults:
        told.setdefault(section_of(fault.path) or _section_at(text, fault.line), []).append(fault)
    return told


def _section_at(text: str, line: int) -> str:
    """The section that is begun last on the line or above it, also where it is begun twice; '' above them all."""
    for written in reversed(text.split("\n")[:line]):
        begun = BEGUN.match(written)
        if begun:
            return begun[1]
    return ""


def _digest(value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def digest_of(text: str) -> str:
    """Of a whole text: by which it is known to be the very same."""
    return hashlib.sha256(text.encode()).hexdigest()
