"""What stands in the gaps of walls: leaves, codes, blocks and window lines, each given to the gap it belongs to.

Vocabulary
----------
cost      metres from a code or a block to a gap, and more where it says another width or nothing is drawn in the gap
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import STRtree

from checkers.features.door_codes import OpeningKind
from checkers.features.door_marks import Mark, door_blocks, marks
from checkers.features.door_spans import narrow, parted
from checkers.features.gapless import between, hung_on_walls, without_walls, written_on_walls
from checkers.features.gaps import Gap, gaps_on
from checkers.features.leaves import Leaf, leaves
from checkers.features.opening_evidence import Found, plugged
from checkers.features.walls import is_plan, walls_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from checkers.drawing.model import Layer, Sheet
    from checkers.features.plans import Plans
    from checkers.features.walls import Masonry

AT_JAMB = 0.25
"""metres from a gap to the hinge and to the shut edge of a leaf that hangs in it"""

WIDER = 0.1
"""metres by which a leaf may be wider than its gap"""

OF_BLOCK = 0.4
"""metres from a gap to the block that is drawn for it: shutters hang beside the wall"""

OF_WRITING = 2.5
"""metres from the middle of a gap to the middle of its code"""

WRONG_SIZE = 4.0
"""metres that each metre between the written and the drawn width counts"""

MOST_WRONG = 2.0
"""metres, the most that it counts"""

EMPTY = 1.0
"""metres that it counts when nothing is drawn in the gap"""

ALONG = 0.8
"""of a gap's width that a line in it runs along when it is of a window"""

THIN = 0.09
"""metres: a thinner wall is a facing, and a gap in it no opening"""

BARE = (0.6, 2.4)
"""metres: gaps between walls in one line that may be openings though nothing is drawn in them"""


_WINDOWS_TOO = re.compile(r"WIN|窗|DRWD|D&W|W&D|DOWI", re.IGNORECASE)


def found_openings(plans: Plans) -> tuple[Found, ...]:
    """Every opening of every sheet; call as ``plans.recognise(found_openings)``."""
    return tuple(found for sheet in plans.sheets for found in plans.recognise_on(sheet, found_openings_on))


def found_openings_on(plans: Plans, sheet: Sheet) -> tuple[Found, ...]:
    """Every opening of one sheet; call as ``plans.recognise_on(sheet, found_openings_on)``."""
    if not is_plan(sheet):
        return ()
    return tuple(_found(sheet, plans.recognise_on(sheet, walls_on), plans.recognise_on(sheet, gaps_on)))


def _found(sheet: Sheet, masonry: Masonry | None, here: Sequence[Gap]) -> Iterator[Found]:
    sure = masonry.sure if masonry is not None else 0.0
    openings = [Found(gap.sheet, gap.line, gap.thickness, gap.line, gap.twofold, sure) for gap in here]
    plugged(openings)
    hung = leaves(sheet, door_blocks(sheet))
    written = marks(sheet)
    if masonry is not None:
        loose = _hang(openings, hung)
        openings = [part for opening in openings for part in parted(opening)]
        openings += plugged(list(hung_on_walls(loose, masonry)))
        left = _blocks(openings, [mark for mark in written if mark.drawn])
        openings += plugged(list(between(sheet, left, masonry)))
    _glaze(sheet, openings)
    strangers = _writings(openings, [mark for mark in written if not mark.drawn])
    kept = [opening for opening in openings if not opening.is_bare or _may_be_bare(opening)]
    narrow(sheet, [opening for opening in kept if opening.hung and opening.jambs is not None])
    yield from kept
    yield from plugged(list(without_walls(sheet, written) if masonry is None else written_on_walls(strangers, masonry)))


def _hang(openings: Sequence[Found], hung: Sequence[Leaf]) -> list[Leaf]:
    """Give each leaf to the gap its hinge and its shut edge lie at; the leaves of no gap."""
    if not openings or not hung:
        return list(hung)
    plugs = np.array([opening.plug for opening in openings], dtype=object)
    hinges = shapely.points([leaf.hinge for leaf in hung])
    leaf, gap = STRtree(plugs).query(hinges, predicate="dwithin", distance=AT_JAMB)
    tips = [shapely.points([one.tips[side] for one in hung]) for side in range(2)]
    shut = np.minimum(*(shapely.distance(tips[side][leaf], plugs[gap]) for side in range(2)))
    radius = np.array([one.radius for one in hung])
    width = np.array([opening.line.length for opening in openings])
    fits = (shut <= AT_JAMB) & (radius[leaf] <= width[gap] + WIDER)
    leaf, gap, shut = leaf[fits], gap[fits], shut[fits]
    cost = shut + shapely.distance(hinges[leaf], plugs[gap]) + np.minimum(width[gap] / radius[leaf], 2.0) / 100
    best: dict[int, int] = {}
    for at in np.argsort(cost, kind="stable").tolist():
        best.setdefault(int(leaf[at]), int(gap[at]))
    for one, opening in best.items():
        openings[opening].hung.append(hung[one])
    return [one for index, one in enumerate(hung) if index not in best]


def _blocks(openings: Sequence[Found], drawn: Sequence[Mark]) -> list[Mark]:
    """Give each block to the gap it stands in; the blocks of no gap."""
    if not openings or not drawn:
        return list(drawn)
    plugs = np.array([opening.plug for opening in openings], dtype=object)
    places = np.array([mark.place for mark in drawn], dtype=object)
    around = np.array([mark.around for mark in drawn], dtype=object)
    block, gap = STRtree(plugs).query(around, predicate="dwithin", distance=OF_BLOCK)
    cost = shapely.distance(places[block], shapely.centroid(plugs[gap]))
    wrong = np.array([_wrong(drawn[b], openings[g]) for b, g in zip(block, gap, strict=True)])
    half = np.array([opening.line.length for opening in openings])[gap] / 2
    size = shapely.length(around)[block] / 2
    kept = cost <= np.maximum(half, size / 2) + OF_BLOCK
    return _matched(openings, drawn, block[kept], gap[kept], (cost + wrong)[kept])


def _writings(openings: Sequence[Found], written: Sequence[Mark]) -> list[Mark]:
    """Give each code to the gap nearest to it that is as wide as it says; the codes of no gap."""
    if not openings or not written:
        return list(written)
    lines = np.array([opening.line for opening in openings], dtype=object)
    places = np.array([mark.place for mark in written], dtype=object)
    mark, gap = STRtree(lines).query(places, predicate="dwithin", distance=OF_WRITING)
    cost = shapely.distance(places[mark], lines[gap])
    cost += np.minimum(shapely.distance(places[mark], shapely.centroid(lines[gap])), OF_WRITING) / 2
    wrong = np.array([_wrong(written[m], openings[g]) for m, g in zip(mark, gap, strict=True)])
    return _matched(openings, written, mark, gap, cost + wrong)


def _wrong(mark: Mark, opening: Found) -> float:
    """How badly a mark fits an opening, as metres of distance."""
    wrong = 0.0
    code = mark.code
    if code is not None and code.width is not None:
        off = abs(code.width - opening.line.length)
        if code.partly:
            off = max(0.0, opening.line.length - code.width)
        wrong += min(off * WRONG_SIZE, MOST_WRONG)
    if opening.is_bare:
        wrong += EMPTY
    if mark.kind in {OpeningKind.WINDOW, OpeningKind.FIRE_WINDOW} and opening.hung:
        wrong += MOST_WRONG
    if mark.kind in {OpeningKind.DOOR, OpeningKind.FIRE} and opening.glazing and not opening.hung:
        wrong += EMPTY
    return wrong


def _matched(
    openings: Sequence[Found],
    given: Sequence[Mark],
    mark: NDArray[np.intp],
    gap: NDArray[np.intp],
    cost: NDArray[np.float64],
) -> list[Mark]:
    """Each mark to one opening and each opening to one mark, cheapest first; the marks left over."""
    placed: set[int] = set()
    for at in np.argsort(cost, kind="stable").tolist():
        one, opening = int(mark[at]), openings[int(gap[at])]
        known = opening.mark
        same = known is not None and known.code is not None and known.code == given[one].code
        if one in placed or (known is not None and known.code is not None and not same):
            continue
        placed.add(one)
        if known is None or (known.code is None and given[one].code is not None):
            opening.mark = given[one]
    return [mark for index, mark in enumerate(given) if index not in placed]


def _glaze(sheet: Sheet, openings: Sequence[Found]) -> None:
    """Count the lines that run along each gap, and say where all of them are of doors."""
    rows = sheet.rows("WINDOW", "DOOR")
    rows = rows[sheet.entities.kind[rows] != "arc"]
    if not rows.size or not openings:
        return
    lines = sheet.entities.geometry[rows]
    lines = np.where(shapely.get_dimensions(lines) > 1, shapely.boundary(lines), lines)
    plugs = shapely.buffer(np.array([opening.plug for opening in openings], dtype=object), WIDER / 2)
    line, gap = STRtree(plugs).query(lines, predicate="intersects")
    width = np.array([opening.line.length for opening in openings])
    long = shapely.length(lines)[line] >= ALONG * width[gap]
    line, gap = line[long], gap[long]
    along = np.floor(shapely.length(shapely.intersection(lines[line], plugs[gap])) / (ALONG * width[gap]))
    door = np.fromiter((_of_doors(layer) for layer in sheet.layers), np.bool_, len(sheet.layers))
    own = door[sheet.entities.layer[rows]][line]
    counts = np.bincount(gap, weights=along, minlength=len(openings))
    of_doors = np.bincount(gap, weights=along * own, minlength=len(openings))
    for opening, count, of_door in zip(openings, counts.tolist(), of_doors.tolist(), strict=True):
        opening.glazing = int(count)
        opening.of_doors = count == of_door > 0


def _of_doors(layer: Layer) -> bool:
    """Whether a layer carries doors and no windows, as its name tells."""
    return layer.meaning == "DOOR" and _WINDOWS_TOO.search(layer.name) is None


def _may_be_bare(opening: Found) -> bool:
    thick = opening.thickness is not None and opening.thickness >= THIN
    return thick and opening.twofold and BARE[0] <= opening.line.length <= BARE[1]
