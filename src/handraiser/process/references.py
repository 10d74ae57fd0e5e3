"""What conditions name in the document that they stand in: a stage, a grade, a team, a question.

A condition that asks for a stage that does not exist is never true, and nobody would notice.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from handraiser.process.conditions import Condition
from handraiser.process.conditions.wording import did_you_mean

Path = tuple[str | int, ...]


def conditions_in(part: Any, path: Path = ()) -> Iterator[tuple[Path, Condition]]:
    """Every condition in a document with the path to it, in the order of the document."""
    match part:
        case Condition():
            yield path, part
        case BaseModel():
            for name in type(part).model_fields:
                yield from conditions_in(getattr(part, name), (*path, name))
        case Mapping():
            for key, value in part.items():
                yield from conditions_in(value, (*path, str(key)))
        case tuple() | list():
            for index, value in enumerate(part):
                yield from conditions_in(value, (*path, index))
        case _:
            return


def unknown_words(document: Any, known: Mapping[str, Collection[str]]) -> Iterator[tuple[Path, str, str]]:
    """The words of conditions that are not among those known for their column: (path, wrong, meant).

    `known` gives the words for a column, or for `answer('budget')`; what it does not name may be anything.
    """
    for path, condition in conditions_in(document):
        for asked, word in sorted(condition.words):
            if asked in known and word not in known[asked]:
                meant = did_you_mean(word, list(known[asked])) or "One of: " + ", ".join(known[asked])
                yield path, f"the condition asks for {asked} '{word}', which there is not", meant
