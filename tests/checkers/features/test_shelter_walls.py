from __future__ import annotations

from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from checkers.features.shelter_walls import shared_walls
from tests.checkers.drawn import plans, rectangle, sheet


def walls(*outlines: BaseGeometry) -> list[tuple[str, float]]:
    names = [
        (f"防护单元{number}", outline.centroid.x, outline.centroid.y) for number, outline in enumerate(outlines, 1)
    ]
    drawn = sheet([("CD", outline) for outline in outlines], [*names, ("HFM1520", -20, -20)])
    return [(wall.subject, round(wall.where.length, 3)) for wall in plans(drawn).recognise(shared_walls)]


def test_units_side_by_side_share_the_length_they_run_along_each_other() -> None:
    assert walls(rectangle(0, 0, 20, 30), rectangle(20.3, 10, 20, 30))[0] == ("防护单元1 与 防护单元2", 20.8)
    assert walls(rectangle(0, 0, 20, 30), rectangle(20, 0, 20, 30)) == [("防护单元1 与 防护单元2", 30.0)]


def test_a_bent_wall_is_shared_all_along() -> None:
    one = Polygon([(0, 0), (20, 0), (20, 10), (10, 10), (10, 30), (0, 30)])
    other = Polygon([(20, 0), (40, 0), (40, 30), (10, 30), (10, 10), (20, 10)])
    assert walls(one, other) == [("防护单元1 与 防护单元2", 40.0)]


def test_units_that_meet_at_a_corner_or_stand_apart_share_none() -> None:
    assert walls(rectangle(0, 0, 20, 30), rectangle(20.3, 30.3, 20, 30)) == []
    assert walls(rectangle(0, 0, 20, 30), rectangle(22, 0, 20, 30)) == []
