"""Rooms as areas between wall faces, and which rooms each door joins.

Vocabulary
----------
drawn    a room whose outline the designer drew on a layer of spaces; it wins over what walls close
closed   a room that walls close once every door and window stands shut
leak     a closed area with the names of two rooms: somewhere a wall does not close. It is parted at bare gaps where
         that helps; what comes of it is never sure
join     a door with the rooms on its two sides
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Point, Polygon, STRtree
from shapely.affinity import translate

from checkers.drawing.table import column, saying
from checkers.errors import Words
from checkers.features import many
from checkers.features.found_openings import found_openings_on
from checkers.features.labels import says
from checkers.features.near import leaders
from checkers.features.openings import UNDERSTOOD, Door, doors_on
from checkers.features.rooms import A_ROOM, COMMON, NO_NAME, Space, name_of, other_rooms, spaces
from checkers.features.unions import union
from checkers.features.unseen import hides
from checkers.features.walls import moved, walls_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet, Text
    from checkers.features.opening_evidence import Found
    from checkers.features.plans import Plans
    from checkers.features.walls import Masonry

PACE = 0.5
"""metres between the places of an edge that are asked whether a wall is beside: a door in its middle is not all of it"""

CLOSED = 0.01
"""metres: walls nearer to each other than twice this are closed"""

HAIR = 1e-6
"""metres by which the plug of a bare gap reaches into the walls beside it: the places of both are rounded"""

MEETS = 12 * CLOSED
"""metres: lines farther apart are not closed, however sharp their corners"""

SMALLEST = 0.3
"""square metres: the smallest shaft"""

NARROWEST = 0.3
"""metres: what is narrower all along lies inside a wall"""

WALLED = 0.15
"""share of a room's outline that walls or columns stand along"""

THICKNESS = 0.24
"""metres: taken for a wall whose thickness is not known"""

BESIDE = (0.1, 0.3, 0.6, 1.0)
"""metres before and behind the wall faces at which a door's rooms are asked for, one after the other"""

SHARES = (0.5, 0.25, 0.75)
"""of a door's width, where they are asked for"""

SAME = 0.6
"""share of their union from which a closed area and a drawn space are one room"""

WITHIN = 0.8
"""share of a closed area that drawn spaces of one room each fill when it is none besides them"""

ANEW = 1.5
"""metres between two writings of one name that name two rooms"""

BY_HIDDEN = 1.0
"""metres from a room to something that could not be read, which may have been its wall"""

_AREA = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:㎡|m²|m2|M2|平方米|平米|\(m\^?2\))(?!/)")
_OF_OTHERS = re.compile(
    r"分区|单元|[本每]层|标准层|总面积|建筑面积|掩蔽|人均|开启|开窗|开口|窗|百叶|风口|排烟|补风|通风|采光|地漏|集水"
)
"""what an area written in a room may be of besides the room"""

_RAISED = re.compile(r"^[^\d]{0,6}(\d+\.\d+)m$")
_LINES = ("墙线与窗线", "lines of walls and windows")
_CLOSED_BY = Words("墙与门窗围合", "closed by walls, doors and windows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room(Space):
    """A room: its net area between wall faces, model metres."""

    labelled_area: float | None = None
    """square metres written inside; None when none or several are"""
    drawn: bool
    """True: a closed line on a layer of spaces; False: closed by walls and openings"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A door with the rooms on its two sides; None stands for outside or unknown."""

    door: Door
    rooms: tuple[Room | None, Room | None]
    """on the left and on the right of the door's line; twice the same where a bare gap parts nothing"""
    swings_into: Room | None = None
    """the room whose floor the leaves sweep; None when no swing is drawn or it sweeps no room"""


def rooms(plans: Plans) -> tuple[Room, ...]:
    """Every room of every sheet; call as ``plans.recognise(rooms)``."""
    return tuple(room for sheet in plans.sheets for room in plans.recognise_on(sheet, rooms_on))


def rooms_where(plans: Plans, holds: Callable[[str], object]) -> tuple[Room, ...]:
    """Every room of the sheets on which something is written, white space left out, that may name such a room."""
    written = [sheet for sheet in plans.sheets if says(sheet, holds)]
    return tuple(room for sheet in written for room in plans.recognise_on(sheet, rooms_on))


def rooms_on(plans: Plans, sheet: Sheet) -> tuple[Room, ...]:
    """Every room of one sheet; call as ``plans.recognise_on(sheet, rooms_on)``."""
    drawn = [space for space in plans.recognise(spaces) if space.sheet == sheet.id]
    masonry = plans.recognise_on(sheet, walls_on)
    closed = [] if masonry is None else _closed(sheet, masonry, plans.recognise_on(sheet, found_openings_on), drawn)
    return (*map(_drawn, drawn), *closed)


def _drawn(space: Space) -> Room:
    return Room(
        subject=space.subject,
        sheet=space.sheet,
        where=space.where,
        handles=space.handles,
        how=space.how,
        sure=space.sure and not space.others,
        polygon=space.polygon,
        layer=space.layer,
        texts=space.texts,
        name=space.name,
        others=space.others,
        labelled_area=labelled_area(_of_room(space.texts)),
        drawn=True,
    )


def labelled_area(texts: Iterable[str]) -> float | None:
    """The area written among texts, square metres; None when there is none or more than one.

    ``12.40m`` counts where a raised ``2`` is a text of its own.
    """
    plain = ["".join(text.split()) for text in texts]
    found = {float(hit.replace(",", "")) for text in plain for hit in _AREA.findall(text)}
    if not found and "2" in plain:
        found = {float(hit[1]) for text in plain if (hit := _RAISED.match(text)) is not None}
    return found.pop() if len(found) == 1 else None


def _of_room(texts: Iterable[str]) -> list[str]:
    """The texts that speak of no fire compartment, whole storey, window or the like."""
    return [text for text in texts if not _OF_OTHERS.search(text)]


def says_area(words: str) -> bool:
    """Whether the words, without white space, may be an area written in a room, or a part of one."""
    return bool(_AREA.search(words) or _RAISED.match(words))


def _closed(sheet: Sheet, masonry: Masonry, openings: Sequence[Found], drawn: Sequence[Space]) -> list[Room]:
    """The rooms that walls close on one sheet, without those that are drawn."""
    if masonry.solids.is_empty and masonry.lines.is_empty:
        return []  # walls without any length close nothing
    x, y = shapely.get_coordinates(masonry.solids if not masonry.solids.is_empty else masonry.lines)[0]
    shut = [opening.closes for opening in openings if not opening.is_bare]
    stand = [*shapely.get_parts(masonry.solids), *shapely.get_parts(masonry.lines), *shut]
    glass = _glass(sheet, shut)
    if many.crowded(glass):
        raise many.given_up(sheet, *_LINES)
    stand += _joined_to(stand, glass).tolist()
    bare = moved([opening.plug for opening in openings if opening.is_bare], -x, -y).tolist()
    local = moved(stand, -x, -y)
    if many.crowded(local):
        raise many.given_up(sheet, *_LINES)
    faces = _walled(_faces(local), masonry, x, y)
    texts = _Texts(sheet, x, y)
    made = [part for face in faces for part in _parted(face, bare, texts)]
    hidden = [
        Point(px - x, py - y) for omission in sheet.not_displayed if hides(omission) for px, py in omission.places
    ]
    blind = any(hides(omission) and omission.count > len(omission.places) for omission in sheet.not_displayed)
    sure = masonry.sure >= UNDERSTOOD and not blind
    own = moved([space.polygon for space in drawn], -x, -y)
    tree = STRtree(own)
    found: list[Room] = []
    for face, inside, whole in made:
        near = tree.query(face, predicate="intersects").tolist()
        if _is_drawn(face, [own[at] for at in near], [not drawn[at].others for at in near]):
            continue
        words = tuple(text.content for text in inside)
        others = _others(inside, words)
        name = name_of(words)
        polygon = translate(face, x, y)
        found.append(
            Room(
                subject=name or f"{sheet.title} 未注名房间".strip(),
                sheet=sheet.id,
                where=polygon,
                how=_CLOSED_BY,
                sure=sure and whole and not others and not any(face.dwithin(place, BY_HIDDEN) for place in hidden),
                polygon=polygon,
                layer="",
                texts=words,
                name=name,
                others=others,
                labelled_area=labelled_area(_of_room(words)),
                drawn=False,
            )
        )
    return found


def _glass(sheet: Sheet, shut: Sequence[Polygon]) -> NDArray[np.object_]:
    """Straight lines on layers of windows: curtain walls and partitions of glass that no gap holds."""
    rows = sheet.rows("WINDOW")
    kinds = sheet.entities.kind[rows]
    lines = sheet.entities.geometry[rows[(kinds == "line") | (kinds == "polyline")]]
    lines = np.where(shapely.get_dimensions(lines) > 1, shapely.boundary(lines), lines)
    kept: NDArray[np.object_] = lines[shapely.length(lines) > NARROWEST]
    inside, _ = STRtree(shapely.buffer(np.array(shut, dtype=object), CLOSED)).query(kept, predicate="within")
    return np.delete(kept, inside)


def _joined_to(standing: Sequence[BaseGeometry], glass: NDArray[np.object_]) -> NDArray[np.object_]:
    """The glass that meets what stands, or other glass that does, and what stands free among these.

    The rest, as of elevations beside a plan, closes no room.
    """
    if not len(glass):
        return glass
    at_wall, _ = STRtree(standing).query(glass, predicate="dwithin", distance=MEETS)
    one, other = STRtree(glass).query(glass, predicate="dwithin", distance=MEETS)
    # what stands is the first of all
    leader = leaders(
        np.concatenate([np.zeros(len(at_wall), np.intp), one + 1]),
        np.concatenate([at_wall + 1, other + 1]),
        len(glass) + 1,
    )
    joins = leader[1:] == 0
    ground = shapely.convex_hull(shapely.geometrycollections([*standing, *glass[joins]]))
    kept: NDArray[np.object_] = glass[joins | shapely.intersects(ground, glass)]
    return kept


def _faces(stand: NDArray[np.object_]) -> list[Polygon]:
    """What lies between things that stand: without the outside and what is too small to be a room."""
    grown = shapely.buffer(stand, CLOSED, cap_style="square", join_style="mitre")
    parts = union(grown)
    if not len(parts):
        return []
    rings, of = shapely.get_rings(parts, return_index=True)
    holes = shapely.polygons(rings[1:][of[1:] == of[:-1]])
    holes = holes[shapely.area(holes) >= SMALLEST]
    # A part of masonry inside a hole is an island in that room: a column, a shaft.
    hole_of, part_of = STRtree(parts).query(holes, predicate="contains")
    free = holes.copy()
    for index in np.unique(hole_of).tolist():
        islands = shapely.polygons(shapely.get_exterior_ring(parts[part_of[hole_of == index]]))
        free[index] = holes[index].difference(shapely.union_all(islands))
    faces = shapely.get_parts(free)
    wide = ~shapely.is_empty(shapely.buffer(faces, -NARROWEST / 2, quad_segs=1))
    whole = shapely.buffer(faces[wide], CLOSED, join_style="mitre")
    return [face for face in whole.tolist() if isinstance(face, Polygon) and face.area >= SMALLEST]


def _walled(faces: list[Polygon], masonry: Masonry, x: float, y: float) -> list[Polygon]:
    """The areas that walls or columns bound to a good part: panes of glass in an elevation are no rooms."""
    if not faces:
        return []
    edges = shapely.segmentize(shapely.get_exterior_ring(np.array(faces, dtype=object)), PACE)
    rings, of = shapely.get_coordinates(edges, return_index=True)
    follows = of[1:] == of[:-1]
    middles = ((rings[:-1] + rings[1:]) / 2)[follows] + (x, y)
    length = np.linalg.norm(np.diff(rings, axis=0), axis=1)[follows]
    beside = np.zeros(len(middles), dtype=np.bool_)
    beside[masonry.tree.query(many.points(middles), predicate="dwithin", distance=2 * CLOSED)[0]] = True
    share = np.bincount(of[:-1][follows], weights=length * beside) / np.bincount(of[:-1][follows], weights=length)
    return [face for face, part in zip(faces, share.tolist(), strict=True) if part >= WALLED]


def _parted(face: Polygon, bare: Sequence[Polygon], texts: _Texts) -> Iterator[tuple[Polygon, list[Text], bool]]:
    """A leak parted at the bare gaps in it, any other face as it is; with the texts inside, and whether it is whole."""
    inside = texts.inside(face)
    if bare and _others(inside, tuple(text.content for text in inside)):
        across = [plug.buffer(HAIR, join_style="mitre") for plug in bare if plug.intersects(face)]
        parts = shapely.get_parts(face.difference(shapely.union_all(across)))
        parts = parts[(shapely.area(parts) >= SMALLEST) & ~shapely.is_empty(shapely.buffer(parts, -NARROWEST / 2))]
        if len(parts) > 1:
            yield from ((part, texts.inside(part), False) for part in parts.tolist())
            return
    yield face, inside, True


class _Texts:
    """The visible texts of a sheet by place."""

    def __init__(self, sheet: Sheet, x: float, y: float) -> None:
        expected = sheet.layers_meaning("EXPECT", "DIM")
        self._texts = [text for text in saying(sheet.texts, bool) if not expected[text.layer]]
        places = np.column_stack([column(self._texts, "x"), column(self._texts, "y")]) - (x, y)
        self._tree = STRtree(many.points(places))

    def inside(self, area: Polygon) -> list[Text]:
        """The texts inside, in the order of the sheet."""
        return [self._texts[at] for at in np.sort(self._tree.query(area, predicate="contains")).tolist()]


def _others(inside: Sequence[Text], words: tuple[str, ...]) -> tuple[str, ...]:
    """Names of further rooms in one area; a name written twice far apart names two, unless of a common way."""
    found = list(other_rooms(words))
    named = [text for text in inside if A_ROOM.match(text.content.strip()) and not NO_NAME.search(text.content)]
    places: dict[str, Text] = {}
    for text in named:
        first = places.setdefault(text.content, text)
        apart = abs(first.x - text.x) + abs(first.y - text.y) > ANEW
        if apart and not COMMON.search(text.content) and text.content not in found:
            found.append(text.content)
    return tuple(found)


def _is_drawn(face: Polygon, outlines: Sequence[Polygon], single: Sequence[bool]) -> bool:
    """Whether a drawn space already is this room, or drawn spaces of one room each fill it."""
    common = [face.intersection(outline) for outline in outlines]
    for outline, shared in zip(outlines, common, strict=True):
        if shared.area >= SAME * (face.area + outline.area - shared.area):
            return True
    filled = shapely.union_all([shared for shared, one in zip(common, single, strict=True) if one])
    return bool(filled.area >= WITHIN * face.area)


def joins(plans: Plans) -> tuple[Join, ...]:
    """Every door with the rooms it joins; call as ``plans.recognise(joins)``."""
    return tuple(join for sheet in plans.sheets for join in plans.recognise_on(sheet, joins_on))


def joins_on(plans: Plans, sheet: Sheet) -> tuple[Join, ...]:
    """Every door of one sheet with the rooms it joins; call as ``plans.recognise_on(sheet, joins_on)``."""
    own = plans.recognise_on(sheet, doors_on)
    left, right = _beside(plans.recognise_on(sheet, rooms_on), own)
    return tuple(
        Join(door=door, rooms=(one, other), swings_into=_swept(door, one, other))
        for door, one, other in zip(own, left, right, strict=True)
    )


def _beside(here: Sequence[Room], own: Sequence[Door]) -> tuple[list[Room | None], list[Room | None]]:
    """The smallest room on the left and on the right of each door, asked for ever farther from the wall's faces."""
    sides: tuple[list[Room | None], list[Room | None]] = ([None] * len(own), [None] * len(own))
    if not here or not own:
        return sides
    ends = np.array([(door.line.coords[0][:2], door.line.coords[-1][:2]) for door in own])
    along = ends[:, 1] - ends[:, 0]
    length = np.maximum(np.linalg.norm(along, axis=1), np.finfo(float).tiny)
    across = np.column_stack([-along[:, 1], along[:, 0]]) / length[:, None]
    half = np.array([(door.thickness or THICKNESS) / 2 for door in own])
    polygons = np.array([room.polygon for room in here], dtype=object)
    largest = np.argsort(-shapely.area(polygons), kind="stable")
    for way, side in zip((1, -1), sides, strict=True):
        for beyond in reversed(BESIDE):
            for share in reversed(SHARES):
                places = ends[:, 0] + along * share + across * ((half + beyond) * way)[:, None]
                room, door = STRtree(many.points(places)).query(polygons[largest], predicate="intersects")
                for one, at in zip(largest[room].tolist(), door.tolist(), strict=True):
                    side[at] = here[one]
    return sides


def _swept(door: Door, left: Room | None, right: Room | None) -> Room | None:
    """The room in which the middles of what the leaves sweep lie; None when they lie in neither, or in both."""
    if door.swing is None:
        return None
    middles = shapely.centroid(shapely.get_parts(door.swing))
    struck = [room for room in (left, right) if room is not None and shapely.intersects(room.polygon, middles).any()]
    return struck[0] if len({id(room) for room in struck}) == 1 else None
