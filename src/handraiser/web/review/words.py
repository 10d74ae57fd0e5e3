"""Places of the document as people say them."""

from handraiser.process.places import STEP
from handraiser.process.render.titles import section_title, title_of


def place_words(place: str) -> str:
    """`stages[mql].exit[0]` is Stages, mql, Exit criteria 1."""
    said: list[str] = []
    for plain, bracketed in STEP.findall(place):
        if not said:
            said.append(section_title(plain))
        elif plain:
            said.append(title_of(plain))
        elif bracketed.isdecimal():
            said[-1] += f" {int(bracketed) + 1}"
        else:
            said.append(bracketed)
    return ", ".join(said) or "the whole"
