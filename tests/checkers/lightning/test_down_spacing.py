"""Spacing of down conductors along a roof of 36 by 18 m, 108 m round: class 2 allows 18 m."""

from __future__ import annotations

import pytest
from shapely import Polygon

from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from checkers.lightning.down_spacing import down_spacing
from tests.checkers.drawn import circle, findings, path, plans, rectangle, sheet

ROOF = rectangle(0, 0, 36, 18)
CLASS_2 = ("第二类防雷建筑物", 50, 5)
SIX = ((0, 0), (18, 0), (36, 0), (36, 18), (18, 18), (0, 18))


def _roof(
    *points: tuple[float, float], outline: Polygon = ROOF, texts: tuple[tuple[object, ...], ...] = (CLASS_2,)
) -> Sheet:
    return sheet([("BLDG_OUTLINE", outline), *(("LP_DOWN", circle(x, y, 0.2)) for x, y in points)], texts)


def _gaps(drawn: Sheet, **facts: object) -> list[tuple[float | None, str]]:
    return [
        (None if finding.measured is None else round(finding.measured, 6), str(finding.verdict))
        for finding in findings(down_spacing, plans(drawn, **facts))
    ]


def test_six_conductors_at_18_metres_are_met() -> None:
    """On the edge: exactly 18 m each."""
    assert _gaps(_roof(*SIX)) == [(18.0, "met")] * 6


def test_a_missing_conductor_leaves_a_gap_of_36_metres() -> None:
    found = findings(down_spacing, plans(_roof(*SIX[:4], SIX[5])))
    broken = [finding for finding in found if finding.verdict == "broken"]
    assert [finding.measured for finding in broken] == [36.0]
    assert broken[0].along is not None
    assert broken[0].along.length == 36.0


def test_closer_conductors_are_met() -> None:
    points = tuple((x, y) for y in (0, 18) for x in (0, 9, 18, 27, 36))
    assert {verdict for _, verdict in _gaps(_roof(*points))} == {"met"}


def test_the_gap_over_the_first_point_of_the_outline_is_measured() -> None:
    """No conductor near 0, 0: from (0, 18) around that corner to (9, 0) are 27 m."""
    points = ((9, 0), (22, 0), (36, 0), (36, 18), (18, 18), (0, 18))
    assert (27.0, "broken") in _gaps(_roof(*points))


def test_distances_are_taken_along_the_outline_not_through_the_air() -> None:
    """A U: the two tips are 6 m apart through the air and 46 m along the court between them."""
    court = Polygon([(0, 0), (18, 0), (18, 26), (12, 26), (12, 6), (6, 6), (6, 26), (0, 26)])
    points = ((6, 26), (0, 26), (0, 13), (0, 0), (9, 0), (18, 0), (18, 13), (18, 26), (12, 26))
    assert (46.0, "broken") in _gaps(_roof(*points, outline=court))


def test_a_single_conductor_has_the_whole_perimeter() -> None:
    assert _gaps(_roof((0, 0))) == [(108.0, "broken")]


def test_a_set_without_conductors_is_not_looked_at() -> None:
    assert _gaps(sheet([("BLDG_OUTLINE", ROOF), ("LP_STRIP", path((0, 0), (36, 0)))], [CLASS_2])) == []


def test_an_unknown_class_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="lightning_class"):
        _gaps(_roof(*SIX, texts=()))


def test_the_class_of_the_building_named_in_the_roof_counts() -> None:
    facts = [{"name": "1#", "lightning_class": 3}, {"name": "11#", "lightning_class": 1}]
    assert {verdict for _, verdict in _gaps(_roof(*SIX, texts=(("11#楼", 5, 5),)), buildings=facts)} == {"broken"}
    assert {verdict for _, verdict in _gaps(_roof(*SIX, texts=(("1#楼", 5, 5),)), buildings=facts)} == {"met"}


def test_a_conductor_off_the_perimeter_is_doubtful_and_so_is_the_gap_it_may_close() -> None:
    """(18, 15) stands 3 m inside: the 36 m between (36, 18) and (0, 18) may be two times 18 m."""
    gaps = _gaps(_roof(*SIX[:4], (18, 15), SIX[5]))
    assert (None, "doubtful") in gaps
    assert (36.0, "doubtful") in gaps
    assert [verdict for _, verdict in gaps].count("met") == 4


def test_a_conductor_off_the_perimeter_does_not_excuse_a_gap_it_cannot_close() -> None:
    """With (15, 15) the 36 m fall into 21 and 15 m."""
    assert (36.0, "broken") in _gaps(_roof(*SIX[:4], (15, 15), SIX[5]))


def test_the_legend_beside_the_roof_is_no_conductor() -> None:
    assert _gaps(_roof(*SIX, (60, 5))) == [(18.0, "met")] * 6


def test_the_parts_of_one_symbol_are_one_conductor() -> None:
    drawn = sheet(
        [
            ("BLDG_OUTLINE", ROOF),
            *(("LP_DOWN", circle(x, y, 0.2)) for x, y in SIX),
            *(("LP_DOWN", path((x, y), (x + 0.3, y + 0.3))) for x, y in SIX),
        ],
        [CLASS_2],
        blocks=[{"name": "引下线", "x": x, "y": y, "layer": "LP_DOWN"} for x, y in SIX],
    )
    assert _gaps(drawn) == [(18.0, "met")] * 6


def test_a_roof_without_conductors_beside_one_with_them_is_doubtful() -> None:
    drawn = sheet(
        [
            ("BLDG_OUTLINE", ROOF),
            ("BLDG_OUTLINE", rectangle(100, 0, 20, 20)),
            *(("LP_DOWN", circle(x, y, 0.2)) for x, y in SIX),
        ],
        [CLASS_2],
    )
    assert [verdict for _, verdict in _gaps(drawn)].count("doubtful") == 1


def test_an_inner_court_has_a_perimeter_of_its_own() -> None:
    """A court of 10 by 10 m with one conductor: 40 m round."""
    drawn = sheet(
        [
            ("BLDG_OUTLINE", rectangle(0, 0, 36, 18)),
            ("BLDG_OUTLINE", rectangle(13, 4, 10, 10)),
            *(("LP_DOWN", circle(x, y, 0.2)) for x, y in (*SIX, (13, 9))),
        ],
        [CLASS_2, ("内庭院", 15, 6)],
    )
    assert (40.0, "broken") in _gaps(drawn)


def test_conductors_without_the_outline_of_a_roof_could_not_be_read() -> None:
    bare = sheet([("LP_DOWN", circle(0, 0, 0.2))], [CLASS_2], title="屋顶防雷平面图")
    with pytest.raises(CouldNotRead, match="BLDG_OUTLINE"):
        _gaps(bare)
    assert _gaps(sheet([("LP_DOWN", circle(0, 0, 0.2))], [CLASS_2], title="基础接地平面图")) == []


def test_a_block_drawn_far_from_its_insertion_point_stands_where_it_is_drawn() -> None:
    blocks = [
        {"name": "A", "x": x + 500, "y": y, "layer": "LP_DOWN", "bounds": (x - 0.2, y - 0.2, x + 0.2, y + 0.2)}
        for x, y in SIX
    ]
    drawn = sheet([("BLDG_OUTLINE", ROOF)], [CLASS_2], blocks=blocks)
    assert _gaps(drawn) == [(18.0, "met")] * 6
