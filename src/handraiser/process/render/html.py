"""A page as HTML: by itself for reading and printing, or as a fragment of another page."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from handraiser.process.render.page import (
    Block,
    Cell,
    Facts,
    Heading,
    Items,
    Line,
    Page,
    Section,
    Span,
    Table,
    Text,
)


def stylesheet() -> str:
    """The rules for the class `process-document`."""
    return files("handraiser.process.render").joinpath("process.css").read_text("utf-8")


def page_of(page: Page) -> str:
    """A page that needs nothing from elsewhere."""
    contents = "".join(
        f'<li><a href="#{escape(section.anchor)}">{escape(section.title)}</a></li>'
        for section in page.sections
    )
    subtitle = f'<p class="subtitle">{escape(page.subtitle)}</p>' if page.subtitle else ""
    summary = f'<p class="summary">{_text(page.summary)}</p>' if page.summary else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}</title>\n<style>\n{stylesheet()}</style>\n</head>\n"
        '<body class="process-page">\n'
        f"<header>\n<h1>{_text(page.title)}</h1>\n{subtitle}\n{summary}\n"
        f'<nav aria-label="Sections"><ol>{contents}</ol></nav>\n</header>\n<main>\n'
        f"{fragment_of(page)}\n</main>\n</body>\n</html>\n"
    )


def fragment_of(page: Page) -> str:
    """The sections alone, with headings from the second level on."""
    return (
        '<div class="process-document">\n'
        + "\n".join(_section(section) for section in page.sections)
        + "\n</div>"
    )


def parts_of(page: Page) -> dict[str, str]:
    """Each section's key with what stands below its heading."""
    return {section.anchor: _inner(section) for section in page.sections}


def _section(section: Section) -> str:
    inner = _inner(section)
    anchor = escape(section.anchor)
    return (
        f'<section id="{anchor}" aria-labelledby="{anchor}-title">\n'
        f'<h2 id="{anchor}-title">{escape(section.title)}</h2>\n{inner}\n</section>'
    )


def _inner(section: Section) -> str:
    return "\n".join(line for block in section.blocks for line in _block(block))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Text(line):
            yield f"<p>{_line(line)}</p>"
        case Heading(title, depth):
            level = min(depth + 2, 6)
            yield f"<h{level}>{escape(title)}</h{level}>"
        case Items(items):
            yield "<ul>" + "".join(f"<li>{_line(line)}</li>" for line in items) + "</ul>"
        case Facts(pairs):
            yield (
                "<dl>"
                + "".join(f"<dt>{escape(name)}</dt><dd>{_cell(value)}</dd>" for name, value in pairs)
                + "</dl>"
            )
        case Table(headings, rows):
            yield from _table(headings, rows)


def _table(headings: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> Iterator[str]:
    yield '<div class="table" tabindex="0" role="group"><table>'
    if any(headings):
        yield (
            "<thead><tr>"
            + "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
            + "</tr></thead>"
        )
    yield "<tbody>"
    for first, *others in rows:
        cells = "".join(f"<td>{_cell(value)}</td>" for value in others)
        yield f'<tr><th scope="row">{_cell(first, listed=False)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _cell(value: Cell, *, listed: bool = True) -> str:
    if len(value) > 1 and listed:
        return "<ul>" + "".join(f"<li>{_line(line)}</li>" for line in value) + "</ul>"
    return "<br>".join(_line(line) for line in value)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    match span.kind:
        case "code":
            return f"<code>{escape(span.text)}</code>"
        case "strong":
            return f"<strong>{escape(span.text)}</strong>"
        case "quiet":
            return f"<small>{escape(span.text)}</small>"
        case _:
            return _text(span.text)


def _text(text: str) -> str:
    """A text; a question of the template stands out until it is answered."""
    if text.startswith("[") and text.rstrip().endswith("]"):
        return f"<mark>{escape(text)}</mark>"
    return escape(text)
