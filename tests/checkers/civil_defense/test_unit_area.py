"""Areas of protective units: expected values are width times depth, by hand."""

from __future__ import annotations

import pytest
from shapely import Polygon

from checkers.civil_defense.unit_area import unit_area
from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from tests.checkers.drawn import Stroke, findings, path, plans, rectangle, sheet, verdicts

SHELTER = "战时功能：二等人员掩蔽所"

_CORNERS = ((1, 3, 3), (2, 28, 3), (3, 3, 23), (4, 28, 23))


def test_a_personnel_unit_of_1800_square_metres_is_met() -> None:
    drawn = sheet([("CD", rectangle(0, 0, 45, 40))], [("防护单元1", 20, 20), (SHELTER, 20, 18)])
    [finding] = findings(unit_area, plans(drawn))
    assert (finding.verdict, finding.measured, finding.required) == ("met", 1800.0, 2000.0)


def test_a_personnel_unit_of_2100_square_metres_is_broken() -> None:
    drawn = sheet([("CD", rectangle(0, 0, 52.5, 40))], [("防护单元1", 20, 20), (SHELTER, 20, 18)])
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "broken"}


def test_a_personnel_unit_of_exactly_2000_square_metres_is_met() -> None:
    drawn = sheet([("CD", rectangle(0, 0, 50, 40))], [("防护单元1", 20, 20), (SHELTER, 20, 18)])
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "met"}


def test_the_limit_follows_the_wartime_function() -> None:
    """1500 m² is too much for medical care, and little for equipment."""
    medical = sheet([("CD", rectangle(0, 0, 50, 30))], [("防护单元1", 20, 20), ("战时功能：医疗救护工程", 20, 18)])
    equipment = sheet([("CD", rectangle(0, 0, 50, 30))], [("防护单元1", 20, 20), ("专业队装备掩蔽部", 20, 18)])
    assert verdicts(unit_area, plans(medical)) == {"防护单元1": "broken"}
    assert verdicts(unit_area, plans(equipment)) == {"防护单元1": "met"}


def test_what_a_unit_is_for_in_peace_does_not_count() -> None:
    drawn = sheet(
        [("CD", rectangle(0, 0, 60, 40))],
        [("防护单元1", 20, 20), ("平时功能：汽车库；战时功能：二等人员掩蔽所", 20, 18)],
    )
    [finding] = findings(unit_area, plans(drawn))
    assert (finding.verdict, finding.required) == ("broken", 2000.0)


def test_a_drawing_without_shelter_is_not_looked_at() -> None:
    drawn = sheet([("WALL", rectangle(0, 0, 50, 40))], [("汽车库", 20, 20)])
    assert findings(unit_area, plans(drawn)) == []


def test_a_unit_without_a_wartime_function_is_doubtful() -> None:
    drawn = sheet([("CD", rectangle(0, 0, 50, 40))], [("防护单元1", 20, 20)])
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "doubtful"}


def test_a_unit_with_two_wartime_functions_is_doubtful() -> None:
    drawn = sheet(
        [("CD", rectangle(0, 0, 50, 40))], [("防护单元1", 20, 20), ("二等人员掩蔽所", 20, 18), ("人防物资库", 5, 5)]
    )
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "doubtful"}


def test_a_unit_whose_line_is_not_closed_is_doubtful() -> None:
    drawn = sheet(
        [("CD", path((0, 0), (80, 0), (80, 40), (0, 40), (0, 3)))], [("防护单元1", 20, 20), (SHELTER, 20, 18)]
    )
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "doubtful"}


def test_a_unit_whose_line_crosses_itself_is_doubtful() -> None:
    crossed = Polygon([(0, 0), (80, 40), (80, 0), (0, 40)])
    drawn = sheet([("CD", crossed)], [("防护单元1", 10, 20), (SHELTER, 10, 18)])
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "doubtful"}


def test_a_unit_drawn_twice_is_one_unit() -> None:
    drawn = sheet(
        [
            ("CD", rectangle(0, 0, 52.5, 40)),
            ("CD", rectangle(0, 0, 52.5, 40)),
            ("CD", rectangle(0, 0, 52.5, 40), "hatch"),
        ],
        [("防护单元1", 20, 20), (SHELTER, 20, 18)],
    )
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "broken"}


def test_of_the_two_faces_of_the_wall_the_outer_one_counts() -> None:
    """Inside 49.2 by 40 = 1968 m²; outside 50 by 40.8 = 2040 m²."""
    drawn = sheet(
        [("CD", rectangle(0, 0, 50, 40.8)), ("CD", rectangle(0.4, 0.4, 49.2, 40))],
        [("防护单元1", 20, 20), (SHELTER, 20, 18)],
    )
    [finding] = findings(unit_area, plans(drawn))
    assert finding.verdict == "broken"
    assert finding.measured is not None
    assert abs(finding.measured - 2040.0) < 1e-6


def test_a_room_around_the_label_is_not_taken_for_the_unit() -> None:
    """The unit has 2400 m², the room with the label in it 100 m²."""
    drawn = sheet(
        [("CD", rectangle(0, 0, 60, 40)), ("CD", rectangle(10, 10, 10, 10))],
        [("防护单元1", 15, 15), (SHELTER, 15, 13)],
    )
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "doubtful"}


def test_the_outline_of_the_whole_shelter_is_no_unit() -> None:
    drawn = sheet(
        [("CD", rectangle(-1, -1, 92, 42)), ("CD", rectangle(0, 0, 45, 40)), ("CD", rectangle(45, 0, 45, 40))],
        [("防护单元1", 20, 20), (SHELTER, 20, 18), ("防护单元2", 60, 20), (SHELTER, 60, 18)],
    )
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "met", "防护单元2": "met"}


def test_two_units_in_one_line_are_both_doubtful() -> None:
    drawn = sheet(
        [("CD", rectangle(0, 0, 90, 40))],
        [("防护单元1", 20, 20), (SHELTER, 20, 18), ("防护单元2", 60, 20), (SHELTER, 60, 18)],
    )
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "doubtful", "防护单元2": "doubtful"}


def test_blast_units_inside_are_not_taken_for_protective_units() -> None:
    drawn = sheet(
        [("CD", rectangle(0, 0, 50, 40)), *(("CD", rectangle(x, y, 25, 20)) for x in (0, 25) for y in (0, 20))],
        [("防护单元1", 10, 10), (SHELTER, 10, 8), *((f"抗爆单元{n}", x, y) for n, x, y in _CORNERS)],
    )
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "met"}


def test_a_written_area_that_breaks_the_limit_is_doubtful() -> None:
    drawn = sheet(
        [("CD", rectangle(0, 0, 45, 40))], [("防护单元1", 20, 20), (SHELTER, 20, 18), ("建筑面积：2015.6m²", 20, 16)]
    )
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "doubtful"}


def test_tall_buildings_are_mentioned_and_relax_nothing() -> None:
    drawn = sheet([("CD", rectangle(0, 0, 52.5, 40))], [("防护单元1", 20, 20), (SHELTER, 20, 18)])
    [finding] = findings(
        unit_area, plans(drawn, buildings=[{"name": "1#", "storeys": 18}, {"name": "2#", "storeys": 9}])
    )
    assert finding.verdict == "broken"
    assert "1#" in finding.message.zh
    assert "2#" not in finding.message.zh


def test_expectations_drawn_in_the_sample_are_not_read() -> None:
    drawn = sheet(
        [("CD", rectangle(0, 0, 45, 40))],
        [("战时功能：医疗救护工程", 20, 22, "EXPECT"), ("防护单元1", 20, 20), (SHELTER, 20, 18)],
    )
    [finding] = findings(unit_area, plans(drawn))
    assert (finding.verdict, finding.required) == ("met", 2000.0)


def test_a_note_about_units_is_no_unit() -> None:
    drawn = sheet(
        [("CD", rectangle(0, 0, 45, 40))],
        [("本工程共设2个防护单元", -30, 0), ("防护单元1平面图", -30, -5), ("防护单元1", 20, 20), (SHELTER, 20, 18)],
    )
    assert verdicts(unit_area, plans(drawn)) == {"防护单元1": "met"}


def test_a_shelter_that_is_asked_for_or_drawn_without_units_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="防护单元"):
        findings(unit_area, plans(sheet(), civil_defense={"required_area": 3600}))
    with pytest.raises(CouldNotRead, match="防护单元"):
        findings(unit_area, plans(sheet([Stroke("CD", rectangle(0, 0, 50, 40), layer="人防-口部")])))


@pytest.mark.parametrize("room", ["地下汽车库", "移动电站", "防化装备间"])
def test_what_may_be_a_room_or_the_use_in_peace_tells_no_function(room: str) -> None:
    """2500 m² would be met by the limit of equipment and supporting works and broken by that of personnel."""
    unit = [("CD", rectangle(0, 0, 50, 50))]
    assert verdicts(unit_area, plans(sheet(unit, [("防护单元1", 20, 20), (room, 30, 30)]))) == {"防护单元1": "doubtful"}
    told = [("防护单元1", 20, 20), ("二等人员掩蔽所", 20, 18), (room, 30, 30)]
    assert verdicts(unit_area, plans(sheet(unit, told))) == {"防护单元1": "broken"}


def test_a_large_outline_without_a_number_beside_a_numbered_unit_is_doubtful() -> None:
    outlines = [Stroke("CD", rectangle(x, 0, wide, 60), layer="RF-线") for x, wide in ((0, 30), (40, 60))]
    texts = [("防护单元1", 20, 20), (SHELTER, 20, 18), (SHELTER, 60, 20)]
    assert list(verdicts(unit_area, plans(sheet(outlines, texts))).values()) == ["met", "doubtful"]


def test_two_lines_of_one_number_side_by_side_may_be_one_unit() -> None:
    """Each 1600 m², together 3200 m²; drawn far apart they are one unit shown twice."""

    def both(left: float) -> Sheet:
        return sheet(
            [("CD", rectangle(0, 0, 40, 40)), ("CD", rectangle(left, 0, 40, 40))],
            [(words, x, y) for x in (20, left + 20) for words, y in (("防护单元1", 20), ("二等人员掩蔽所", 18))],
        )

    assert [str(f.verdict) for f in findings(unit_area, plans(both(40)))] == ["doubtful", "doubtful"]
    assert [str(f.verdict) for f in findings(unit_area, plans(both(60)))] == ["met", "met"]
