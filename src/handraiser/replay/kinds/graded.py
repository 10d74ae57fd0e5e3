"""The grade again."""

from collections.abc import Sequence

import orjson

from handraiser.document import Document
from handraiser.replay.frames import inputs_of
from handraiser.replay.verdict import Recorded, Verdict, compared
from handraiser.replay.world import World
from handraiser.score.grade import columns_of, grade


def again(events: Sequence[Recorded], document: Document, world: World) -> list[Verdict]:
    """Grade, points and the rules that held, out of the columns that the rules name."""
    graded = grade(inputs_of(events, columns_of(document.grade)), rules=document.grade)
    rows = graded.select("grade", "grade_points", "grade_reasons").iter_rows()
    return [
        compared(
            {name: event.told[name] for name in ("grade", "points", "rules")},
            {"grade": name, "points": points, "rules": orjson.loads(reasons)},
        )
        for event, (name, points, reasons) in zip(events, rows, strict=True)
    ]
