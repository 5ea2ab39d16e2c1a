"""How two kinds of office name their layers: the GB/T 50001 pattern and the layers of TArch (天正)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samples.pen import Board


@dataclass(frozen=True, slots=True)
class Habit:
    """The layer an office draws each kind of thing on."""

    axis: str
    bubble: str
    wall: str
    column: str
    column_fill: str
    opening: str
    code: str
    stair: str
    space: str
    furniture: str
    dimension: str
    text: str
    level: str
    symbol: str
    hatch: str
    frame: str

    def on(self, board: Board) -> Habit:
        """Make these layers on a board."""
        board.layers(
            (
                (self.axis, 1, "DASHDOT", 13),
                (self.bubble, 3, "Continuous", 18),
                (self.wall, 2, "Continuous", 50),
                (self.column, 2, "Continuous", 50),
                (self.column_fill, 8, "Continuous", 18),
                (self.opening, 4, "Continuous", 25),
                (self.code, 7, "Continuous", 18),
                (self.stair, 2, "Continuous", 18),
                (self.space, 8, "Continuous", 9),
                (self.furniture, 8, "Continuous", 13),
                (self.dimension, 3, "Continuous", 18),
                (self.text, 7, "Continuous", 18),
                (self.level, 3, "Continuous", 18),
                (self.symbol, 3, "Continuous", 18),
                (self.hatch, 8, "Continuous", 9),
                (self.frame, 7, "Continuous", 35),
            )
        )
        return self


NATIONAL = Habit(
    axis="A-AXIS",
    bubble="A-AXIS-TEXT",
    wall="A-WALL",
    column="A-COLS",
    column_fill="A-COLS-PATT",
    opening="A-DRWD",
    code="A-DRWD-IDEN",
    stair="A-FLOR-STRS",
    space="A-AREA",
    furniture="A-FTMT",
    dimension="A-ANNO-DIMS",
    text="A-ANNO-TEXT",
    level="A-ANNO-LEVL",
    symbol="A-ANNO-SYMB",
    hatch="A-FLOR-PATT",
    frame="A-ANNO-TTLB",
)

TARCH = Habit(
    axis="DOTE",
    bubble="AXIS",
    wall="WALL",
    column="COLUMN",
    column_fill="PUB_HATCH",
    opening="WINDOW",
    code="WINDOW_TEXT",
    stair="STAIR",
    space="SPACE",
    furniture="FURNITURE",
    dimension="PUB_DIM",
    text="PUB_TEXT",
    level="DIM_ELEV",
    symbol="DIM_SYMB",
    hatch="PUB_HATCH",
    frame="PUB_TITLE",
)
