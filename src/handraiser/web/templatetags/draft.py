"""The lists of a draft's form, a window of each."""

from django import template

from handraiser.process.editing.changes import Path
from handraiser.process.editing.shown import Entries, Group
from handraiser.web.draft.findings import Findings
from handraiser.web.draft.windows import DRAWN_CLOSED, Shown, Window, address_of
from handraiser.web.draft.windows import window as window_of
from handraiser.web.templatetags.process import wrong_below

register = template.Library()
# More of the faulty entries elsewhere are told by their number alone.
NAMED = 12


@register.simple_tag
def window(part: Entries, shown: Shown) -> Window:
    """The entries to draw."""
    return window_of(part, shown)


@register.simple_tag
def showing(section: str, shown: Shown, part: Entries, begin: int) -> str:
    """The query of the page with another window of that list."""
    return address_of(section, {**shown, part.address: begin})


@register.simple_tag
def wrong_elsewhere(part: Entries, drawn: Window, found: Findings) -> list[tuple[int, Group]]:
    """The first entries with faults that the window does not show, with their places."""
    wrong: list[tuple[int, Group]] = []
    if not drawn.whole and wrong_below(found, part.path):
        for at, entry in enumerate(part.entries):
            if len(wrong) == NAMED:
                break
            if not drawn.begin <= at < drawn.last and wrong_below(found, entry.path):
                wrong.append((at, entry))
    return wrong


@register.filter
def placed(path: Path) -> str:
    """A path as the name of a place: `stages[2]`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


@register.filter
def drawn_closed(total: int) -> bool:
    """Whether a list is short enough to draw what is inside of its closed entries, too."""
    return total <= DRAWN_CLOSED
