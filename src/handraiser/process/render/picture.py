"""The process on one page, as SVG: stages with owners, gates and clocks, and the ways back and out.

Made for A4 landscape. No script, no font from elsewhere; colours come from classes, so light and dark are one file.
"""

from collections.abc import Iterator
from importlib.resources import files

from handraiser.process.render.station_box import box
from handraiser.process.render.stations import Station, stations_of
from handraiser.process.render.strokes import (
    BETWEEN,
    BOTTOM,
    EDGE,
    HEIGHT,
    TOP,
    WIDTH,
    Frame,
    escaped,
    mark,
    written_at,
)
from handraiser.process.render.ways import PILL_GAP, pills, said, ways_back, ways_forward
from handraiser.process.render.wrapping import width_of, wrapped
from handraiser.process.shape import Shape

MOST_IN_A_ROW = 7
# Below the ways out run the lines that lead back.
LANE = 34.0


def picture(document: Shape, *, version: str = "", alone: bool = True) -> str:
    """The picture. `alone`: with its colours inside, as a file; else the page brings `picture_style()`."""
    stations = stations_of(document)
    about = getattr(document, "process", None)
    name = getattr(about, "name", "") or "Lead management process"
    owner = getattr(about, "owner", "")
    under = " · ".join(part for part in (f"Version {version}" if version else "", owner) if part)
    style = f"<style>\n{picture_style()}{_file('picture_dark.css')}</style>\n" if alone else ""
    body = "\n".join(_body(stations, name, under))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="process-picture" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        'role="img" aria-labelledby="picture-title picture-desc">\n'
        f'<title id="picture-title">{escaped(name)}</title>\n'
        f'<desc id="picture-desc">{escaped(_told(stations))}</desc>\n{style}{body}\n</svg>\n'
    )


def picture_style() -> str:
    """The rules for the class `process-picture`, in the light colours."""
    return _file("picture.css")


def _body(stations: tuple[Station, ...], name: str, under: str) -> Iterator[str]:
    yield f'<rect class="p-ground" width="{WIDTH:g}" height="{HEIGHT:g}"/>'
    yield written_at(wrapped(name, WIDTH - 2 * EDGE, 22, bold=True, most=1)[:1], EDGE, 42, 22, "bold")
    yield written_at(wrapped(under, WIDTH - 2 * EDGE, 12, most=1)[:1], EDGE, 62, 12, "quiet")
    yield from _legend()
    if not stations:
        yield written_at(["There are no stages yet."], EDGE, TOP + 40, 14, "quiet")
        return
    frames, height = _frames(stations)
    yield from ways_forward(frames)
    yield from ways_back(frames, height)
    for frame in frames:
        yield from box(frame)
        yield from pills(frame, height)


def _frames(stations: tuple[Station, ...]) -> tuple[list[Frame], float]:
    """The place of each stage, and the height kept below it for its ways out."""
    rows = -(-len(stations) // MOST_IN_A_ROW)
    in_a_row = -(-len(stations) // rows)
    most = max(len(station.ways) for station in stations)
    band = (HEIGHT - TOP - BOTTOM) / rows
    width = min((WIDTH - 2 * EDGE - BETWEEN * (in_a_row - 1)) / in_a_row, 240.0)
    lines = max((len(said(way, width)) for one in stations for way in one.ways), default=1)
    pill = 5 + 11.4 * min(lines, 3 if rows == 1 else 2)
    below = most * (pill + 4)
    begin = (WIDTH - in_a_row * width - (in_a_row - 1) * BETWEEN) / 2
    above = 26.0 if rows > 1 else 0.0
    frames = []
    for index, station in enumerate(stations):
        row, column = divmod(index, in_a_row)
        height = max(band - below - PILL_GAP - LANE - above, 60.0)
        x = begin + column * (width + BETWEEN)
        frames.append(Frame(station, x, TOP + row * band + above, width, height, row))
    return frames, pill


def _legend() -> Iterator[str]:
    y, size = HEIGHT - 16, 10.0
    marks = (("machine", "the machine knows"), ("person", "a person decides"), ("clock", "clock"))
    ways = (
        ("recycle", "↺ recycled to nurture"),
        ("move", "← back"),
        ("disqualify", "✕ out"),
        ("notify", "! somebody is told"),
    )
    x = EDGE
    for kind, says in marks:
        yield mark(kind, x + 4, y - 3.5)
        yield written_at([says], x + 14, y, size, "quiet")
        x += 14 + width_of(says, size) + 20
    for kind, says in ways:
        yield written_at([says], x, y, size, f"{kind}-ink")
        x += width_of(says, size) + 18


def _told(stations: tuple[Station, ...]) -> str:
    """The picture in words, for those who hear it."""
    said = []
    for number, one in enumerate(stations, start=1):
        parts = [f"{number}. {one.title}, team {one.team}", *one.clocks]
        if one.exits:
            parts.append(
                ("any of: " if one.any_exit else "to go on: ")
                + "; ".join(e.says.rstrip(".") for e in one.exits)
            )
        parts.extend(way.says for way in one.ways)
        said.append(". ".join(parts) + ".")
    return " ".join(said)


def _file(name: str) -> str:
    return files("handraiser.process.render").joinpath(name).read_text("utf-8")
