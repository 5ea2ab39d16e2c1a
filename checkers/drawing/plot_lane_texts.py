"""Lines of text made out of the lane's columns, so that ezdxf need not parse each of them once more.

Vocabulary
----------
usual     a line of text all of whose values are as ezdxf would leave them; any other is made out of its bytes
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ezdxf.entities.attrib import Attrib
from ezdxf.entities.text import Text
from ezdxf.math import Vec3

from checkers.drawing.tags import NotPlain

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.dxfgfx import DXFGraphic
    from numpy.typing import NDArray

    from checkers.drawing.lane import Lane
    from checkers.drawing.lane_rows import Floats, Picked

_LOOK = ("layer", "color", "true_color", "linetype", "ltscale", "lineweight", "transparency", "invisible")
_GENERATED = (0, 2, 4, 6)
_ACROSS, _UP = 5, 3
_UPRIGHT = 1e-12
_NO_HANDLE = "0"


@dataclass(frozen=True, slots=True)
class Texts:
    """All usual lines of text of one kind."""

    kind: type[Text]
    row: NDArray[np.int64]
    """for each entity of the file its row, −1 where it has none"""
    content: list[str]
    style: list[str]
    whole: NDArray[np.int64]
    """(n, 4): alignment across and up, generation and attribute flags"""
    number: Floats
    """(n, 10): height, turn, width, slant, place and aligned place"""
    aligned: NDArray[np.bool_]

    def made(self, entity: int, example: DXFGraphic, document: Drawing) -> Text | None:
        """The text, looking as the example does; None when it is not a usual one."""
        row = int(self.row[entity])
        if row < 0:
            return None
        made = self.kind.new(doc=document)
        across, up, generated, flags = self.whole[row].tolist()
        height, turn, width, slant, x, y, z, ax, ay, az = self.number[row].tolist()
        looks = example.dxf.__dict__
        values = {name: looks[name] for name in _LOOK if name in looks}
        values |= {
            "handle": _NO_HANDLE,
            "text": self.content[row],
            "style": self.style[row],
            "height": height,
            "rotation": turn,
            "width": width,
            "oblique": slant,
            "halign": across,
            "valign": up,
            "text_generation_flag": generated,
            "insert": Vec3(x, y, z),
        }
        if self.aligned[row]:
            values["align_point"] = Vec3(ax, ay, az)
        if issubclass(self.kind, Attrib):
            values["flags"] = flags
        made.dxf.__dict__.update(values)
        return made


def texts(lane: Lane) -> dict[str, Texts]:
    """The usual lines of text by kind."""
    found = {}
    for name, kind, up in (("TEXT", Text, 73), ("ATTRIB", Attrib, 74)):
        picked = lane.values.picked(name, lane.taken)
        if len(picked):
            # where a style's name is too long for columns, ezdxf makes all texts of the kind
            with suppress(NotPlain):
                found[name] = _columns(picked, kind, up, len(lane.entities))
    return found


def _columns(picked: Picked, kind: type[Text], up: int, entities: int) -> Texts:
    row = np.full(entities, -1, np.int64)
    style = picked.words(7, "Standard")
    usual = (np.abs(picked.normal() - (0.0, 0.0, 1.0)) <= _UPRIGHT).all(axis=1)
    number = np.column_stack((
        *(picked.one(40), picked.one(50), _one(picked, 41, 1.0), _one(picked, 51, 0.0)),
        *(picked.place(10), picked.place(11)),
    ))  # fmt: skip
    whole = np.column_stack((picked.one(72), picked.one(up), _one(picked, 71, 0.0), picked.one(70)))
    usual &= np.isfinite(number).all(axis=1) & (whole == np.trunc(whole)).all(axis=1)
    # what ezdxf does with other flags
    whole[~np.isin(whole[:, 2], _GENERATED), 2] = 0
    usual &= number[:, 2] > 0
    usual &= (whole[:, 0] >= 0) & (whole[:, 0] <= _ACROSS) & (whole[:, 1] >= 0) & (whole[:, 1] <= _UP)
    row[picked.entity[usual]] = np.flatnonzero(usual)
    return Texts(
        kind=kind,
        row=row,
        content=picked.texts(1),
        style=[style.known[each] for each in style.number.tolist()],
        whole=np.where(usual[:, np.newaxis], whole, 0).astype(np.int64),
        number=number,
        aligned=picked.has(11),
    )


def _one(picked: Picked, code: int, default: float) -> Floats:
    """One number for each text, of a code the reader leaves alone; NaN where it is none."""
    rows = picked.first_row(code)
    there = rows >= 0
    column = np.full(len(picked), default)
    try:
        column[there] = picked.values.tags.numbers(rows[there])
    except NotPlain:
        column[there] = np.nan
    return column
