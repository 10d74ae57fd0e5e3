"""The process on one page, as SVG: stages with owners, gates and clocks, and the ways back and out.

Made for A4 landscape. No script, no font from elsewhere; colours come from classes, so light and dark are one file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from handraiser.process.render.stations import Station, WayOut, stations_of
from handraiser.process.render.wrapping import width_of, wrapped
from handraiser.process.shape import Shape

WIDTH, HEIGHT, EDGE = 1123.0, 794.0, 26.0
TOP, BOTTOM = 128.0, 44.0
MOST_IN_A_ROW = 7
BETWEEN = 26.0
SIZES = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0)
LEADING = 1.28
PAD = 8.0
# So much is kept below each row of boxes for the ways out and the lane that leads back.
PILL_GAP, LANE = 12.0, 34.0


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
        f'<title id="picture-title">{_escaped(name)}</title>\n'
        f'<desc id="picture-desc">{_escaped(_told(stations))}</desc>\n{style}{body}\n</svg>\n'
    )


def picture_style() -> str:
    """The rules for the class `process-picture`, in the light colours."""
    return _file("picture.css")


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a stage stands."""

    station: Station
    x: float
    y: float
    width: float
    height: float
    row: int

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


def _body(stations: tuple[Station, ...], name: str, under: str) -> Iterator[str]:
    yield f'<rect class="ground" width="{WIDTH:g}" height="{HEIGHT:g}"/>'
    yield _line(wrapped(name, WIDTH - 2 * EDGE, 22, bold=True, most=1)[:1], EDGE, 42, 22, "bold")
    yield _line(wrapped(under, WIDTH - 2 * EDGE, 12, most=1)[:1], EDGE, 62, 12, "quiet")
    yield from _legend()
    if not stations:
        yield _line(["There are no stages yet."], EDGE, TOP + 40, 14, "quiet")
        return
    frames, pills = _frames(stations)
    yield from _ways_forward(frames)
    yield from _ways_back(frames, pills)
    for frame in frames:
        yield from _box(frame)
        yield from _pills(frame, pills)


def _frames(stations: tuple[Station, ...]) -> tuple[list[_Frame], float]:
    """The place of each stage, and the height kept below it for its ways out."""
    rows = -(-len(stations) // MOST_IN_A_ROW)
    in_a_row = -(-len(stations) // rows)
    most = max(len(station.ways) for station in stations)
    band = (HEIGHT - TOP - BOTTOM) / rows
    width = min((WIDTH - 2 * EDGE - BETWEEN * (in_a_row - 1)) / in_a_row, 240.0)
    lines = max((len(_said(way, width)) for one in stations for way in one.ways), default=1)
    pill = 5 + 11.4 * min(lines, 3 if rows == 1 else 2)
    pills = most * (pill + 4)
    begin = (WIDTH - in_a_row * width - (in_a_row - 1) * BETWEEN) / 2
    above = 26.0 if rows > 1 else 0.0
    frames = []
    for index, station in enumerate(stations):
        row, column = divmod(index, in_a_row)
        height = max(band - pills - PILL_GAP - LANE - above, 60.0)
        x = begin + column * (width + BETWEEN)
        frames.append(_Frame(station, x, TOP + row * band + above, width, height, row))
    return frames, pill


def _box(frame: _Frame) -> Iterator[str]:
    station = frame.station
    inner = frame.width - 2 * PAD
    title = wrapped(station.title, inner, 13, bold=True, most=3)
    head = len(title) * 13 * LEADING + PAD + 4
    yield f"<g><title>{_escaped(station.title)}</title>"
    yield f'<rect class="box" x="{frame.x:.1f}" y="{frame.y:.1f}" width="{frame.width:.1f}" height="{frame.height:.1f}" rx="7"/>'
    yield (
        f'<path class="head" d="M{frame.x + 0.5:.1f} {frame.y + head:.1f} v{-(head - 7.5):.1f} q0 -7 7 -7 '
        f'h{frame.width - 15:.1f} q7 0 7 7 v{head - 7.5:.1f} z"/>'
    )
    yield _line(title, frame.x + PAD, frame.y + 13 + 5, 13, "bold")
    room = frame.height - head - 6
    size, texts = _fitted(station, inner, room)
    y = frame.y + head + 4
    for text in texts:
        y += text.before
        if text.mark:
            yield _mark(text.mark, frame.x + PAD + 3.5, y + size * 0.62)
        for line in text.lines:
            y += size * LEADING
            yield _line([line], frame.x + PAD + text.indent, y - size * 0.3, size, text.look)
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


def _mark(kind: str, x: float, y: float) -> str:
    match kind:
        case "machine":
            return (
                f'<rect class="machine" x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" rx="1.5"/>'
            )
        case "person":
            return f'<circle class="person" cx="{x:.1f}" cy="{y:.1f}" r="3.4"/>'
        case _:
            hands = f"M{x:.1f} {y - 3:.1f} v3 l2.2 1.6"
            return (
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.6" fill="none" stroke="var(--p-clock)" stroke-width="1.3"/>'
                f'<path d="{hands}" fill="none" stroke="var(--p-clock)" stroke-width="1.3"/>'
            )


def _ways_forward(frames: list[_Frame]) -> Iterator[str]:
    for index, frame in enumerate(frames):
        if frame.station.entered:
            most = frame.width + BETWEEN - 6
            yield _line(
                wrapped(frame.station.entered, most, 10.5, most=1),
                frame.middle,
                frame.y - 24,
                10.5,
                "quiet",
                "middle",
            )
            yield f'<path class="go" d="M{frame.middle:.1f} {frame.y - 19:.1f} V{frame.y - 6:.1f}"/>'
            yield _tip(frame.middle, frame.y, "down", "go-tip")
        following = frame.station.next
        if following is None:
            continue
        other = frames[following]
        if following == index + 1 and other.row == frame.row:
            y = frame.y + 22
            yield f'<path class="go" d="M{frame.x + frame.width:.1f} {y:.1f} H{other.x - 5:.1f}"/>'
            yield _tip(other.x, y, "right", "go-tip")
            if frame.station.exits:
                x = frame.x + frame.width + (BETWEEN - 6) / 2
                yield f'<path class="gate" d="M{x:.1f} {y - 6:.1f} l6 6 -6 6 -6 -6 z"/>'
        else:
            yield from _around(frame, other, "go", "go-tip")


def _around(frame: _Frame, other: _Frame, look: str, tip: str) -> Iterator[str]:
    """From one box over the top of the others to another."""
    start, end = frame.middle + frame.width / 4, other.middle - other.width / 4
    if other.row == frame.row:
        high = frame.y - (14 if abs(frame.middle - other.middle) < 1.5 * frame.width else 10)
        yield f'<path class="{look}" d="M{start:.1f} {frame.y:.1f} V{high:.1f} H{end:.1f} V{other.y - 5:.1f}"/>'
    else:
        turn = other.y - 14
        edge = WIDTH - EDGE / 2 if other.row > frame.row else EDGE / 2
        side = frame.x + frame.width if other.row > frame.row else frame.x
        yield (
            f'<path class="{look}" d="M{side:.1f} {frame.y + 22:.1f} H{edge:.1f} V{turn:.1f} H{end:.1f} '
            f'V{other.y - 5:.1f}"/>'
        )
    yield _tip(end, other.y, "down", tip)


def _ways_back(frames: list[_Frame], pill: float) -> Iterator[str]:
    """Lines below the boxes to the stage that takes them up again: one for recycling, one for each way back."""
    for look in ("recycle", "move"):
        tracks: dict[int, list[tuple[_Frame, int]]] = {}
        for frame in frames:
            for place, way in enumerate(frame.station.ways):
                if way.way == look and way.to is not None and frames[way.to].row == frame.row:
                    tracks.setdefault(way.to, []).append((frame, place))
        for number, (to, sources) in enumerate(tracks.items()):
            target = frames[to]
            depth = max(
                _pill_y(frame, len(frame.station.ways), pill) for frame in frames if frame.row == target.row
            )
            lane = depth + 6 + (0 if look == "recycle" else 12) + 4 * number
            # Lines run in the gaps between the boxes; each kind has its own track.
            leaving, arriving = (5.0, -8.0) if look == "recycle" else (9.0, -12.0)
            others = [(frame, place) for frame, place in sources if frame is not target]
            for frame, place in others:
                begin = _pill_y(frame, place, pill) + pill / 2
                right = frame.x + frame.width
                yield (
                    f'<path class="way {look}" d="M{right:.1f} {begin:.1f} h{leaving:.1f} V{lane:.1f} '
                    f'H{target.x + arriving:.1f} V{target.bottom - 16:.1f} H{target.x - 5:.1f}"/>'
                )
            if others:
                yield _tip(target.x, target.bottom - 16, "right", f"{look}-ink")


def _pill_y(frame: _Frame, place: int, pill: float) -> float:
    return frame.bottom + PILL_GAP + place * (pill + 4)


def _pills(frame: _Frame, pill: float) -> Iterator[str]:
    for place, way in enumerate(frame.station.ways):
        y = _pill_y(frame, place, pill)
        yield f"<g><title>{_escaped(way.says)}</title>"
        if place == 0:
            yield f'<path class="way {way.way}" d="M{frame.middle:.1f} {frame.bottom:.1f} V{y - 4:.1f}"/>'
            yield _tip(frame.middle, y, "down", f"{way.way}-ink")
        yield f'<rect class="{way.way}-soft" x="{frame.x:.1f}" y="{y:.1f}" width="{frame.width:.1f}" height="{pill:.1f}" rx="6"/>'
        texts = _said(way, frame.width)[: int((pill - 5) / 11.3)]
        top = y + (pill - len(texts) * 9.5 * 1.2) / 2 + 9.5 * 0.92
        yield _line(texts, frame.x + PAD, top, 9.5, f"{way.way}-ink", leading=1.2)
        yield "</g>"


def _said(way: WayOut, width: float) -> list[str]:
    return wrapped(_sign(way) + way.says, width - 2 * PAD, 9.5, most=3)


def _sign(way: WayOut) -> str:
    return {"recycle": "↺ ", "disqualify": "✕ ", "move": "← ", "notify": "! "}[way.way]


def _tip(x: float, y: float, to: str, look: str) -> str:
    turned = {"right": "l-7 -4 v8 z", "down": "l-4 -7 h8 z", "up": "l-4 7 h8 z"}[to]
    return f'<path class="{look}" d="M{x:.1f} {y:.1f} {turned}"/>'


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
        yield _mark(kind, x + 4, y - 3.5)
        yield _line([says], x + 14, y, size, "quiet")
        x += 14 + width_of(says, size) + 20
    for kind, says in ways:
        yield _line([says], x, y, size, f"{kind}-ink")
        x += width_of(says, size) + 18


def _line(
    lines: list[str],
    x: float,
    y: float,
    size: float,
    look: str = "",
    anchor: str = "",
    *,
    leading: float = LEADING,
) -> str:
    extra = (f' class="{look}"' if look else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return "".join(
        f'<text x="{x:.1f}" y="{y + index * size * leading:.1f}" font-size="{size:g}"{extra}>{_escaped(line)}</text>'
        for index, line in enumerate(lines)
    )


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


def _plain(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    """Text for XML, which does not know every character that a document may hold."""
    return escape("".join(sign for sign in text if sign >= " " or sign in "\t\n"))


def _file(name: str) -> str:
    return files("handraiser.process.render").joinpath(name).read_text("utf-8")
