"""The ways between the boxes: on through a gate, in from above, and out, back or around from below."""

from collections.abc import Iterator

from handraiser.process.render.stations import WayOut
from handraiser.process.render.strokes import BETWEEN, EDGE, PAD, WIDTH, Frame, escaped, tip, written_at
from handraiser.process.render.wrapping import wrapped

# So much lies between a box and its first way out.
PILL_GAP = 12.0


def ways_forward(frames: list[Frame]) -> Iterator[str]:
    """In from above, and on to the next stage."""
    for index, frame in enumerate(frames):
        if frame.station.entered:
            most = frame.width + BETWEEN - 6
            yield written_at(
                wrapped(frame.station.entered, most, 10.5, most=1),
                frame.middle,
                frame.y - 24,
                10.5,
                "quiet",
                "middle",
            )
            yield f'<path class="p-go" d="M{frame.middle:.1f} {frame.y - 19:.1f} V{frame.y - 6:.1f}"/>'
            yield tip(frame.middle, frame.y, "down", "go-tip")
        following = frame.station.next
        if following is None:
            continue
        other = frames[following]
        if following == index + 1 and other.row == frame.row:
            y = frame.y + 22
            yield f'<path class="p-go" d="M{frame.x + frame.width:.1f} {y:.1f} H{other.x - 5:.1f}"/>'
            yield tip(other.x, y, "right", "go-tip")
            if frame.station.exits:
                x = frame.x + frame.width + (BETWEEN - 6) / 2
                yield f'<path class="p-gate" d="M{x:.1f} {y - 6:.1f} l6 6 -6 6 -6 -6 z"/>'
        else:
            yield from _around(frame, other, "go", "go-tip")


def _around(frame: Frame, other: Frame, look: str, tip_look: str) -> Iterator[str]:
    """From one box over the top of the others to another."""
    start, end = frame.middle + frame.width / 4, other.middle - other.width / 4
    if other.row == frame.row:
        high = frame.y - (14 if abs(frame.middle - other.middle) < 1.5 * frame.width else 10)
        yield f'<path class="p-{look}" d="M{start:.1f} {frame.y:.1f} V{high:.1f} H{end:.1f} V{other.y - 5:.1f}"/>'
    else:
        turn = other.y - 14
        edge = WIDTH - EDGE / 2 if other.row > frame.row else EDGE / 2
        side = frame.x + frame.width if other.row > frame.row else frame.x
        yield (
            f'<path class="p-{look}" d="M{side:.1f} {frame.y + 22:.1f} H{edge:.1f} V{turn:.1f} H{end:.1f} '
            f'V{other.y - 5:.1f}"/>'
        )
    yield tip(end, other.y, "down", tip_look)


def ways_back(frames: list[Frame], pill: float) -> Iterator[str]:
    """Lines below the boxes to the stage that takes them up again: one for recycling, one for each way back."""
    for look in ("recycle", "move"):
        tracks: dict[int, list[tuple[Frame, int]]] = {}
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
                    f'<path class="p-way p-{look}" d="M{right:.1f} {begin:.1f} h{leaving:.1f} V{lane:.1f} '
                    f'H{target.x + arriving:.1f} V{target.bottom - 16:.1f} H{target.x - 5:.1f}"/>'
                )
            if others:
                yield tip(target.x, target.bottom - 16, "right", f"{look}-ink")


def _pill_y(frame: Frame, place: int, pill: float) -> float:
    return frame.bottom + PILL_GAP + place * (pill + 4)


def pills(frame: Frame, pill: float) -> Iterator[str]:
    """What becomes of leads that do not go on, below their stage; `pill` is the height of each."""
    for place, way in enumerate(frame.station.ways):
        y = _pill_y(frame, place, pill)
        yield f"<g><title>{escaped(way.says)}</title>"
        if place == 0:
            yield f'<path class="p-way p-{way.way}" d="M{frame.middle:.1f} {frame.bottom:.1f} V{y - 4:.1f}"/>'
            yield tip(frame.middle, y, "down", f"{way.way}-ink")
        yield f'<rect class="p-{way.way}-soft" x="{frame.x:.1f}" y="{y:.1f}" width="{frame.width:.1f}" height="{pill:.1f}" rx="6"/>'
        texts = said(way, frame.width)[: int((pill - 5) / 11.3)]
        top = y + (pill - len(texts) * 9.5 * 1.2) / 2 + 9.5 * 0.92
        yield written_at(texts, frame.x + PAD, top, 9.5, f"{way.way}-ink", leading=1.2)
        yield "</g>"


def said(way: WayOut, width: float) -> list[str]:
    """The lines of a way out."""
    return wrapped(_sign(way) + way.says, width - 2 * PAD, 9.5, most=3)


def _sign(way: WayOut) -> str:
    return {"recycle": "↺ ", "disqualify": "✕ ", "move": "← ", "notify": "! "}[way.way]
