"""Tables and cards of a report in HTML; whatever is not `Html` is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Protocol


class Links(Protocol):
    """Where numbers lead to. An empty address: nowhere."""

    def leads(self, **wanted: str) -> str:
        """The leads behind a number: `queries.Wanted` by its names."""

    def lead(self, lead_id: str) -> str:
        """A lead."""

    def line(self, number: int) -> str:
        """A line of the draft's text."""


class NoLinks:
    """A page by itself: nothing to go to."""

    def leads(self, **wanted: str) -> str:
        return ""

    def lead(self, lead_id: str) -> str:
        return ""

    def line(self, number: int) -> str:
        return ""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[int]) -> str:
    """A table that scrolls sideways by itself. `numbers`: which columns hold figures."""

    def cell(place: int, value: object) -> str:
        text = value if isinstance(value, Html) else escape(str(value))
        return f'<td class="number">{text}</td>' if place in numbers else f"<td>{text}</td>"

    titles = "".join(
        f'<th scope="col"{" class=number" if place in numbers else ""}>{escape(title)}</th>'
        for place, title in enumerate(head)
    )
    lines = "".join(
        "<tr>" + "".join(cell(place, value) for place, value in enumerate(row)) + "</tr>" for row in rows
    )
    label = escape(" by ".join(head[:2]))
    return (
        f'<div class="table-wrap" tabindex="0" role="region" aria-label="{label}">'
        f'<table class="table"><thead><tr>{titles}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def card(place: str, title: str, content: str, chart: str = "", note: str = "") -> str:
    """A part of the report under its title, found at `#place`; the chart stands above the content."""
    said = f'<p class="card-body small quiet">{escape(note)}</p>' if note else ""
    drawn = f'<div class="card-body chart">{chart}</div>' if chart else ""
    return f'<section class="card" id="{place}"><header><h2>{escape(title)}</h2></header>{said}{drawn}{content}</section>'


def part(title: str, content: str) -> str:
    """One of several tables of a card, under a title of its own."""
    return f'<h3 class="card-body">{escape(title)}</h3>{content}'


def nothing(why: str) -> str:
    """What stands where there is nothing to show."""
    return f'<p class="card-body quiet">{escape(why)}</p>'


def named(name: str) -> Html:
    """A name that stays on one line."""
    return Html(f'<span class="no-wrap">{escape(name)}</span>')


def folded(title: str, content: str) -> str:
    """Content that is opened by whoever wants to read it."""
    return f'<details class="card-body"><summary>{escape(title)}</summary>{content}</details>'


def link(address: str, text: str) -> str:
    """A link, or the text alone where there is nowhere to go."""
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def counted(links: Links, count: int, **wanted: str) -> Html:
    """A number that leads to the leads behind it. Nothing stands behind none."""
    return Html(link(links.leads(**wanted) if count else "", f"{count:,}"))
