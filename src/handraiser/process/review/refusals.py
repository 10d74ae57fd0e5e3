"""Why something in a review cannot be done, each by its name."""

from handraiser.kit.refusal import Refusal


class VersionGone(Refusal):
    """There is no such version any more."""

    def __init__(self) -> None:
        super().__init__("This version is not there any more.")


class NotInDraft(Refusal):
    """The version is out of draft: its text is final, and so is what was signed."""

    def __init__(self, number: str, state: str) -> None:
        super().__init__(f"Version {number} is {state}. To change it, make a new draft from it.")


class SectionUnknown(Refusal):
    """The document has no such section."""

    def __init__(self, section: str) -> None:
        super().__init__(f"There is no section {section[:40]!r}.", field="section")


class SectionUnfit(Refusal):
    """The section does not check, so nobody can say what would be signed."""

    def __init__(self, section: str, fault: str) -> None:
        super().__init__(f"Section {section} does not check yet, so it cannot be signed. {fault}".strip())


class SectionChanged(Refusal):
    """The section is not what the signer saw."""

    def __init__(self, section: str) -> None:
        super().__init__(f"Section {section} was changed since you opened it. Read it again, then sign.")


class NotOnPanel(Refusal):
    """This person does not speak for that function, or the function does not sign that section."""


class AlreadySigned(Refusal):
    """The function has signed just this already."""


class ChangesRequested(Refusal):
    """Somebody has asked for a change, and it is not resolved."""

    def __init__(self, section: str, count: int) -> None:
        asked = "A change is" if count == 1 else f"{count} changes are"
        super().__init__(f"{asked} asked for in section {section}. Resolve that first, then sign.")


class NothingSigned(Refusal):
    """There is no sign-off that could be withdrawn."""


class NotReviewedYet(Refusal):
    """Something stands in the way of calling the draft reviewed."""


class PlaceUnknown(Refusal):
    """The document has no such place."""

    def __init__(self, place: str) -> None:
        super().__init__(f"There is no {place[:80]!r} in this version.", field="place")


class CommentRefused(Refusal):
    """A comment that cannot be taken, or is not there any more."""
