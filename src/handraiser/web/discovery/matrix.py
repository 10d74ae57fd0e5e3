"""Content by buying stage and audience: what there is, and the cells in which nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass

from handraiser.process.discovery import Content, Discovery
from handraiser.process.sections import BuyingStage

Piece = tuple[int, Content]


@dataclass(frozen=True, slots=True)
class Cell:
    """One buying stage and one audience. `ready`: how many of the pieces can be used today."""

    stage: str
    audience: str
    pieces: tuple[Piece, ...]

    @property
    def ready(self) -> int:
        """How many can be used today."""
        return sum(piece.state == "ready" for _, piece in self.pieces)

    @property
    def look(self) -> str:
        """`gap` where nothing is ready to use, `thin` where only planned or outdated pieces are."""
        return "full" if self.ready else "thin" if self.pieces else "gap"


@dataclass(frozen=True, slots=True)
class Matrix:
    """`rows`: each buying stage with its title and a cell for each of the `audiences`."""

    audiences: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]

    @property
    def gaps(self) -> int:
        """Cells in which nothing can be used today."""
        return sum(not cell.ready for _, _, cells in self.rows for cell in cells)

    @property
    def size(self) -> int:
        """All cells."""
        return sum(len(cells) for _, _, cells in self.rows)


def matrix_of(discovery: Discovery, stages: Sequence[BuyingStage]) -> Matrix:
    """Buying stages in the order of the document, audiences as they are listed and then as content names them."""
    pieces = list(enumerate(discovery.content))
    audiences = tuple(dict.fromkeys((*discovery.audiences, *(piece.audience for _, piece in pieces))))
    titles = {stage.key: stage.title for stage in stages}
    for _, piece in pieces:
        titles.setdefault(piece.buying_stage, piece.buying_stage)
    return Matrix(
        audiences,
        tuple(
            (
                key,
                title,
                tuple(
                    Cell(key, audience, tuple(one for one in pieces if _is_in(one[1], key, audience)))
                    for audience in audiences
                ),
            )
            for key, title in titles.items()
        ),
    )


def _is_in(piece: Content, stage: str, audience: str) -> bool:
    return (piece.buying_stage, piece.audience) == (stage, audience)
