"""What is written of the steps of stairs: ``300x150``, ``150x18=2700``, ``280×11=3080``.

Vocabulary
----------
riser     踏步高, the height from tread to tread
going     踏步宽, the depth of a tread
product   one step times a number of steps, with or without what it comes to: a dimension of a whole flight
pair      a going and a riser together

A number is a riser or a going by its size; one between the two is neither. What is written as a product comes to what
it says; one that does not is left to the people who read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import LineString, Point

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.dimensions import plain
from checkers.features.labels import labels_saying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

RISERS = (0.10, 0.21)
"""metres: heights of steps"""

GOINGS = (0.22, 0.42)
"""metres: depths of steps"""

STEPS = (4, 40)
"""steps of one flight; fewer are steps before a door"""

ROUNDED = 1.0
"""millimetres for each step by which a product may miss what it is said to come to"""

STAIRS_SHOWN = re.compile(r"楼梯|剖面|梯段|SECTION|STAIR|LT-?\d", re.IGNORECASE)
"""titles of sheets on which a product of such sizes is one of steps; elsewhere it may be of bars or tiles"""

_TIMES = r"[xX×*＊]"
_NUMBER = r"(\d{1,4}(?:\.\d{1,3})?)"
_PRODUCT = re.compile(
    rf"^(?:踏步|梯段)?[a-z宽高:：=]*{_NUMBER}(?:mm)?{_TIMES}{_NUMBER}(?:级|步)?[=＝]{_NUMBER}(?:mm)?$"
)
_PAIR = re.compile(rf"(?:踏步|梯段|楼梯)[^\d]{{0,8}}{_NUMBER}(?:mm)?{_TIMES}{_NUMBER}")
_FRACTION = re.compile(rf"^{_NUMBER}{_TIMES}(\d{{1,2}})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepText(Feature):
    """One writing about steps; metres, None where it says nothing of it."""

    words: str
    riser: float | None
    going: float | None
    count: int | None
    """number of risers or goings it multiplies"""


def step_texts(plans: Plans) -> tuple[StepText, ...]:
    """Every writing about the steps of stairs; call as ``plans.recognise(step_texts)``."""
    return tuple(found for sheet in plans.sheets for found in _on(sheet))


def _on(sheet: Sheet) -> Iterator[StepText]:
    written: list[tuple[str, BaseGeometry, str]] = [
        (label.words, label.point, label.handle) for label in labels_saying(sheet, said_of_steps)
    ]
    for dimension in sheet.dimensions:
        if not dimension.angular and dimension.text.strip():
            where: BaseGeometry = Point(dimension.x, dimension.y)
            if dimension.start and dimension.end and dimension.start != dimension.end:
                where = LineString([dimension.start, dimension.end])
            shown = plain(dimension.text).replace("<>", f"{dimension.measured * 1000:.0f}")
            written.append(("".join(shown.split()), where, dimension.handle))
    for words, where, handle in written:
        said = said_of_steps(words)
        if said is not None:
            riser, going, count = said
            yield StepText(
                subject=f"“{words}”",
                sheet=sheet.id,
                where=where,
                handles=(handle,),
                how=Words("踏步尺寸的注写", "what is written of the steps"),
                sure=bool(STAIRS_SHOWN.search(sheet.title) or STAIRS_SHOWN.search(words) or "踏步" in words),
                words=words,
                riser=riser,
                going=going,
                count=count,
            )


def said_of_steps(words: str) -> tuple[float | None, float | None, int | None] | None:
    """Riser, going and number of steps that a writing states, metres; None when it states none.

    >>> said_of_steps("165x18=2970")
    (0.165, None, 18)
    """
    plain_words = "".join(words.split())
    if hit := _PRODUCT.match(plain_words):
        one, other, total = (float(number) for number in hit.groups())
        return _product(one, other, total) or _product(other, one, total)
    if hit := _PAIR.search(plain_words):
        return _pair(float(hit[1]), float(hit[2]))
    hit = _FRACTION.match(plain_words)
    if hit and "." in hit[1]:
        return _of_size(float(hit[1]), int(hit[2]))  # 165.8×18: no beam or door is measured so
    return None


def _product(size: float, count: float, total: float) -> tuple[float | None, float | None, int | None] | None:
    if not count.is_integer() or not STEPS[0] <= count <= STEPS[1] or abs(size * count - total) > ROUNDED * count:
        return None
    return _of_size(total / count if "." not in f"{size:g}" and size * count != total else size, int(count))


def _of_size(millimetres: float, count: int) -> tuple[float | None, float | None, int | None] | None:
    size = millimetres / 1000
    if not STEPS[0] <= count <= STEPS[1]:
        return None
    if RISERS[0] <= size <= RISERS[1]:
        return size, None, count
    if GOINGS[0] <= size <= GOINGS[1]:
        return None, size, count
    return None


def _pair(one: float, other: float) -> tuple[float | None, float | None, int | None] | None:
    going, riser = max(one, other) / 1000, min(one, other) / 1000
    if GOINGS[0] <= going <= GOINGS[1] and RISERS[0] <= riser <= RISERS[1]:
        return riser, going, None
    return None
