"""Why a finding that is met may not be: what it was measured on, or beside, was badly drawn.

Vocabulary
----------
suspect   an outline drawn twice, a building that shares its name, a line without size, a dimension that contradicts
          what was drawn: whatever was found met on it, or right beside it, is doubtful

Such things are reported by preflight rules as well, each with its place. Here they only take the green away.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapely import STRtree

from checkers.errors import Words
from checkers.features.dimension_scale import contradicting, factors
from checkers.features.namesakes import named
from checkers.features.on_paper import otherwise_stated
from checkers.features.repeats import doubles, of_no_size
from checkers.features.true_size import OF_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import DrawingSet, Sheet
    from checkers.features.plans import Plans
    from checkers.finding import Finding

BESIDE = 0.3
"""metres around a thing within which a line without size or a dimension's ends are its own"""

FEW = 4
"""entities of one handle that are still one thing: a symbol of a few strokes"""

ALONG = 0.5
"""share of a dimension's length that must lie on a thing to be a dimension of it"""

CONFIRMED = "dimension texts"
"""what the reader names where numbers written at dimensions confirm the unit"""

DOUBLED = Words("该轮廓重复绘制，以哪条为准请核实", "the outline is drawn twice; check which one is meant")
NAMESAKE = Words("同一图中有两栋同名建筑，请更正楼号", "two buildings of the sheet carry this name; correct it")
SIZELESS = Words(
    "旁有零长度的线，可能缺一段墙线，请核实", "a line without length lies here; part of a wall may be missing"
)
CONTRADICTED = Words(
    "此处尺寸数字与图形不一致，以尺寸数字为准，请核实",
    "a dimension here says another size than was drawn, and its number counts; check it",
)


@dataclass(frozen=True, slots=True)
class Suspects:
    """What is suspect in a set."""

    handles: dict[tuple[str, str], list[tuple[BaseGeometry, Words]]] = field(default_factory=dict)
    """by sheet and handle, the ground and the reason"""
    shared: set[tuple[str, str]] = field(default_factory=set)
    """handles of many entities, as of a whole plan in one block: there the ground must tell"""
    sizeless: dict[str, STRtree] = field(default_factory=dict)
    """by sheet"""
    dimensions: dict[str, STRtree] = field(default_factory=dict)
    """by sheet, where contradicting dimensions measure"""
    factors: dict[str, float] = field(default_factory=dict)
    drawings: DrawingSet | None = None

    def doubt(self, finding: Finding, sheet: Sheet | None) -> Words | None:
        """Why what was found met may not be; None where nothing is suspect."""
        for handle in finding.handles:
            for ground, reason in self.handles.get((finding.sheet, handle), ()):
                if (finding.sheet, handle) not in self.shared or finding.where.intersects(ground):
                    return reason
        ground = finding.where if finding.along is None else finding.where.union(finding.along)
        near = self.sizeless.get(finding.sheet)
        if near is not None and near.query(ground, predicate="dwithin", distance=BESIDE).size:
            return SIZELESS
        if finding.unit not in OF_SIZE or sheet is None:
            return None
        if finding.sheet in self.factors:
            factor = self.factors[finding.sheet]
            return Words(
                f"图中尺寸数字普遍为图形的 {factor:.3g} 倍，比例不可信",
                f"the dimensions of the sheet say {factor:.3g} times what is drawn, so its scale is not to be trusted",
            )
        tree = self.dimensions.get(finding.sheet)
        return (CONTRADICTED if tree is not None and _dimensioned(ground, tree) else None) or of_stated_scale(
            sheet, self.drawings
        )


def _dimensioned(ground: BaseGeometry, tree: STRtree) -> bool:
    """Whether a contradicting dimension measures on this ground."""
    wide = ground.length / 2 if ground.geom_type.endswith("LineString") else 0.0
    reach = ground.buffer(max(BESIDE, wide))
    for index in tree.query(reach, predicate="intersects"):
        line = tree.geometries[index]
        if not line.length or line.intersection(reach).length >= ALONG * line.length:
            return True
    return False


def of_stated_scale(sheet: Sheet, drawings: DrawingSet | None) -> Words | None:
    """Why sizes on the sheet may be wrong: its title block states another scale than it is drawn at.

    None where the numbers of dimensions confirm the unit of its file: then it is the title block that is wrong.
    """
    reason = None if sheet.part_of else otherwise_stated(sheet)
    for file in drawings.files if drawings is not None else ():
        if sheet.id.startswith(file.sha256[:12]) and CONFIRMED in file.units_why and "doubted" not in file.units_why:
            return None
    return reason


def suspects(plans: Plans) -> Suspects:
    """Everything suspect in a set; call as ``plans.recognise(suspects)``."""
    found = Suspects(factors=plans.recognise(factors), drawings=plans.drawings)
    for double in plans.recognise(doubles):
        for handle in double.handles:
            found.handles.setdefault((double.sheet, handle), []).append((double.where, DOUBLED))
    for name in plans.recognise(named):
        if name.count > 1:
            for handle in name.handles:
                found.handles.setdefault((name.sheet, handle), []).append((name.where, NAMESAKE))
    sizeless: dict[str, list[BaseGeometry]] = {}
    for many in plans.recognise(of_no_size):
        if many.count:
            sizeless.setdefault(many.sheet, []).append(many.where)
    numbers: dict[str, list[BaseGeometry]] = {}
    for dimension in plans.recognise(contradicting):
        numbers.setdefault(dimension.sheet, []).append(dimension.where)
    found.shared.update(_shared(plans, {sheet for sheet, _ in found.handles}))
    found.sizeless.update({sheet: STRtree(places) for sheet, places in sizeless.items()})
    found.dimensions.update({sheet: STRtree(places) for sheet, places in numbers.items()})
    return found


def _shared(plans: Plans, sheets: set[str]) -> Iterator[tuple[str, str]]:
    for sheet in plans.sheets:
        if sheet.id in sheets:
            counts = Counter(str(handle) for handle in sheet.entities.handle)
            yield from ((sheet.id, handle) for handle, count in counts.items() if count > FEW)
