"""Edges of solids and regions seen from above, as far as their ACIS data can be read.

Vocabulary
----------
ACIS     the modeller whose data DXF carries inside 3DSOLID, REGION, BODY and surface entities
body     lumps of shells of faces; a face is bounded by loops of edges, an edge runs along a curve
edge     straight, or a piece of a circle or an ellipse; other curves are not read

The structure is that of ezdxf's ``acis`` package, which reads SAT and SAB of some versions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from ezdxf.acis import entities
from ezdxf.acis.const import AcisException
from ezdxf.math import Vec3

if TYPE_CHECKING:
    from ezdxf.entities.acis import Body
    from numpy.typing import NDArray

UNREADABLE = (AcisException, ArithmeticError, IndexError, AttributeError, TypeError, ValueError, StopIteration)

_PIECES = 48
_MOST_EDGES = 200_000


class EllipseCurve(entities.Curve):
    """A circle or an ellipse of ACIS: its centre, normal, longer half axis and the ratio of the shorter one."""

    type = "ellipse-curve"
    centre = Vec3(0, 0, 0)
    normal = Vec3(0, 0, 1)
    major = Vec3(1, 0, 0)
    ratio = 1.0

    def restore_data(self, loader: Any) -> None:  # noqa: ANN401 - ezdxf's loader of SAT or SAB
        """Read the numbers in the order ACIS writes them."""
        self.centre = Vec3(loader.read_vec3())
        self.normal = Vec3(loader.read_vec3())
        self.major = Vec3(loader.read_vec3())
        self.ratio = loader.read_double()
        super().restore_data(loader)

    def evaluate(self, param: float) -> Vec3:
        """The point at an angle in radians from the longer axis."""
        minor = self.normal.normalize().cross(self.major) * self.ratio
        return self.centre + self.major * math.cos(param) + minor * math.sin(param)

    def angle(self, point: Vec3) -> float:
        """The angle at which the curve passes a point."""
        minor = self.normal.normalize().cross(self.major) * self.ratio
        away = point - self.centre
        return math.atan2(away.dot(minor) / minor.dot(minor), away.dot(self.major) / self.major.dot(self.major))


entities.register(EllipseCurve)


def edges(solid: Body) -> tuple[list[NDArray[np.float64]], bool]:
    """The edges as (n, 2) chains in drawing units, and whether these are all; empty when nothing can be read."""
    found: list[NDArray[np.float64]] = []
    complete = True
    try:
        bodies = entities.load(solid.acis_data)
        for body in bodies:
            matrix = None if body.transform.is_none else body.transform.matrix
            for edge in _edges(body):
                chain = _chain(edge)
                if chain is None:
                    complete = False
                    continue
                placed = chain if matrix is None else list(matrix.transform_vertices(chain))
                found.append(np.array([(point.x, point.y) for point in placed]))
    except UNREADABLE:
        complete = False
    return found, complete and bool(found)


def _edges(body: Any) -> Iterator[Any]:  # noqa: ANN401 - ezdxf types none of its ACIS entities
    """Every edge of the body, once."""
    seen: set[int] = set()
    for lump in _following(body.lump, "next_lump"):
        for shell in _following(lump.shell, "next_shell"):
            for face in _following(shell.face, "next_face"):
                for loop in _following(face.loop, "next_loop"):
                    for coedge in _following(loop.coedge, "next_coedge"):
                        edge = coedge.edge
                        if id(edge) not in seen:
                            seen.add(id(edge))
                            yield edge


def _following(first: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - as above
    """The entity and those its ``name`` leads to, until none or the first again."""
    one, count = first, 0
    while not one.is_none and count < _MOST_EDGES:
        yield one
        one, count = getattr(one, name), count + 1
        if one is first:
            return


def _chain(edge: Any) -> list[Vec3] | None:  # noqa: ANN401 - as above
    """Points along the edge; None when its curve is of another kind."""
    curve = edge.curve
    if curve.is_none:
        return []
    start, end = edge.start_vertex.point.location, edge.end_vertex.point.location
    if curve.type == "straight-curve":
        return [start, end]
    if not isinstance(curve, EllipseCurve):
        return None
    first, last = curve.angle(start), curve.angle(end)
    if edge.sense:
        first, last = last, first
    if last <= first + 1e-9:
        last += math.tau
    return [curve.evaluate(float(angle)) for angle in np.linspace(first, last, _PIECES + 1)]
