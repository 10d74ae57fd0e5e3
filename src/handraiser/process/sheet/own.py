"""Reading the parts of our own workbook back into the data of a document."""

from typing import Any

from pydantic import ValidationError

from handraiser.process.shape import Shape
from handraiser.process.sheet.blocks import Block
from handraiser.process.sheet.codec import EXACT, key_read, read
from handraiser.process.sheet.grid import Cell, Row
from handraiser.process.sheet.keeping import keep
from handraiser.process.sheet.parts import Column
from handraiser.process.sheet.placing import key_from
from handraiser.process.sheet.report import Placed, Report, Unplaced
from handraiser.process.sheet.texts import is_question, one_line

Data = dict[str, Any]


def read_blocks(blocks: list[Block], wanted: Data, document: type[Shape], report: Report) -> None:
    """Changes the data in place; parts that the workbook does not have stay as they are."""
    before = dict(wanted)
    for block in blocks:
        if block.part.form == "facts":
            _facts(block, wanted, report)
        else:
            value = _rows(block, report)
            holder = _holder(wanted, block.part.path)
            if value or block.part.required or isinstance(value, Exact):
                holder[block.part.path[-1]] = value.value if isinstance(value, Exact) else value
            else:
                holder.pop(block.part.path[-1], None)
    try:
        kept = keep(before, document.model_validate(before), wanted, document.model_validate(wanted))
    except ValidationError:
        # What is wrong is told by the check of the draft.
        return
    wanted.clear()
    wanted.update(kept)


class Exact:
    """A whole part that is written in one cell, such as a list that is empty on purpose."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __bool__(self) -> bool:
        return True


def _holder(data: Data, path: tuple[str, ...]) -> Data:
    for step in path[:-1]:
        inner = data.get(step)
        data[step] = dict(inner) if isinstance(inner, dict) else {}
        data = data[step]
    return data


def _facts(block: Block, wanted: Data, report: Report) -> None:
    holder = _holder(wanted, (*block.part.path, ""))
    for row in block.rows:
        column = block.part.column(row[0].text) if row[0].filled else None
        value = row[1] if len(row) > 1 else None
        if column is None:
            _unplaced(row, "there is no key of that name", report)
            continue
        if value is not None and value.filled:
            holder[column.key] = read(value.text, column.kind)
            _placed(value, f"{block.part.name}.{column.key}", report)
        else:
            holder.pop(column.key, None)
        _beyond(row[2:], report)


def _rows(block: Block, report: Report) -> Any:
    if not block.rows:
        return {} if block.part.form in ("keyed", "values") else []
    head, *rows = block.rows
    columns = [block.part.column(cell.text) if cell.filled else None for cell in head]
    for cell, column in zip(head, columns, strict=True):
        is_key = block.part.form in ("keyed", "values") and cell is head[0]
        is_value = block.part.form == "values" and cell is head[1]
        if column is None and cell.filled and not is_key and not is_value:
            _unplaced((cell,), "there is no column of that name", report)
    if len(rows) == 1 and rows[0][0].text.startswith(EXACT) and not any(cell.filled for cell in rows[0][1:]):
        return Exact(read(rows[0][0].text, "value"))
    match block.part.form:
        case "values":
            return {
                key_read(row[0].text): read(row[1].text, "value")
                for row in rows
                if _told(row, 0, block, report)
            }
        case "keyed":
            return {
                key_read(row[0].text): _item(
                    row[1:], columns[1:], f"{block.part.name}.{row[0].text.strip()}", report
                )
                for row in rows
            }
        case _:
            items = [
                _item(row, columns, f"{block.part.name}[{index}]", report) for index, row in enumerate(rows)
            ]
            return _with_keys(items) if block.part.name == "stages" else items


def _told(row: Row, index: int, block: Block, report: Report) -> bool:
    _placed(row[1], f"{block.part.name}.{one_line(row[index].text)}", report)
    return True


def _item(row: Row, columns: list[Column | None], path: str, report: Report) -> Data:
    item: Data = {}
    for cell, column in zip(row, columns, strict=True):
        if not cell.filled:
            continue
        if column is None:
            _unplaced((cell,), "there is no heading above it", report)
        else:
            item[column.key] = read(cell.text, column.kind)
            _placed(cell, f"{path}.{column.key}", report)
    return item


def _with_keys(stages: list[Data]) -> list[Data]:
    """A stage that was added by hand gets a key of its own, and the order of a stage as it is read."""
    keys = {str(stage.get("key")) for stage in stages}
    for stage in stages:
        if "key" not in stage and stage.get("title"):
            stage["key"] = key_from(str(stage["title"]), keys)
            keys.add(stage["key"])
    return stages


def _placed(cell: Cell, path: str, report: Report) -> None:
    if is_question(cell.text.removeprefix("• ")):
        report.unanswered.append(Unplaced(cell.place, one_line(cell.text), "still a question"))
    else:
        report.placed.append(Placed(cell.place, path, one_line(cell.text)))


def _unplaced(cells: Row, why: str, report: Report) -> None:
    report.unplaced.extend(Unplaced(cell.place, cell.text, why) for cell in cells if cell.filled)


def _beyond(cells: Row, report: Report) -> None:
    _unplaced(cells, "it stands beside the value", report)
