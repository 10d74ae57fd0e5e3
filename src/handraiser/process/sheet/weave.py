"""New data woven into the text of a document: what did not change stays as it is written, comments too.

Data goes in beside the text; the text that holds exactly this data comes out. That is proved each time by
reading it back; where weaving cannot keep the promise, the document is written anew, without comments.
"""

import io
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, PlainScalarString

from handraiser.process.source import plain, read_source

Data = dict[str, Any]
# By which a part of a list is known again.
IDENTITIES = ("key", "name", "value", "function", "who", "title", "behaviour", "says", "do")


def weave(text: str, wanted: Data) -> str:
    """The text with the wanted data."""
    before = data_of(text)
    if before == wanted:
        return text
    try:
        yaml = _yaml()
        root = yaml.load(text)
        if isinstance(root, CommentedMap) and isinstance(before, dict):
            _into_map(root, before, wanted)
            woven = _written(yaml, root)
            if data_of(woven) == wanted:
                return woven
    except YAMLError:
        pass
    return anew(wanted)


def anew(wanted: Data) -> str:
    """The data as a document without comments."""
    written = _written(_yaml(), _node(wanted))
    return written if data_of(written) == wanted else _written(_yaml(), _node(wanted, quoted=True))


def data_of(text: str) -> Any:
    """The plain data of a text, as the checks read it; None if it is no YAML at all."""
    source = read_source(text)
    return None if source.root is None or source.faults else plain(source.root)


def same_parts(before: list[Any], wanted: list[Any]) -> Iterator[tuple[int, int]]:
    """For each wanted part the one before that it was."""
    free = dict(enumerate(_identity(part) for part in before))
    for index, part in enumerate(wanted):
        identity = _identity(part)
        found = next((place for place, one in free.items() if one == identity), None)
        if found is not None:
            del free[found]
            yield index, found


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _written(yaml: YAML, root: Any) -> str:
    stream = io.StringIO()
    yaml.dump(root, stream)
    return stream.getvalue()


def _into_map(node: CommentedMap, before: Data, wanted: Data) -> None:
    for key in [key for key in node if str(key) not in wanted]:
        del node[key]
    for index, (key, value) in enumerate(wanted.items()):
        if key not in node:
            node.insert(min(index, len(node)), key, _node(value))
        else:
            node[key] = _woven(node[key], before.get(key), value)


def _woven(node: Any, before: Any, wanted: Any) -> Any:
    if before == wanted and type(before) is type(wanted):
        return node
    if isinstance(node, CommentedMap) and isinstance(before, dict) and isinstance(wanted, dict):
        _into_map(node, before, wanted)
        return node
    if isinstance(node, CommentedSeq) and isinstance(before, list) and isinstance(wanted, list) and wanted:
        _into_list(node, before, wanted)
        return node
    return _node(wanted)


def _into_list(node: CommentedSeq, before: list[Any], wanted: list[Any]) -> None:
    kept = list(node)
    places = dict(same_parts(before, wanted))
    made = [
        _woven(kept[places[index]], before[places[index]], value) if index in places else _node(value)
        for index, value in enumerate(wanted)
    ]
    if [places.get(index) for index in range(len(wanted))] != list(range(len(before))):
        # Comments hang on numbers of items, which mean others now.
        node.ca.items.clear()
    node[:] = made


def _identity(part: Any) -> object:
    if isinstance(part, dict):
        return next(
            ((name, part[name]) for name in IDENTITIES if isinstance(part.get(name), str)), repr(part)
        )
    return repr(part)


def _node(value: Any, *, quoted: bool = False) -> Any:
    match value:
        case dict():
            return CommentedMap((key, _node(inner, quoted=quoted)) for key, inner in value.items())
        case list() | tuple():
            made = CommentedSeq(_node(inner, quoted=quoted) for inner in value)
            if not value:
                made.fa.set_flow_style()
            return made
        case str() if quoted:
            return DoubleQuotedScalarString(value)
        case str() if "\n" in value and all(line == line.strip() and line for line in value.split("\n")):
            return LiteralScalarString(value)
        case str():
            # Else it would take over the quotes of what stood there before.
            return PlainScalarString(value)
        case _:
            return value
