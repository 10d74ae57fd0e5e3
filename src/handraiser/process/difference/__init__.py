"""What is otherwise in one version than in another: in sentences, part by part, and in lines.

Two texts arrive; the changes leave, each with its section and place. A text that does not check is compared by its
lines alone, and that is said.
"""

from dataclasses import dataclass

from handraiser.process.check import check
from handraiser.process.difference.changes import Change
from handraiser.process.difference.compare import compare
from handraiser.process.difference.lines import Hunk, TextLine, text_hunks
from handraiser.process.shape import Shape

__all__ = ["Change", "Differences", "Hunk", "TextLine", "compare", "differences", "text_hunks"]


@dataclass(frozen=True, slots=True)
class Differences:
    """`changes` is None where one of the texts does not check; `unreadable` then says which and why."""

    changes: tuple[Change, ...] | None
    hunks: tuple[Hunk, ...]
    unreadable: tuple[str, ...] = ()

    @property
    def sections(self) -> dict[str, list[Change]]:
        """The changes by section, in the order of the document."""
        found: dict[str, list[Change]] = {}
        for change in self.changes or ():
            found.setdefault(change.section, []).append(change)
        return found

    @property
    def same(self) -> bool:
        """Whether the two texts are the very same."""
        return not self.hunks


def differences(
    before: str, after: str, *, document: type[Shape], names: tuple[str, str] = ("before", "after")
) -> Differences:
    """Compare two texts of documents; `names` is what the two are called where one cannot be read."""
    checked = [
        check(text, document=document, path=name) for text, name in zip((before, after), names, strict=True)
    ]
    hunks = text_hunks(before, after)
    one, other = (found.document for found in checked)
    if one is None or other is None:
        unreadable = tuple(str(found.faults[0]) for found in checked if found.faults)
        return Differences(None, hunks, unreadable)
    return Differences(compare(one, other), hunks)
