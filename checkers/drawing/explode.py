"""Unfold a layout: place every block through its matrices, down to the last nesting.

Vocabulary
----------
context   what a reference passes to the things it places: matrix, layer for layer 0, colour by block, visibility
budget    how many entities one space may unfold into; what would exceed it is not drawn and said so
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import omissions
from checkers.drawing.blocks import Blocks
from checkers.drawing.model import BlockReference, Dimension, Omission, Text
from checkers.drawing.parts import BY_BLOCK, BY_LAYER, OF_REFERENCE, Placing, Sealed
from checkers.drawing.space import FARTHEST, Found, Strokes
from checkers.drawing.styles import BLACK

BUDGET = 1_500_000
"""entities of one space"""
POINTS = 20_000_000
"""points of one space"""
TEXTS = 400_000
DEEPEST = 48
"""nesting of blocks"""
_LONGEST_PATH = 160


@dataclass(frozen=True, slots=True)
class Context:
    """What a placed thing takes from the reference that places it."""

    matrix: NDArray[np.float64]
    layer: int
    colour: int
    visible: bool
    handle: str
    path: str
    depth: int


@dataclass(slots=True)
class _Reference:
    block: BlockReference
    first: int
    last: int


@dataclass(slots=True)
class Explosion:
    """The unfolding of one space; ``run`` once."""

    blocks: Blocks
    metres: float
    """metres of one drawing unit"""
    strokes: Strokes = field(default_factory=Strokes)
    texts: list[Text] = field(default_factory=list)
    dimensions: list[Dimension] = field(default_factory=list)
    references: list[_Reference] = field(default_factory=list)
    lost: omissions.Omissions = field(default_factory=omissions.Omissions)
    _left: int = BUDGET
    _points: int = POINTS
    _shown: NDArray[np.bool_] = field(init=False)
    _colours: NDArray[np.int64] = field(init=False)

    def run(self, part: Sealed) -> Found:
        """Unfold the part of a whole space into what it holds, in metres."""
        self._foresee(part)
        self._shown, self._colours = self.blocks.layers.shown(), self.blocks.layers.colours()
        scale = np.diag((self.metres, self.metres, self.metres, 1.0))
        self._place(part, Context(scale, 0, BLACK, visible=True, handle="", path="", depth=0))
        return self._found()

    def _foresee(self, part: Sealed) -> None:
        """Read every part that will be placed, so that all layers are known before colours are looked up."""
        waiting = [(placing.name, _magnified(placing.matrices[0]), 1) for placing in part.placings]
        seen: set[tuple[str, int]] = set()
        while waiting:
            name, magnified, depth = waiting.pop()
            octave = (name.lower(), round(math.log2(magnified)) if magnified > 0 else 0)
            if octave in seen or depth > DEEPEST or self.blocks.weight(name) is None:
                continue
            seen.add(octave)
            waiting += [
                (inner.name, magnified * _magnified(inner.matrices[0]), depth + 1)
                for inner in self.blocks.part(name, magnified).placings
            ]

    def _place(self, part: Sealed, context: Context) -> None:
        for (kind, what), count in part.omissions.counts.items():
            self.lost.add(kind, what, part.omissions.remedies[kind, what], count)
        self._stroke(part, context)
        self._word(part, context)
        for placing in part.placings:
            self._unfold(placing, context)

    def _stroke(self, part: Sealed, context: Context) -> None:
        count = len(part.sizes)
        if not count:
            return
        if len(part.points) > self._points or count > self._left:
            self.lost.add(Omission.OTHER, context.path or "MODEL", omissions.TOO_MANY)
            return
        self._points -= len(part.points)
        self._left -= count
        layer = np.where(part.layer == OF_REFERENCE, context.layer, part.layer)
        colour = np.where(part.colour == BY_BLOCK, context.colour, part.colour)
        colour = np.where(colour == BY_LAYER, self._colours[layer], colour)
        visible = part.visible & self._shown[layer] & context.visible
        made = self.strokes
        with np.errstate(invalid="ignore", over="ignore"):
            made.points.append(part.points @ context.matrix[:3, :3] + context.matrix[3, :3])
        made.sizes.append(part.sizes)
        made.shape.append(part.shape)
        made.kind.append(part.kind)
        made.layer.append(layer)
        made.colour.append(colour)
        made.visible.append(visible)
        if context.handle:
            made.handles.append((context.handle, count))
        else:
            made.handles.extend((handle, 1) for handle in part.handles)
        made.blocks.append((context.path, count))
        made.count += count

    def _word(self, part: Sealed, context: Context) -> None:
        if len(self.texts) + len(part.texts) > TEXTS:
            self.lost.add(Omission.OTHER, "TEXT", omissions.TOO_MANY, len(part.texts))
            return
        turn, shift = context.matrix[:3, :3], context.matrix[3, :3]
        for text in part.texts:
            layer = context.layer if text.style.layer == OF_REFERENCE else text.style.layer
            at = np.array(text.at) @ turn + shift
            along = np.array(text.along) @ turn
            height = text.height * _magnified(context.matrix)
            if not _near(at) or not math.isfinite(height):
                self.lost.add(Omission.DAMAGED, "TEXT", omissions.DAMAGED)
                continue
            self.texts.append(
                Text(
                    content=text.content,
                    x=float(at[0]),
                    y=float(at[1]),
                    height=height,
                    rotation=math.degrees(math.atan2(along[1], along[0])) % 360.0,
                    layer=layer,
                    handle=context.handle or text.style.handle,
                    block=context.path,
                    visible=bool(text.style.visible and self._shown[layer] and context.visible),
                )
            )
        for dimension in part.dimensions:
            layer = context.layer if dimension.style.layer == OF_REFERENCE else dimension.style.layer
            at = np.array(dimension.at) @ turn + shift
            size = 1.0 if dimension.angular else _magnified(context.matrix)
            measured = dimension.measured * size
            if not _near(at) or not math.isfinite(measured):
                self.lost.add(Omission.DAMAGED, "DIMENSION", omissions.DAMAGED)
                continue
            ends = [None if end is None else np.array(end) @ turn + shift for end in (dimension.start, dimension.end)]
            points = [None if end is None or not _near(end) else (float(end[0]), float(end[1])) for end in ends]
            self.dimensions.append(
                Dimension(
                    measured=measured,
                    text=dimension.text,
                    angular=dimension.angular,
                    x=float(at[0]),
                    y=float(at[1]),
                    layer=layer,
                    handle=context.handle or dimension.style.handle,
                    start=points[0],
                    end=points[1],
                )
            )

    def _unfold(self, placing: Placing, context: Context) -> None:
        weight = self.blocks.weight(placing.name)
        if weight is None or context.depth >= DEEPEST:
            self.lost.add(Omission.DAMAGED, f"INSERT {placing.name}"[:120], omissions.DAMAGED)
            return
        if weight * len(placing.matrices) > self._left:
            what = f"INSERT {placing.name[:80]} × {weight * len(placing.matrices):.3g}"
            self.lost.add(Omission.OTHER, what, omissions.TOO_MANY)
            return
        style = placing.style
        layer = context.layer if style.layer == OF_REFERENCE else style.layer
        colour = context.colour if style.colour == BY_BLOCK else style.colour
        if colour == BY_LAYER:
            colour = int(self._colours[layer])
        visible = context.visible and style.visible and not self.blocks.layers.is_frozen(layer)
        path = context.path
        if placing.reference:
            path = f"{path}/{placing.name}" if path else placing.name
            path = path if len(path) <= _LONGEST_PATH else path[: _LONGEST_PATH - 1] + "…"
        handle = context.handle or style.handle
        self._left -= len(placing.matrices)
        for matrix in placing.matrices:
            with np.errstate(invalid="ignore", over="ignore"):
                whole = matrix @ context.matrix
            if not _near(whole[3, :2]) or not np.isfinite(whole).all():
                self.lost.add(Omission.DAMAGED, f"INSERT {placing.name}"[:120], omissions.DAMAGED)
                continue
            first = self.strokes.count
            inner = Context(whole, layer, colour, visible, handle, path, context.depth + 1)
            self._place(self.blocks.part(placing.name, _magnified(whole) / self.metres), inner)
            if placing.reference:
                self._refer(placing, inner, context, first)

    def _refer(self, placing: Placing, inner: Context, outer: Context, first: int) -> None:
        base = self.blocks.base_point(placing.name)
        matrix = inner.matrix
        at = np.array(base) @ matrix[:3, :3] + matrix[3, :3]
        sizes = np.linalg.norm(matrix[:3, :3], axis=1) / self.metres
        mirrored = np.linalg.det(matrix[:2, :2]) < 0
        reference = BlockReference(
            name=placing.name,
            x=float(at[0]),
            y=float(at[1]),
            rotation=math.degrees(math.atan2(matrix[0, 1], matrix[0, 0])) % 360.0,
            scale_x=float(sizes[0]),
            scale_y=float(-sizes[1] if mirrored else sizes[1]),
            layer=inner.layer,
            handle=inner.handle,
            attributes=placing.attributes,
            block=outer.path,
            visible=bool(inner.visible and self._shown[inner.layer]),
        )
        self.references.append(_Reference(reference, first, self.strokes.count))

    def _found(self) -> Found:
        entities, became = self.strokes.rows()
        unsound = self.strokes.unsound(became)
        self.lost.add(Omission.DAMAGED, "NaN/Inf/1e8 m", omissions.DAMAGED, unsound)
        found = Found(
            layers=self.blocks.layers.as_model(),
            entities=entities,
            texts=self.texts,
            blocks=[],
            dimensions=self.dimensions,
            omissions=self.lost,
        )
        found.blocks = [_bounded(reference, became, found.bounds) for reference in self.references]
        return found


def _bounded(reference: _Reference, became: NDArray[np.int64], bounds: NDArray[np.float64]) -> BlockReference:
    rows = became[reference.first : reference.last]
    rows = rows[rows >= 0]
    block = reference.block
    if not len(rows):
        return block
    low, high = bounds[rows, :2].min(axis=0), bounds[rows, 2:].max(axis=0)
    return BlockReference(
        name=block.name,
        x=block.x,
        y=block.y,
        rotation=block.rotation,
        scale_x=block.scale_x,
        scale_y=block.scale_y,
        layer=block.layer,
        handle=block.handle,
        attributes=block.attributes,
        bounds=(float(low[0]), float(low[1]), float(high[0]), float(high[1])),
        block=block.block,
        visible=block.visible,
    )


def _magnified(matrix: NDArray[np.float64]) -> float:
    """How much a matrix enlarges the plane: the longer of its two axes."""
    return float(max(np.linalg.norm(matrix[0, :3]), np.linalg.norm(matrix[1, :3])))


def _near(place: NDArray[np.float64]) -> bool:
    return bool(np.isfinite(place[:2]).all() and np.abs(place[:2]).max() < FARTHEST)
