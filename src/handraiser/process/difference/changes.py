"""One thing that is otherwise in one version than in another, told in a sentence."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["new", "gone", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """`path` names the place in the later version, or in the earlier one where the part is gone."""

    section: str
    path: str
    kind: Kind
    says: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the comparison stands: the path, and what people call the part that it is in ('' for the section)."""

    path: str
    subject: str = ""
    # What is compared inside of the subject, such as `reject reason “Too early”`.
    within: str = ""

    @property
    def section(self) -> str:
        """The section of the path."""
        return self.path.partition(".")[0].partition("[")[0]

    def at(self, step: str | int) -> str:
        """The path one step further."""
        return f"{self.path}[{step}]" if isinstance(step, int) else f"{self.path}.{step}"

    def inside(self, within: str) -> "Place":
        """The same place, in a part of the subject."""
        return Place(self.path, self.subject, f"{self.within}, {within}" if self.within else within)

    def sentence(self, what: str) -> str:
        """What happened, with the part that it happened to before it."""
        said = f"{self.within}: {what}" if self.within else what
        if self.subject:
            return f"{self.subject}: {said}"
        return said[:1].upper() + said[1:]

    def tell(self, kind: Kind, what: str, *, path: str | None = None) -> Change:
        """A change here, or at a path below."""
        return Change(self.section, path or self.path, kind, self.sentence(what))
