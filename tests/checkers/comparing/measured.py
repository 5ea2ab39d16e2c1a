"""Resubmissions measured: which sheets were matched, and where the marks of the first round came to stand."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from shapely.geometry import box

from checkers.comparing.sets import compare
from checkers.comparing.travel import travel
from checkers.drawing.model import DrawingSet
from checkers.drawing.reader import read
from tests.checkers.comparing.building import APART, Leaf, Thing, drawn, office, resubmitted

MARKS = 6
"""marks on each sheet"""

AWAY_MM = 3.0
"""millimetres on paper: farther from where a person would put it, a mark stands wrong"""


@dataclass
class Tally:
    """What became of sheets and marks."""

    kept: int = 0
    """sheets that are in both rounds"""
    matched: int = 0
    wrong_sheets: list[str] = field(default_factory=list)
    asked: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    wrong_marks: list[str] = field(default_factory=list)


def measured(seed: int, folder: Path, tally: Tally) -> None:
    """Draw two rounds, read them, compare them, and hold the outcome against the truth."""
    before = office(seed)
    after = resubmitted(before, seed)
    old, new = (
        read(drawn(leaves, folder / f"{seed}-{name}.dxf")).drawing for leaves, name in ((before, "old"), (after, "new"))
    )
    old_leaf, new_leaf = _leaves(old, before), _leaves(new, after)
    new_of = {leaf.key: sheet for sheet, leaf in new_leaf.items()}
    comparison = compare(old, new)
    told = {each.old: each for each in comparison.sheets}
    tally.kept += sum(leaf.key in new_of for leaf in before)
    for pair in comparison.pairs:
        if pair.standing == "doubtful":
            tally.asked += 1
        if pair.standing not in {"same", "matched"}:
            continue
        assert pair.old is not None
        assert pair.new is not None
        if old_leaf[pair.old].key != new_leaf[pair.new].key:
            tally.wrong_sheets.append(f"{seed}: {old_leaf[pair.old].title} → {new_leaf[pair.new].title}: {pair}")
            continue
        tally.matched += 1
        for mark in _marked(old_leaf[pair.old], seed):
            if pair.old not in told:
                _landed(seed, mark, mark, 0.0, 0.0, new_leaf[pair.new], tally)
                continue
            shape = _shape(mark)
            landing = travel(shape, told[pair.old])
            tally.marks[landing.standing] += 1
            if landing.standing == "placed":
                middle, was = landing.shape_mm.centroid, shape.centroid
                _landed(seed, mark, mark, middle.x - was.x, middle.y - was.y, new_leaf[pair.new], tally)


def _landed(seed: int, mark: Thing, was: Thing, right: float, up: float, leaf: Leaf, tally: Tally) -> None:
    there = {each.key: each for each in leaf.things}.get(mark.key)
    if there is None:
        tally.wrong_marks.append(f"{seed}: {mark.key} of {leaf.title} is gone, the mark was placed")
        return
    away = math.hypot((there.x - was.x) * 10 - right, (there.y - was.y) * 10 - up)
    if away > AWAY_MM:
        tally.wrong_marks.append(f"{seed}: {mark.key} of {leaf.title} stands {away:.1f} mm off")


def _marked(leaf: Leaf, seed: int) -> list[Thing]:
    return random.Random(f"marks {seed} {leaf.key}").sample(leaf.things, min(MARKS, len(leaf.things)))


def _shape(thing: Thing) -> box:
    """A cloud round the thing, in millimetres on a sheet at 1:100."""
    x, y = thing.x * 10, thing.y * 10
    return box(x - 2, y - 2, x + max(thing.width * 10, 8) + 2, y + max(thing.height * 10, 4) + 2)


def _leaves(drawings: DrawingSet, leaves: list[Leaf]) -> dict[str, Leaf]:
    """Each sheet's leaf, by where it stands in the model space."""
    assert len(drawings.sheets) == len(leaves)
    return {sheet.id: leaves[round(sheet.bounds_m[0] / APART)] for sheet in drawings.sheets}
