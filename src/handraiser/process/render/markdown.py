"""A page as Markdown (GitHub's, for its tables)."""

import re
from collections.abc import Iterator

from handraiser.process.render.page import Block, Cell, Facts, Heading, Items, Line, Page, Span, Table, Text

SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")


def markdown_of(page: Page) -> str:
    """The page as text."""
    parts = [f"# {escaped(page.title)}"]
    if page.subtitle:
        parts.append(f"_{escaped(page.subtitle)}_")
    if page.summary:
        parts.append(escaped(page.summary))
    for section in page.sections:
        parts.append(f"## {escaped(section.title)}")
        parts.extend("\n".join(_block(block)) for block in section.blocks)
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text that means only itself, in one line. The dash and the number that would begin a list are kept."""
    line = SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return re.sub(
        r"^([-+]|[0-9]+[.)])(?= |$)",
        lambda found: f"\\{found[1]}" if found[1] in "-+" else f"{found[1][:-1]}\\{found[1][-1]}",
        line,
    )


def _block(block: Block) -> Iterator[str]:
    match block:
        case Text(line):
            yield _line(line)
        case Heading(title, depth):
            yield f"{'#' * (depth + 2)} {escaped(title)}"
        case Items(items):
            yield from (f"- {_line(line)}" for line in items)
        case Facts(pairs):
            yield from (f"- **{escaped(name)}:** {_cell(value)}" for name, value in pairs)
        case Table(headings, rows):
            yield "| " + " | ".join(escaped(heading) for heading in headings) + " |"
            yield "|" + " --- |" * len(headings)
            yield from ("| " + " | ".join(_cell(value) for value in row) + " |" for row in rows)


def _cell(value: Cell) -> str:
    return "<br>".join(f"• {_line(line)}" if len(value) > 1 else _line(line) for line in value)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line).strip()


def _span(span: Span) -> str:
    text = span.text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if not text.strip():
        return text
    match span.kind:
        case "code":
            return f"{lead}{_code(text.strip())}{tail}"
        case "strong":
            return f"{lead}**{escaped(text)}**{tail}"
        case "quiet":
            return f"{lead}_{escaped(text)}_{tail}"
        case _:
            return f"{lead}{escaped(text)}{tail}"


def _code(text: str) -> str:
    """Code in as many backticks as it takes; a bar would end a cell of a table even inside of code."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if longest else ""
    return f"{fence}{gap}{text.replace('|', chr(92) + '|')}{gap}{fence}"
