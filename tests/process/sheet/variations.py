"""The many ways in which companies keep a table of stages: each a file made here, with what a reader must find in it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.process.sheet.small_process import (
    FIELDS,
    STAGES,
    Rows,
    Variation,
    joined,
    spread,
    table,
    text,
    turned,
    workbook,
)


def variations() -> Iterator[tuple[str, Variation]]:
    yield from _headings()
    yield from _items()
    yield from _layouts()
    yield from _surroundings()
    yield from _merged()
    yield from _several()
    yield from _texts()


def _headings() -> Iterator[tuple[str, Variation]]:
    heads: dict[str, tuple[str, ...] | None] = {
        "plain": None,
        "phase": ("Phase", "Description", "Responsible", "Action items", "Definition of done", "Time limit"),
        "lifecycle": ("Lifecycle Stage", "What it means", "Role", "Tasks to be done", "Exit gate", "Max. duration"),
        "funnel": ("Funnel stage", "Explanation", "Owned by", "Key activities", "Criteria to advance", "Max time in stage"),
        "pipeline": (
            "Pipeline stage", "Stage description", "Responsible team", "Sales activities", "Qualification criteria",
            "Expected duration",
        ),
        "questions": ("What stage?", "What is it?", "Who is responsible?", "What do we do?", "When does it move on?", "How long?"),
        "numbered": ("1. Stage", "2. Definition", "3. Team", "4. Activities", "5. Exit criteria", "6. Duration"),
        "starred": ("Stage*", "Definition **", "TEAM:", "Activities (list)", "EXIT\nCRITERIA", "Duration [max]"),
        "brackets": (
            "Lead stage (name)", "Definition (one sentence)", "Team (who)", "Steps / activities",
            "Exit criteria - all of them", "Duration (days)",
        ),
        "singular": ("Step", "Summary", "Department", "Task(s)", "Exit requirement(s)", "Time in stage"),
        "german": ("Phase", "Beschreibung", "Zuständigkeit", "Maßnahmen", "Übergangskriterien", "Maximale Verweildauer"),
        "french": ("Étape", "Définition", "Équipe", "Actions", "Critères de sortie", "Durée maximale"),
        "spanish": ("Etapa", "Definición", "Equipo", "Actividades", "Criterios de salida", "Duración"),
    }  # fmt: skip
    for name, head in heads.items():
        yield f"headings_{name}", Variation(workbook(table(head)))
    number = [
        [int(str(cell).split()[0]) if at == 5 else cell for at, cell in enumerate(row)] for row in table()[1:]
    ]
    for unit in ("Max days", "Duration (days)", "Time in stage [days]"):
        headings = [*table()[0][:5], unit]
        yield (
            f"days_are_in_the_heading_{unit.split()[0].lower()}_{unit.count('(')}",
            Variation(workbook([headings, *number])),
        )


def _items() -> Iterator[tuple[str, Variation]]:
    marks = {
        "numbered": ("#. ", "\n"), "numbered_in_brackets": ("(#) ", "\n"), "dashes": ("- ", "\n"),
        "long_dashes": ("– ", "\n"), "lines": ("", "\n"), "boxes": ("☐ ", "\n"), "brackets": ("[ ] ", "\n"),
        "ticks": ("✔ ", "\n"), "semicolons": ("", "; "), "numbers_in_one_line": ("#) ", " "), "arrows": ("→ ", "\n"),
        "blank_lines": ("", "\n\n"), "bullets_in_one_line": ("• ", " "), "stars": ("* ", "\r\n"), "pluses": ("+ ", "\n"),
    }  # fmt: skip
    for name, (mark, between) in marks.items():
        yield f"items_{name}", Variation(workbook(table(items=joined(mark, between))))


def _layouts() -> Iterator[tuple[str, Variation]]:
    yield "turned", Variation(workbook(turned(table())))
    yield "turned_with_an_empty_corner", Variation(workbook(turned([["", *table()[0][1:]], *table()[1:]])))
    yield "turned_below_a_title", Variation(workbook([["Our stages"], [], *turned(table())]))
    yield "a_row_for_each_item", Variation(workbook(spread()))
    yield "a_row_for_each_item_named_again", Variation(workbook(spread(again=True)))
    gaps = [[cell for value in row for cell in (value, None)] for row in table()]
    yield "empty_columns_between", Variation(workbook(gaps))
    yield "empty_rows_between", Variation(workbook([line for row in table() for line in (row, [])]))
    yield "far_from_the_corner", Variation(workbook([[]] * 7 + [[None] * 4 + row for row in table()]))
    other = ("steps", "exit", "duration", "team", "title", "definition")
    yield "other_order", Variation(workbook(table(fields=other)))
    split = [["Stage", "Definition", "Team"]]
    split[0] += [*(f"Activity {at}" for at in (1, 2, 3)), "Exit criterion 1", "Exit criterion 2", "Duration"]
    for one in STAGES:
        steps, exits = [*one.steps, None, None][:3], [*one.exit, None][:2]
        split.append([one.title, one.definition, one.team, *steps, *exits, one.duration])  # type: ignore[list-item]
    yield "a_column_for_each_item", Variation(workbook(split))
    yield (
        "numbered_rows",
        Variation(workbook([["#", *table()[0]], *([at, *row] for at, row in enumerate(table()[1:], 1))])),
    )
    titled = [replace(one, title=f"{at}. {one.title}") for at, one in enumerate(STAGES, 1)]
    yield "numbered_stages", Variation(workbook(table(stages=titled)))
    halves = table(fields=FIELDS[:3]), table(fields=("title", *FIELDS[3:]))
    between: Rows = [[], ["What we do there"]]
    below = workbook([*halves[0], *between, *halves[1]])
    yield "two_tables_below_each_other", Variation(below, unplaced=("What we do there",))
    beside = [[*one, None, *other_row[1:]] for one, other_row in zip(*halves, strict=True)]
    yield "a_gap_in_the_middle", Variation(workbook(beside))
    yield "headings_repeated_on_each_page", Variation(workbook([*table()[:3], *table()[:1], *table()[3:]]))


def _surroundings() -> Iterator[tuple[str, Variation]]:
    yield "below_a_title", Variation(workbook([["Lead stages of Northwind Robotics"], [], *table()]))
    about = [
        ["Lead stages of Northwind Robotics"],
        ["Last change: Erin Walsh, 2026-03-02"],
        ["Status: draft"],
        [],
    ]
    kept = ("Last change: Erin Walsh, 2026-03-02", "Status: draft")
    yield "below_a_title_and_remarks", Variation(workbook([*about, *table()]), unplaced=kept)
    notes = ["* To be agreed with sales", "Source: workshop in May", "1) see the minutes"]
    yield (
        "above_footnotes",
        Variation(workbook([*table(), [], *([note] for note in notes)]), unplaced=tuple(notes)),
    )
    close = [*table(), ["* to be agreed"], ["Note: BDR means business development"]]
    yield (
        "right_above_footnotes",
        Variation(workbook(close), unplaced=("* to be agreed", "Note: BDR means business development")),
    )
    legend = [*table(), [], ["Abbreviation", "Meaning"], ["BDR", "Business development representative"]]
    yield (
        "above_a_legend",
        Variation(
            workbook(legend),
            unplaced=("Abbreviation", "Meaning", "BDR", "Business development representative"),
        ),
    )
    total = [*table(), ["Total", None, None, None, None, "499 days"]]
    yield "above_a_total", Variation(workbook(total), unplaced=("Total", "499 days"))
    more = [[*row, extra] for row, extra in zip(table(), ("Colour", "red", "blue", "", "green"), strict=True)]
    yield "beside_an_unknown_column", Variation(workbook(more), unplaced=("red", "blue", "green"))
    nameless = [[*row, extra] for row, extra in zip(table(), ("", "why so long?", "", "", ""), strict=True)]
    yield "beside_a_remark_without_heading", Variation(workbook(nameless), unplaced=("why so long?",))

    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    yield "hidden_rows_and_columns", Variation(workbook(table(), change=hide))


def _merged() -> Iterator[tuple[str, Variation]]:
    def stages(sheet: Any) -> None:
        begins = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value]
        for begin, following in zip(begins, [*begins[1:], sheet.max_row + 1], strict=True):
            for column in (1, 2, 3, 6):
                if following - begin > 1:
                    sheet.merge_cells(
                        start_row=begin, end_row=following - 1, start_column=column, end_column=column
                    )

    yield "stages_merged_over_rows", Variation(workbook(spread(), change=stages))

    def title(sheet: Any) -> None:
        sheet.merge_cells("A1:F1")

    yield "a_title_merged_over_all", Variation(workbook([["Our stages"], *table()], change=title))

    def groups(sheet: Any) -> None:
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("D1:F1")

    above = [["What it is", None, "Who", "What happens", None, None], *table()]
    yield (
        "groups_of_headings_above",
        Variation(workbook(above, change=groups), unplaced=("What it is", "Who", "What happens")),
    )

    def two_rows(sheet: Any) -> None:
        for column in "ABCF":
            sheet.merge_cells(f"{column}1:{column}2")
        sheet.merge_cells("D1:E1")

    low: Rows = [
        ["Stage", "Definition", "Team", "What happens", None, "Max days"],
        [None, None, None, "Activities", "Exit criteria", None],
    ]
    yield (
        "headings_in_two_rows",
        Variation(workbook([*low, *table()[1:]], change=two_rows), unplaced=("What happens",)),
    )
    yield (
        "headings_in_two_rows_without_merging",
        Variation(workbook([*low, *table()[1:]]), unplaced=("What happens",)),
    )

    def banner(sheet: Any) -> None:
        sheet.merge_cells("A2:F2")
        sheet.merge_cells("A5:F5")

    rows = table()
    banners = [rows[0], ["MARKETING PIPELINE"], *rows[1:3], ["SALES PIPELINE"], *rows[3:]]
    yield (
        "banners_between_stages",
        Variation(workbook(banners, change=banner), unplaced=("MARKETING PIPELINE", "SALES PIPELINE")),
    )

    def phases(sheet: Any) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("A4:A5")

    grouped = [
        ["Phase", *rows[0]],
        ["Before", *rows[1]],
        [None, *rows[2]],
        ["After", *rows[3]],
        [None, *rows[4]],
    ]
    yield "phases_over_stages", Variation(workbook(grouped, change=phases), unplaced=("Before", "After"))


def _several() -> Iterator[tuple[str, Variation]]:
    halves = table(fields=FIELDS[:3]), table(fields=("title", *FIELDS[3:]))
    yield "parts_on_two_sheets", Variation(workbook(*halves))
    some = table(stages=STAGES[:2]), table(stages=STAGES[2:])
    yield "stages_on_two_sheets", Variation(workbook(*some))
    cover = [["Northwind Robotics"], ["Written by Dev Patel"]]
    yield (
        "a_cover_sheet",
        Variation(workbook(cover, table()), unplaced=("Northwind Robotics", "Written by Dev Patel")),
    )
    single = [turned([table()[0], row]) for row in table()[1:]]
    yield "a_sheet_for_each_stage", Variation(workbook(*single))
    unnamed = [turned([table()[0][1:], row[1:]]) for row in table()[1:]]
    yield (
        "a_sheet_for_each_stage_named_by_its_tab",
        Variation(workbook(*unnamed, names=[one.title for one in STAGES])),
    )


def _texts() -> Iterator[tuple[str, Variation]]:
    for delimiter, name in ((",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")):
        yield f"csv_{name}", Variation(text(table(), delimiter), "stages.csv")
    for encoding in ("utf-8-sig", "utf-16", "cp1252", "utf-16-le"):
        yield f"csv_{encoding}", Variation(text(table(), ";", encoding=encoding), "stages.csv")
    yield "csv_with_its_delimiter_named", Variation(text(table(), ";", before="sep=;\r\n"), "stages.csv")
    yield "csv_of_an_old_mac", Variation(text(table(items=joined("", "; ")), ",", ends="\r"), "stages.csv")
    yield "csv_in_lines_of_unix", Variation(text(table(), ",", ends="\n"), "stages.txt")
    quoted = table(items=joined("", "; "))
    bars = "\n".join(f"| {' | '.join(map(str, row))} |" for row in [quoted[0], ["---"] * 6, *quoted[1:]])
    yield "a_table_in_markdown", Variation(bars.encode(), "stages.md")
    yield "a_turned_csv", Variation(text(turned(table()), ";"), "stages.csv")
    yield "a_csv_below_a_title", Variation(text([["Our stages"], [], *table()], ";"), "stages.csv")
    ragged = [row[:-1] if at == 3 else row for at, row in enumerate(table())]
    yield (
        "a_csv_with_a_short_row",
        Variation(
            text(ragged, ";"), "stages.csv", fields=tuple(name for name in FIELDS if name != "duration")
        ),
    )
    wide = [[*row, "", "", ""] for row in table()]
    yield "a_csv_with_empty_columns_behind", Variation(text(wide, ","), "stages.csv")
