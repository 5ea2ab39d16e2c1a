"""Turn the entities of a DXF block into the strokes of a part.

Vocabulary
----------
OCS       an entity's own plane; where its normal is not +Z its points are turned into the block's space
broken    the errors a damaged entity raises; such an entity is counted, never guessed at
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np
from ezdxf import path as ezpath
from ezdxf.lldxf.const import DXFError
from ezdxf.math import OCS, Vec3
from numpy.typing import NDArray
from shapely.errors import ShapelyError

from checkers.drawing import curves, omissions
from checkers.drawing.foreign import Entity
from checkers.drawing.model import Kind, Omission
from checkers.drawing.parts import Part, Style

if TYPE_CHECKING:
    from ezdxf.entities.dxfentity import DXFEntity

BROKEN = (
    DXFError,
    ArithmeticError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    AssertionError,
    RuntimeError,
    EOFError,
    StopIteration,
    struct.error,
    ShapelyError,
)
"""what ezdxf, numpy and shapely raise on damaged entities"""

MOST_RINGS = 4000
"""boundary paths of one hatch"""
_STRAIGHT_UP = 1 - 1e-9


class Pen:
    """Draws simple entities into a part, curves within ``sag`` drawing units."""

    def __init__(self, part: Part, sag: float) -> None:
        self.part = part
        self.sag = sag
        self.drawing: dict[str, Callable[[Entity, Style], None]] = {
            "LINE": self.line,
            "POINT": self.point,
            "CIRCLE": self.circle,
            "ARC": self.arc,
            "ELLIPSE": self.ellipse,
            "LWPOLYLINE": self.lwpolyline,
            "POLYLINE": self.polyline,
            "SPLINE": self.spline,
            "HELIX": self.spline,
            "SOLID": self.solid,
            "TRACE": self.solid,
            "3DFACE": self.face,
            "HATCH": self.hatch,
            "MPOLYGON": self.hatch,
            "LEADER": self.leader,
            "IMAGE": self.image,
            "MESH": self.mesh,
        }

    def line(self, entity: Entity, style: Style) -> None:
        """LINE."""
        start, end = entity.dxf.start, entity.dxf.end
        self.part.line(start.xyz, end.xyz, style)

    def point(self, entity: Entity, style: Style) -> None:
        """POINT."""
        self.part.point(entity.dxf.location.xyz, style)

    def circle(self, entity: Entity, style: Style) -> None:
        """CIRCLE, as an outline."""
        dxf = entity.dxf
        centre, radius = dxf.center, abs(dxf.radius)
        if radius == 0:
            self.part.point(centre.xyz, style)
            return
        ring = curves.circle((centre.x, centre.y), radius, self.sag)
        self.part.path(Kind.CIRCLE, placed(entity, ring, centre.z), style, closed=True)

    def arc(self, entity: Entity, style: Style) -> None:
        """ARC."""
        dxf = entity.dxf
        centre = dxf.center
        start = math.radians(dxf.start_angle)
        angle = math.radians((dxf.end_angle - dxf.start_angle) % 360.0) or math.tau
        points = curves.arc((centre.x, centre.y), abs(dxf.radius), start, angle, self.sag)
        self.part.path(Kind.ARC, placed(entity, points, centre.z), style, closed=False)

    def ellipse(self, entity: Entity, style: Style) -> None:
        """ELLIPSE, an outline when it is whole."""
        dxf = entity.dxf
        major = np.array(dxf.major_axis.xyz)
        minor = np.cross(np.array(dxf.extrusion.normalize().xyz), major) * dxf.ratio
        angle = (dxf.end_param - dxf.start_param) % math.tau
        whole = math.isclose(angle, 0, abs_tol=1e-9) or math.isclose(angle, math.tau, abs_tol=1e-9)
        angle = math.tau if whole else angle
        size = float(np.linalg.norm(major))
        around = dxf.start_param + np.linspace(0, angle, curves.steps(size, angle, self.sag) + 1)
        points = np.array(dxf.center.xyz) + np.outer(np.cos(around), major) + np.outer(np.sin(around), minor)
        if whole:
            points[-1] = points[0]
        self.part.path(Kind.CURVE, points, style, closed=whole)

    def lwpolyline(self, entity: Entity, style: Style) -> None:
        """LWPOLYLINE with bulges."""
        values = np.array(entity.lwpoints.values, dtype=np.float64).reshape(-1, 5)
        if len(values):
            self._vertices(entity, values[:, (0, 1, 4)], entity.dxf.get("elevation", 0.0), style, bool(entity.closed))

    def polyline(self, entity: Entity, style: Style) -> None:
        """POLYLINE: two- or three-dimensional, mesh or polyface."""
        if entity.is_poly_face_mesh or entity.is_polygon_mesh:
            for face in _faces(entity):
                self.part.path(Kind.SOLID, face, style, closed=True)
            return
        vertices = [vertex for vertex in entity.vertices if not vertex.dxf.flags & 16]
        if not vertices:
            raise ValueError("a polyline without vertices")
        if entity.is_3d_polyline:
            points = np.array([vertex.dxf.location.xyz for vertex in vertices], dtype=np.float64)
            closed, points = _closing(points, flagged=bool(entity.is_closed), near=self.sag / 10)
            self.part.path(Kind.POLYLINE, points, style, closed=closed)
            return
        rows = np.array([(*vertex.dxf.location.vec2, vertex.dxf.get("bulge", 0.0)) for vertex in vertices])
        self._vertices(entity, rows, vertices[0].dxf.location.z, style, bool(entity.is_closed))

    def _vertices(
        self,
        entity: DXFEntity,
        rows: NDArray[np.float64],
        elevation: float,
        style: Style,
        flagged: bool,  # noqa: FBT001 (private)
    ) -> None:
        points = curves.bulged(rows, closed=flagged, sag=self.sag)
        closed, points = _closing(points, flagged=flagged, near=self.sag / 10)
        self.part.path(Kind.POLYLINE, placed(entity, points, elevation), style, closed=closed)

    def spline(self, entity: Entity, style: Style) -> None:
        """SPLINE and HELIX, flattened."""
        points = np.array([point.xyz for point in entity.flattening(self.sag, segments=4)], dtype=np.float64)
        if len(points) < 2:  # noqa: PLR2004 (a line needs two points)
            raise ValueError("a spline without points")
        closed, points = _closing(points, flagged=bool(entity.closed), near=self.sag / 10)
        self.part.path(Kind.CURVE, points, style, closed=closed)

    def solid(self, entity: Entity, style: Style) -> None:
        """SOLID and TRACE, whose third and fourth corners are swapped."""
        dxf = entity.dxf
        corners = [dxf.vtx0, dxf.vtx1, dxf.get("vtx3", dxf.vtx2), dxf.vtx2]
        flat = np.array([(corner.x, corner.y) for corner in corners] + [(corners[0].x, corners[0].y)])
        self.part.path(Kind.SOLID, placed(entity, flat, corners[0].z), style, closed=True)

    def face(self, entity: Entity, style: Style) -> None:
        """3DFACE, seen from above."""
        dxf = entity.dxf
        corners = [dxf.vtx0, dxf.vtx1, dxf.vtx2, dxf.get("vtx3", dxf.vtx2), dxf.vtx0]
        self.part.path(Kind.SOLID, np.array([corner.xyz for corner in corners]), style, closed=True)

    def leader(self, entity: Entity, style: Style) -> None:
        """LEADER: its line; the arrow is not measured."""
        points = np.array([Vec3(vertex).xyz for vertex in entity.vertices], dtype=np.float64)
        if len(points):
            self.part.path(Kind.POLYLINE, points, style, closed=False)

    def image(self, entity: Entity, style: Style) -> None:
        """IMAGE: its outline; the picture itself is outside the file."""
        corners = np.array([(*corner.vec2, 0.0) for corner in entity.boundary_path_wcs()], dtype=np.float64)
        if len(corners):
            _, ring = _closing(corners, flagged=True, near=0)
            self.part.path(Kind.IMAGE, ring, style, closed=True)
        definition = entity.image_def
        name = definition.dxf.get("filename", "") if definition is not None else ""
        x, y, z = corners.mean(axis=0).tolist() if len(corners) else entity.dxf.insert.xyz
        self.part.omissions.add(Omission.IMAGE, str(name)[:200] or "IMAGE", omissions.IMAGE, place=(x, y, z))

    def mesh(self, entity: Entity, style: Style) -> None:
        """MESH: its faces seen from above."""
        vertices = np.array([tuple(vertex) for vertex in entity.vertices], dtype=np.float64)
        for face in entity.faces:
            corners = vertices[list(face)]
            self.part.path(Kind.SOLID, np.vstack((corners, corners[:1])), style, closed=True)

    def hatch(self, entity: Entity, style: Style) -> None:
        """HATCH and MPOLYGON: each outer boundary an outline with the boundaries lying in it as holes."""
        rings = [ring for ring in self._boundaries(entity) if len(ring) >= 4]  # noqa: PLR2004 (a ring's least)
        for shell, holes in nested(rings[:MOST_RINGS]):
            self.part.path(Kind.HATCH, shell, style, closed=True)
            for hole in holes:
                self.part.hole(Kind.HATCH, hole, style)

    def _boundaries(self, entity: Entity) -> Iterable[NDArray[np.float64]]:
        elevation = entity.dxf.get("elevation", (0, 0, 0))
        height = float(elevation[2])
        for boundary in entity.paths:
            if hasattr(boundary, "vertices"):
                rows = np.array([tuple(vertex)[:3] for vertex in boundary.vertices], dtype=np.float64)
                if len(rows):
                    yield placed(entity, curves.bulged(rows, closed=True, sag=self.sag), height)
                continue
            outline = ezpath.from_hatch_edge_path(boundary)
            for piece in outline.sub_paths() if outline.has_sub_paths else (outline,):
                points = np.array([(point.x, point.y) for point in piece.flattening(self.sag, segments=4)])
                if len(points):
                    _, ring = _closing(points, flagged=True, near=0)
                    yield placed(entity, ring, height)


def placed(entity: DXFEntity, points: NDArray[np.float64], elevation: float) -> NDArray[np.float64]:
    """Points (n, 2) of an entity's own plane as points (n, 3) of its block."""
    flat = np.column_stack((points, np.full(len(points), elevation)))
    normal = entity.dxf.get("extrusion")
    if normal is None or (normal.z > 0 and normal.z >= _STRAIGHT_UP * normal.magnitude):
        return flat
    axes = OCS(normal)
    turn = np.array((axes.ux.xyz, axes.uy.xyz, axes.uz.xyz))
    turned: NDArray[np.float64] = flat @ turn
    return turned


def _closing(points: NDArray[np.float64], *, flagged: bool, near: float) -> tuple[bool, NDArray[np.float64]]:
    """Whether the line closes (by its flag, or by ending where it began), and the points with first repeated."""
    if len(points) < 3:  # noqa: PLR2004 (two points enclose nothing)
        return False, points
    gap = float(np.abs(points[0, :2] - points[-1, :2]).max())
    if gap == 0.0:
        return len(points) >= 4, points  # noqa: PLR2004 (a ring's least)
    if flagged and gap > near:
        return True, np.vstack((points, points[:1]))
    if gap <= near and len(points) >= 4:  # noqa: PLR2004 (a ring's least)
        points = points.copy()
        points[-1] = points[0]
        return True, points
    return flagged, np.vstack((points, points[:1])) if flagged else points


def _faces(entity: Entity) -> Iterable[NDArray[np.float64]]:
    from ezdxf.render.mesh import MeshBuilder

    mesh = MeshBuilder.from_polyface(entity)
    vertices = np.array([vertex.xyz for vertex in mesh.vertices], dtype=np.float64)
    for face in mesh.faces:
        corners = vertices[list(face)]
        yield np.vstack((corners, corners[:1]))


def nested(rings: list[NDArray[np.float64]]) -> Iterable[tuple[NDArray[np.float64], list[NDArray[np.float64]]]]:
    """Outlines with their holes, by even and odd nesting, as hatches are filled."""
    if len(rings) <= 1:
        yield from ((ring, []) for ring in rings)
        return
    import shapely

    polygons = np.array([shapely.Polygon(ring[:, :2]) for ring in rings], dtype=object)
    inner = shapely.point_on_surface(polygons)
    areas = shapely.area(polygons)
    tree = shapely.STRtree(polygons)
    holders: list[list[int]] = [[] for _ in rings]
    for point, polygon in tree.query(inner, predicate="within").T:
        if point != polygon and areas[polygon] > areas[point]:
            holders[point].append(int(polygon))
    shells = {index: [] for index, around in enumerate(holders) if len(around) % 2 == 0}  # type: dict[int, list[NDArray[np.float64]]]
    for index, around in enumerate(holders):
        if len(around) % 2:
            owners = [holder for holder in around if holder in shells]
            if owners:
                shells[min(owners, key=lambda owner: areas[owner])].append(rings[index])
    for index, holes in shells.items():
        yield rings[index], holes
