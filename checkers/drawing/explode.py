"""Unfold a space: place every block through its matrices, level by level, all of a level at once.

Vocabulary
----------
instance  one placing of a definition somewhere in the space: matrix, layer for layer 0, colour by block, visibility
level     the instances equally deep in the nesting; level 0 is the space itself
budget    how many entities one space may unfold into; what would exceed it is not drawn and said so
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import omissions
from checkers.drawing.blocks import Blocks
from checkers.drawing.definitions import Definitions
from checkers.drawing.gathering import Gathering
from checkers.drawing.lane_rows import Floats
from checkers.drawing.levels import Level, flattened, in_order, magnified, moved, near, product, seen_from_above
from checkers.drawing.model import BlockReference, Dimension, Entities, Omission, Text
from checkers.drawing.parts import BY_BLOCK, BY_LAYER, OF_REFERENCE, Sealed
from checkers.drawing.space import Found, Strokes
from checkers.drawing.styles import BLACK
from checkers.drawing.table import Table, objects
from checkers.drawing.tags import Rows

BUDGET = 1_500_000
"""entities of one space"""
POINTS = 20_000_000
"""points of one space"""
TEXTS = 400_000
LETTERS = 10_000_000
"""letters of all texts of one space"""
DEEPEST = 48
"""nesting of blocks"""
UNSOUND = "NaN/Inf/1e8 m"
_LONGEST_PATH = 160


@dataclass(slots=True)
class Explosion:
    """The unfolding of one space; ``run`` once."""

    blocks: Blocks
    metres: float
    """metres of one drawing unit"""
    in_model: bool = False
    """whether the space is the model space"""
    order: Mapping[str, int] = field(default_factory=dict)
    """handles of the space's own entities to their place in the file, if it matters which comes first"""
    strokes: Strokes = field(default_factory=Strokes)
    texts: list[Table[Text]] = field(default_factory=list)
    dimensions: list[Table[Dimension]] = field(default_factory=list)
    """of each level"""
    lost: omissions.Omissions = field(default_factory=omissions.Omissions)
    _levels: list[tuple[Level, int, int]] = field(default_factory=list)
    """each level with the first and last stroke it drew"""
    _paths: list[str] = field(default_factory=lambda: [""])
    _owners: list[Rows] = field(default_factory=list)
    """for the strokes of each level the instance they belong to"""
    _text_order: list[Rows] = field(default_factory=list)
    _dimension_order: list[Rows] = field(default_factory=list)
    _left: int = BUDGET
    _points: int = POINTS
    _letters: int = LETTERS
    _texts: int = TEXTS
    _shown: NDArray[np.bool_] = field(init=False)
    _colours: NDArray[np.int64] = field(init=False)
    _frozen: NDArray[np.bool_] = field(init=False)
    _used: Rows = field(init=False)
    """numbers of the layers that anything of the space is on; what is found knows no others"""
    _numbers: NDArray[np.int32] = field(init=False)
    """of each layer its place among those"""
    _all: Definitions = field(init=False)

    def run(self, part: Sealed) -> Found:
        """Unfold the part of a whole space into what it holds, in metres."""
        if part.is_empty() and (self.blocks.lane is None or not self.in_model):
            self.lost.take(part.omissions, np.diag((self.metres, self.metres, self.metres, 1.0)))
            return Found((), Entities.none(), (), (), (), self.lost)
        self._all = Gathering(self.blocks, part, self.in_model, self.order).done()
        layers = self.blocks.layers
        self._shown, self._colours, self._frozen = layers.shown(), layers.colours(), layers.frozen()
        self._used = self._all.layers()
        self._numbers = np.zeros(len(self._shown), np.int32)
        self._numbers[self._used] = np.arange(len(self._used))
        one = np.zeros(1, np.int64)
        level = Level(
            definition=one,
            turn=np.eye(3)[np.newaxis] * self.metres,
            shift=np.zeros((1, 3)),
            layer=one,
            colour=np.full(1, BLACK, np.int64),
            visible=np.ones(1, np.bool_),
            handle=one,
            path=one,
            parent=one - 1,
            row=one - 1,
            order=one,
        )
        while len(level):
            first = self.strokes.count
            self._omit(level)
            self._stroke(level)
            self._word(level)
            self._dimension(level)
            deeper = self._next(level)
            self._levels.append((level, first, self.strokes.count))
            level = deeper
        return self._found()

    def _omit(self, level: Level) -> None:
        """What the parts could not show, once for each instance."""
        some = np.flatnonzero(np.isin(level.definition, list(self._all.omissions)))
        matrix = np.eye(4)
        for row in some.tolist():
            matrix[:3, :3], matrix[3, :3] = level.turn[row], level.shift[row]
            self.lost.take(self._all.omissions[int(level.definition[row])], matrix)

    def _stroke(self, level: Level) -> None:
        table = self._all.strokes
        drawn = self._affordable(level)
        which, rows = table.range.of(level.definition[drawn])
        which = np.flatnonzero(drawn)[which]
        self._owners.append(which)
        if not len(rows):
            return
        size = table.size[rows]
        before = np.cumsum(size) - size
        point = np.arange(int(size.sum())) + np.repeat(table.first[rows] - before, size)
        layer = np.where(table.layer[rows] == OF_REFERENCE, level.layer[which], table.layer[rows])
        colour = np.where(table.colour[rows] == BY_BLOCK, level.colour[which], table.colour[rows])
        colour = np.where(colour == BY_LAYER, self._colours[layer], colour)
        made = self.strokes
        made.points.append(flattened(table.points[point], level, which, size))
        made.sizes.append(size)
        made.shape.append(table.shape[rows])
        made.kind.append(table.kind[rows])
        made.layer.append(self._numbers[layer])
        made.colour.append(colour)
        made.visible.append(table.visible[rows] & self._shown[layer] & level.visible[which])
        made.handle.append(np.where(level.handle[which] > 0, level.handle[which], table.handle[rows]))
        made.block.append(level.path[which])
        made.order.append(self._order(level, which, table.handle[rows]))
        made.count += len(rows)
        self._left -= len(rows)
        self._points -= len(point)

    def _affordable(self, level: Level) -> NDArray[np.bool_]:
        """Which instances may draw their strokes within the budget; the others are listed."""
        table = self._all.strokes
        counts, points = table.range.count(level.definition), table.weight[level.definition]
        fits = (np.cumsum(counts) <= self._left) & (np.cumsum(points) <= self._points)
        over = ~fits & (counts > 0)
        if over.any():
            where = self._paths[int(level.path[np.argmax(over)])]
            self.lost.add(Omission.OTHER, where or "MODEL", omissions.TOO_MANY, int(over.sum()), wide=True)
        return fits

    def _word(self, level: Level) -> None:
        table = self._all.texts
        which, rows = table.range.of(level.definition)
        letters = np.cumsum(table.length[rows])
        room = max(min(self._texts, int(np.searchsorted(letters, self._letters, "right"))), 0)
        if len(rows) > room:
            self.lost.add(Omission.OTHER, "TEXT", omissions.TOO_MANY, len(rows) - room, wide=True)
            which, rows = which[:room], rows[:room]
        if not len(rows):
            return
        self._letters -= int(letters[len(rows) - 1])
        self._texts -= len(rows)
        layer = np.where(table.layer[rows] == OF_REFERENCE, level.layer[which], table.layer[rows])
        at = moved(table.at[rows], level.turn, level.shift, which)
        along = moved(table.along[rows], level.turn, np.zeros_like(level.shift), which)
        height = table.height[rows] * magnified(level.turn)[which]
        sound = near(at) & np.isfinite(height)
        self.lost.add(Omission.DAMAGED, "TEXT", omissions.DAMAGED, int((~sound).sum()))
        which, rows, layer = which[sound], rows[sound], layer[sound]
        at, along, height = at[sound], along[sound], height[sound]
        self._text_order.append(self._order(level, which, table.handle[rows]))
        columns = (
            table.content[rows],
            at[:, 0],
            at[:, 1],
            height,
            np.degrees(np.arctan2(along[:, 1], along[:, 0])) % 360.0,
            self._numbers[layer],
            self._handles(level, which, table.handle[rows]),
            self._named(level.path[which]),
            table.visible[rows] & self._shown[layer] & level.visible[which],
        )
        self.texts.append(Table(Text, columns))

    def _dimension(self, level: Level) -> None:
        table = self._all.dimensions
        which, rows = table.range.of(level.definition)
        if not len(rows):
            return
        layer = np.where(table.layer[rows] == OF_REFERENCE, level.layer[which], table.layer[rows])
        angular = table.angular[rows]
        at = moved(table.at[rows], level.turn, level.shift, which)
        ends = [moved(points[rows], level.turn, level.shift, which) for points in (table.start, table.end)]
        measured = table.measured[rows] * np.where(angular, 1.0, magnified(level.turn)[which])
        sound = near(at) & np.isfinite(measured)
        self.lost.add(Omission.DAMAGED, "DIMENSION", omissions.DAMAGED, int((~sound).sum()))
        which, rows, layer, at, measured = which[sound], rows[sound], layer[sound], at[sound], measured[sound]
        self._dimension_order.append(self._order(level, which, table.handle[rows]))
        columns = (
            measured,
            table.text[rows],
            table.angular[rows],
            at[:, 0],
            at[:, 1],
            self._numbers[layer],
            self._handles(level, which, table.handle[rows]),
            *(seen_from_above(points[sound]) for points in ends),
        )
        self.dimensions.append(Table(Dimension, columns))

    def _handles(self, level: Level, which: Rows, own: Rows) -> NDArray[np.object_]:
        """The handles of rows: of the space's own entity that they come from."""
        return self._all.handles[np.where(level.handle[which] > 0, level.handle[which], own)]

    def _named(self, path: Rows) -> NDArray[np.object_]:
        return objects(self._paths)[path]

    def _next(self, level: Level) -> Level:
        """The instances one level deeper."""
        table = self._all.placings
        which, rows = table.range.of(level.definition)
        kept = self._unfolds(level, which, rows)
        which, rows = which[kept], rows[kept]
        turn = product(table.turn[rows], level.turn, which)
        shift = moved(table.shift[rows], level.turn, level.shift, which)
        sound = near(shift) & np.isfinite(turn).all(axis=(1, 2))
        for row in rows[~sound].tolist():
            self.lost.add(Omission.DAMAGED, _called(table.name[row]), omissions.DAMAGED, wide=True)
        which, rows, turn, shift = which[sound], rows[sound], turn[sound], shift[sound]
        layer = np.where(table.layer[rows] == OF_REFERENCE, level.layer[which], table.layer[rows])
        colour = np.where(table.colour[rows] == BY_BLOCK, level.colour[which], table.colour[rows])
        self._left -= len(rows)
        return Level(
            definition=table.target[rows],
            turn=turn,
            shift=shift,
            layer=layer,
            colour=np.where(colour == BY_LAYER, self._colours[layer], colour),
            visible=level.visible[which] & table.visible[rows] & ~self._frozen[layer],
            handle=np.where(level.handle[which] > 0, level.handle[which], table.handle[rows]),
            path=self._deeper(level.path[which], rows),
            parent=which,
            row=rows,
            order=self._order(level, which, table.handle[rows]),
        )

    def _order(self, level: Level, which: Rows, handle: Rows) -> Rows:
        """Place in the file of what rows come from: the space's own entity, however deep they lie."""
        return level.order[which] if self._levels else self._all.order[handle]

    def _unfolds(self, level: Level, which: Rows, rows: Rows) -> NDArray[np.bool_]:
        """Which placings may be unfolded: not into themselves, not too deep, not into too much."""
        table = self._all.placings
        kept = table.target[rows] >= 0
        if len(self._levels) >= DEEPEST:
            kept[:] = False
        for at in np.flatnonzero(~kept).tolist():
            self._list(
                Omission.DAMAGED, _called(table.name[rows[at]]), omissions.DAMAGED, level, int(which[at]), int(rows[at])
            )
        weight = np.maximum(self._all.weight[np.maximum(table.target[rows], 0)], 1) * kept
        if int(weight.astype(np.float64).sum()) <= self._left:
            return kept
        left = self._left
        for at in np.flatnonzero(kept).tolist():
            if weight[at] > left:
                kept[at] = False
                what = f"{_called(table.name[rows[at]])[:87]} × {int(weight[at]):.3g}"
                self._list(Omission.OTHER, what, omissions.TOO_MANY, level, int(which[at]), int(rows[at]))
            else:
                left -= int(weight[at])
        return kept

    def _list(self, kind: Omission, what: str, remedy: tuple[str, str], level: Level, instance: int, row: int) -> None:
        with np.errstate(invalid="ignore", over="ignore"):
            x, y, z = (self._all.placings.shift[row] @ level.turn[instance] + level.shift[instance]).tolist()
        self.lost.add(kind, what, remedy, place=(x, y, z), wide=True)

    def _deeper(self, path: Rows, rows: Rows) -> Rows:
        """The block paths of placings on paths; what draws a dimension stays on its path."""
        table = self._all.placings
        steps = np.flatnonzero(table.reference[rows])
        called = table.called[rows[steps]]
        # one number for each pair of a path and a name
        pairs = path[steps] * (int(called.max(initial=0)) + 1) + called
        _, first, number = np.unique(pairs, return_index=True, return_inverse=True)
        deeper = path.copy()
        deeper[steps] = number.reshape(-1) + len(self._paths)
        for at in steps[first].tolist():
            outer, name = self._paths[int(path[at])], table.name[rows[at]]
            whole = f"{outer}/{name}" if outer else name
            self._paths.append(whole if len(whole) <= _LONGEST_PATH else whole[: _LONGEST_PATH - 1] + "…")
        return deeper

    def _found(self) -> Found:
        entities, became = self.strokes.rows(self._all.handles, objects(self._paths))
        unsound, places = self.strokes.unsound(became)
        self.lost.add(Omission.DAMAGED, UNSOUND, omissions.DAMAGED, unsound - len(places))
        for x, y in places.tolist():
            self.lost.add(Omission.DAMAGED, UNSOUND, omissions.DAMAGED, place=(x, y, 0.0))
        layers = self.blocks.layers.as_model()
        found = Found(
            layers=tuple(layers[number] for number in self._used.tolist()),
            entities=entities,
            texts=in_order(Text, self.texts, self._text_order),
            blocks=(),
            dimensions=in_order(Dimension, self.dimensions, self._dimension_order),
            omissions=self.lost,
        )
        found.blocks = self._references(became, found.bounds)
        return found

    def _references(self, became: NDArray[np.int64], bounds: Floats) -> Table[BlockReference]:
        """The block references, each with the bounds of what it and all below it draw."""
        boxes = []
        for (level, first, last), owner in zip(self._levels, self._owners, strict=True):
            box = np.tile((math.inf, math.inf, -math.inf, -math.inf), (len(level), 1))
            rows = became[first:last]
            there = rows >= 0
            for column, least in ((0, np.minimum), (1, np.minimum), (2, np.maximum), (3, np.maximum)):
                least.at(box[:, column], owner[there], bounds[rows[there], column])
            boxes.append(box)
        for depth in range(len(boxes) - 1, 0, -1):
            parent = self._levels[depth][0].parent
            for column, least in ((0, np.minimum), (1, np.minimum), (2, np.maximum), (3, np.maximum)):
                least.at(boxes[depth - 1][:, column], parent, boxes[depth][:, column])
        made: list[Table[BlockReference]] = []
        order: list[Rows] = []
        for depth in range(1, len(boxes)):
            level = self._levels[depth][0]
            made.append(self._of_level(depth, boxes[depth]))
            order.append(level.order[self._all.placings.reference[level.row]])
        return in_order(BlockReference, made, order)

    def _of_level(self, depth: int, box: Floats) -> Table[BlockReference]:
        level, outer = self._levels[depth][0], self._levels[depth - 1][0]
        table = self._all.placings
        reference = table.reference[level.row]
        level, box = level.where(reference), box[reference]
        base = self._all.base[level.definition]
        at = np.einsum("ni,nij->nj", base, level.turn) + level.shift
        sizes = np.linalg.norm(level.turn, axis=2) / self.metres
        mirrored = np.linalg.det(level.turn[:, :2, :2]) < 0
        turned = np.degrees(np.arctan2(level.turn[:, 0, 1], level.turn[:, 0, 0])) % 360.0
        columns = (
            table.name[level.row],
            at[:, 0],
            at[:, 1],
            turned,
            sizes[:, 0],
            np.where(mirrored, -sizes[:, 1], sizes[:, 1]),
            self._numbers[level.layer],
            self._all.handles[level.handle],
            table.attributes[level.row],
            np.where((box[:, 0] <= box[:, 2])[:, np.newaxis], box, np.nan),
            self._named(outer.path[level.parent]),
            level.visible & self._shown[level.layer],
        )
        return Table(BlockReference, columns)


def _called(name: str) -> str:
    return f"INSERT {name}"[:120]
