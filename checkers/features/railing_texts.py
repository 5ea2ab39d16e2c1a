"""What is written of the heights of railings.

Vocabulary
----------
guard    a railing, parapet or balustrade at an open edge: of a balcony, an outdoor gallery, a roof people use
handrail of a stair: lower, and no guard
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.labels import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

_GUARD = re.compile(
    r"(?P<what>[^，。；;,、]{0,16}(?:栏杆|护栏|栏板|防护|女儿墙)[^，。；;,\d]{0,12}?(?:净高度?|高度?|H|h)[^，。；;,\d]{0,8})"
    r"(?P<size>\d+(?:\.\d+)?)(?P<unit>mm|MM|m|M|米)?"
)
_EDGE = re.compile(r"阳台|临空|外廊|连廊|露台|上人屋面|上人屋顶|内天井|中庭|回廊")
_NO_EDGE = re.compile(r"楼梯|梯段|扶手|坡道|窗|空调|不上人|非上人|自踏面|详|参")

ATRIUM = "中庭"

LIMITS = (0.4, 2.5)
"""metres of heights of guards"""

MILLIMETRES = 100.0
"""a height written as a larger number is in millimetres"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard(Feature):
    """A written height of guards at open edges, metres."""

    height: float
    atrium: bool
    """whether it is said of an atrium (中庭)"""


def guards(plans: Plans) -> tuple[Guard, ...]:
    """Every height of guards that a text states; call as ``plans.recognise(guards)``."""
    return tuple(guard for sheet in plans.sheets for guard in _on(sheet))


def heights_in(words: str) -> tuple[float, ...]:
    """The heights of guards that a writing states, metres.

    >>> heights_in("阳台栏杆高度1200mm")
    (1.2,)
    """
    found = []
    for hit in _GUARD.finditer("".join(words.split())):
        if not _EDGE.search(hit["what"]) or _NO_EDGE.search(hit["what"]):
            continue
        size = float(hit["size"])
        size = size / 1000 if hit["unit"] in {"mm", "MM"} or size > MILLIMETRES else size
        if LIMITS[0] <= size <= LIMITS[1]:
            found.append(size)
    return tuple(found)


def _on(sheet: Sheet) -> Iterator[Guard]:
    for label in labels(sheet):
        for height in heights_in(label.words):
            yield Guard(
                subject=f"“{label.words[:24]}”",
                sheet=sheet.id,
                where=label.point,
                handles=(label.handle,),
                how=Words("文字注写的栏杆高度", "a height of railings as written"),
                height=height,
                atrium=ATRIUM in label.words,
            )
