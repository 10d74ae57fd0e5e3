"""The document as people read it: the familiar table of stages first, then every other section in full.

A document goes in; Markdown, a printable page or a fragment for another page comes out, all of it escaped.
"""

from typing import Literal

from handraiser.process.render.html import fragment_of, page_of, parts_of, stylesheet
from handraiser.process.render.layout import lay_out
from handraiser.process.render.markdown import markdown_of
from handraiser.process.shape import Shape

__all__ = ["render", "render_fragment", "render_sections", "stylesheet"]


def render(document: Shape, to: Literal["md", "html"] = "md", *, version: str = "") -> str:
    """The whole document as Markdown, or as an HTML page that stands by itself and prints well.

    `version` is shown beside the name, such as `1.2, live since 2026-11-22`.
    """
    page = lay_out(document, version=version)
    return markdown_of(page) if to == "md" else page_of(page)


def render_fragment(document: Shape) -> str:
    """The sections as HTML to be put into another page below its title; `stylesheet()` has the rules for it."""
    return fragment_of(lay_out(document))


def render_sections(document: Shape) -> dict[str, str]:
    """Section -> its HTML without a heading, for a page that has more to say of each. What is empty is left out."""
    return parts_of(lay_out(document))
