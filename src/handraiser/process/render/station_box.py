"""The box of one stage: who owns it, which clocks run in it, and what must hold to go on."""

from collections.abc import Iterator
from dataclasses import dataclass

from handraiser.process.render.stations import Station
from handraiser.process.render.strokes import LEADING, PAD, Frame, escaped, mark, written_at
from handraiser.process.render.wrapping import wrapped

SIZES = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0)


def box(frame: Frame) -> Iterator[str]:
    """The box with all its texts, in the largest letters that fit."""
    station = frame.station
    inner = frame.width - 2 * PAD
    title = wrapped(station.title, inner, 13, bold=True, most=3)
    head = len(title) * 13 * LEADING + PAD + 4
    yield f"<g><title>{escaped(station.title)}</title>"
    yield f'<rect class="p-box" x="{frame.x:.1f}" y="{frame.y:.1f}" width="{frame.width:.1f}" height="{frame.height:.1f}" rx="7"/>'
    yield (
        f'<path class="p-head" d="M{frame.x + 0.5:.1f} {frame.y + head:.1f} v{-(head - 7.5):.1f} q0 -7 7 -7 '
        f'h{frame.width - 15:.1f} q7 0 7 7 v{head - 7.5:.1f} z"/>'
    )
    yield written_at(title, frame.x + PAD, frame.y + 13 + 5, 13, "bold")
    room = frame.height - head - 6
    size, texts = _fitted(station, inner, room)
    y = frame.y + head + 4
    for text in texts:
        y += text.before
        if text.mark:
            yield mark(text.mark, frame.x + PAD + 3.5, y + size * 0.62)
        for line in text.lines:
            y += size * LEADING
            yield written_at([line], frame.x + PAD + text.indent, y - size * 0.3, size, text.look)
    yield "</g>"


@dataclass(frozen=True, slots=True)
class _Text:
    lines: list[str]
    look: str = ""
    mark: str = ""
    indent: float = 0.0
    before: float = 0.0


def _fitted(station: Station, width: float, room: float) -> tuple[float, list[_Text]]:
    """The texts of a box in the largest size that fits; in the smallest, sentences are cut until they do."""
    for size in SIZES:
        texts = _texts(station, width, size, most=99)
        if _height(texts, size) <= room:
            return size, texts
    for most in (6, 4, 3, 2, 1):
        texts = _texts(station, width, SIZES[-1], most=most)
        if _height(texts, SIZES[-1]) <= room:
            return SIZES[-1], texts
    while texts and _height(texts, SIZES[-1]) > room:
        texts.pop()
    return SIZES[-1], texts


def _texts(station: Station, width: float, size: float, *, most: int) -> list[_Text]:
    def lines(text: str, indent: float = 0.0, *, bold: bool = False) -> list[str]:
        return wrapped(text, width - indent, size, bold=bold, most=most)

    made = [_Text(lines(_plain(station.team), bold=True), "bold")]
    if station.owner and station.owner.casefold() != station.team.casefold():
        made.append(_Text(lines(_plain(station.owner)), "quiet"))
    if station.routed:
        made.append(_Text(lines("given to a person by routing"), "quiet"))
    made.extend(
        _Text(lines(clock, 14), "clock", "clock", 14, 5 if index == 0 else 1)
        for index, clock in enumerate(station.clocks)
    )
    if station.exits:
        needs = "To go on, any one of:" if station.any_exit else "To go on:"
        made.append(_Text(lines(needs, bold=True), "bold", "", 0, 7))
        made.extend(_Text(lines(_plain(one.says), 14), "", one.gate, 14, 3) for one in station.exits)
    return made


def _height(texts: list[_Text], size: float) -> float:
    return sum(text.before + len(text.lines) * size * LEADING for text in texts) + 4


def _plain(text: str) -> str:
    return " ".join(text.split())
