"""Turn one sheet of a workbook into CSV. Run as a program of its own: `python unpack_workbook.py FILE OUT [SHEET]`.

A workbook can be made to fill any memory (one cell in the last corner of a sheet, or a zip bomb), and
the library then ends the process. So it is opened in a process of limited memory and time, which
imports nothing of ours. Each row of the CSV begins with its row number; what was found is printed as JSON.
"""

import csv
import datetime
import json
import resource
import sys
from typing import Any

import python_calamine as calamine


def main(path: str, out: str, sheet: str, memory: int, seconds: int) -> dict[str, Any]:
    """Unpack the asked-for sheet, else the first visible one that is not empty. Answers with what was done."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with calamine.load_workbook(path) as workbook:
            names = [
                meta.name
                for meta in workbook.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
                and (meta.visible == calamine.SheetVisibleEnum.Visible or meta.name == sheet)
            ]
            if sheet and sheet not in names:
                return {"refused": "sheet_missing", "sheets": names}
            for name in [sheet] if sheet else names:
                rows = _write(workbook.get_sheet_by_name(name), out)
                if rows or sheet:
                    return {
                        "sheet": name,
                        "others": [other for other in names if other != name],
                        "rows": rows,
                    }
            return {"sheet": names[0] if names else "", "others": [], "rows": 0}
    except calamine.PasswordError:
        return {"refused": "protected"}
    except (calamine.CalamineError, OSError, ValueError) as error:
        return {"refused": "unreadable", "detail": str(error)[:200]}


def _write(sheet: calamine.CalamineSheet, out: str) -> int:
    if sheet.start is None:
        return 0
    rows = 0
    with open(out, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            written = [cell if isinstance(cell, str) else _text(cell) for cell in cells]
            if any(written):
                rows += 1
                writer.writerow([number, *written])
    return rows


def _text(cell: object) -> str:
    """A typed cell as the text that a person would write: no exponent, no `.0`, ISO dates."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


if __name__ == "__main__":
    found = main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
    sys.stdout.write(json.dumps(found))
