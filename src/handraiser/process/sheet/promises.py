"""A column of promises (SLA): each becomes the clock that starts in its stage."""

from typing import Any

from handraiser.process.sheet.durations import duration_in, only_duration
from handraiser.process.sheet.report import Placed, Report, Unplaced
from handraiser.process.sheet.tables import StageRow
from handraiser.process.sheet.texts import cleaned, is_nothing, is_question, one_line

Data = dict[str, Any]


def place_promises(rows: list[StageRow], data: Data, report: Report) -> None:
    """Changes `follow_up` of the data: the first clock of the stage gets the time, else the stage gets a clock."""
    for row, stage in zip(rows, data["stages"], strict=True):
        for cell in row.cells.get("sla", ()):
            text = one_line(cell.text)
            length = duration_in(text) or only_duration(text)
            if is_question(cell.text):
                report.unanswered.append(Unplaced(cell.place, text, "still a question"))
            elif length is not None:
                index = _promise(data, stage, length)
                if duration_in(text) is None:
                    report.note(f"{row.name}: of “{text}” the time was taken, {length}.")
                report.placed.append(Placed(cell.place, f"follow_up.clocks[{index}].within", text))
            elif not is_nothing(text):
                why = "it is no single length of time, such as 4 business hours"
                report.unplaced.append(Unplaced(cell.place, cleaned(cell.text), why))


def _promise(data: Data, stage: Data, length: str) -> int:
    """The number of the clock."""
    follow_up = data.get("follow_up")
    section = dict(follow_up) if isinstance(follow_up, dict) else {}
    clocks = list(section.get("clocks") or ())
    data["follow_up"] = {**section, "clocks": clocks}
    for index, clock in enumerate(clocks):
        if isinstance(clock, dict) and clock.get("starts") == {"stage": stage["key"]}:
            clocks[index] = {**clock, "within": length}
            return index
    clocks.append(
        {
            "name": f"{stage['key'][:32]}_promise",
            "title": f"Promise of the stage {stage['title']}",
            "starts": {"stage": stage["key"]},
            "within": length,
        }
    )
    return len(clocks) - 1
