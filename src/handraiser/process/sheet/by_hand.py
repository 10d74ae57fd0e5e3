"""What a person says that the columns of a sheet are, where their headings do not tell or tell something else."""

from collections.abc import Mapping, Sequence

from handraiser.kit.fold import folded
from handraiser.process.sheet.grid import Cell, Grid
from handraiser.process.sheet.refusals import ColumnUnknown
from handraiser.process.sheet.texts import one_line
from handraiser.process.sheet.words import heading_of

# What a person can choose for a column, with the word for it. `nothing` leaves it out.
CHOICES: Mapping[str, str] = {
    "title": "Stage",
    "definition": "Definition",
    "team": "Team",
    "owner": "Owner",
    "steps": "Activities",
    "job_aids": "Job aids",
    "entry": "Entry criteria",
    "exit": "Exit criteria",
    "duration": "Longest stay",
    "sla": "Promise (clock)",
    "next": "Next stage",
    "buying_stage": "Buying stage",
    "measure": "Measure",
    "key": "Key of the stage",
    "nothing": "Nothing, leave it out",
}
# The words of the command line, which read like the headings of a sheet.
OFFERED = (
    "stage", "definition", "team", "owner", "activities", "job aids", "entry", "exit", "duration", "sla", "next stage",
    "buying stage", "measure", "key", "nothing",
)  # fmt: skip


class ByHand:
    """What was said, by the place of a heading (`Sheet1!C2`) or by its words (`Remarks`)."""

    def __init__(self, said: Mapping[str, str] | None = None) -> None:
        """Raises `ColumnUnknown` for what a column cannot be."""
        self._said: dict[str, str] = {}
        self._headings: dict[str, str] = {}
        for heading, word in (said or {}).items():
            field = word if word in CHOICES else heading_of(word.replace("_", " "))
            if field is None or field not in CHOICES:
                raise ColumnUnknown(f"“{word}” is nothing that a column can be.", OFFERED)
            self._said[heading if "!" in heading else folded(heading)] = field
            self._headings[heading if "!" in heading else folded(heading)] = heading

    def of(self, cell: Cell) -> str | None:
        """What the column below that heading is, if somebody said so."""
        if not self._said:
            return None
        return self._said.get(cell.place) or (
            self._said.get(folded(one_line(cell.text))) if cell.filled else None
        )

    def refuse_missed(self, grids: Sequence[Grid]) -> None:
        """Raises `ColumnUnknown` where something was said of a heading that is not there."""
        if not self._said:
            return
        # A column without a heading has the place of one all the same.
        there = {cell.place for grid in grids for row in grid.rows for cell in row}
        texts = [one_line(cell.text) for grid in grids for cell in grid.filled()]
        there |= {folded(text) for text in texts}
        missed = [heading for key, heading in self._headings.items() if key not in there]
        if missed:
            raise ColumnUnknown(f"There is no column “{missed[0]}”.", list(dict.fromkeys(texts)))
