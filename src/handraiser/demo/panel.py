"""Who speaks for which function of the demo company on the panel: the library names functions, a company names people."""

from handraiser.demo.crew import DOMAIN

PEOPLE = {
    "Marketing": ("dev", "mina"),
    "Business development": ("priya",),
    "Sales": ("viktor",),
    "Customer success": ("sofia",),
    "Information technology": ("alex",),
    "Finance": ("grace",),
}


class FunctionMissing(Exception):
    """The document names no such function, so nobody of the demo can speak for it."""


def with_people(text: str) -> str:
    """The library's text with the demo's people in its stakeholders. Raises FunctionMissing."""
    for function, names in PEOPLE.items():
        line = f"  - function: {function}\n"
        if line not in text:
            raise FunctionMissing(function)
        people = ", ".join(f"{name}@{DOMAIN}" for name in names)
        text = text.replace(line, f"{line}    people: [{people}]\n")
    return text
