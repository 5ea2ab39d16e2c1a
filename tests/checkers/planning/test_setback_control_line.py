from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon

from checkers.errors import CouldNotRead
from checkers.planning.setback_control_line import setback_control_line
from tests.checkers.drawn import findings, path, plans, rectangle, sheet

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 120, 100))
LINE = ("BLDG_CTRL_LINE", rectangle(5, 5, 110, 90))
FIRST = ("1#", 20, 20)


def found(building: Any, texts: Any = (FIRST,), others: Any = (SITE, LINE), **facts: Any) -> Any:
    drawn = sheet([*others, ("BLDG_OUTLINE", building)], texts, title="总平面图", scale=500.0)
    return findings(setback_control_line, plans(drawn, **facts))


def test_a_building_inside_the_line_is_met() -> None:
    [finding] = found(rectangle(15, 15, 30, 15))
    assert (finding.verdict, finding.measured) == ("met", 0.0)


def test_a_building_across_the_line_is_broken_by_its_largest_projection() -> None:
    [finding] = found(rectangle(4.2, 15, 30, 15))
    assert finding.verdict == "broken"
    assert finding.measured == pytest.approx(0.8)
    assert finding.along.length == pytest.approx(0.8)
    assert "1#" in finding.message.zh


def test_on_the_edge_touching_the_line_is_met_and_less_than_a_millimetre_is_doubtful() -> None:
    assert found(rectangle(5, 15, 30, 15))[0].verdict == "met"
    assert found(rectangle(4.9995, 15, 30, 15))[0].verdict == "doubtful"
    assert found(rectangle(4.998, 15, 30, 15))[0].verdict == "broken"


def test_a_building_in_the_site_but_outside_the_line_altogether_is_broken() -> None:
    [finding] = found(rectangle(0.5, 20, 4, 10), texts=[("1#", 1, 25)])
    assert finding.verdict == "broken"
    assert finding.measured == pytest.approx(4.5)


@pytest.mark.parametrize("word", ["现状 3F", "地下室轮廓"])
def test_existing_buildings_and_basements_are_not_looked_at(word: Any) -> None:
    assert found(rectangle(2, 15, 30, 15), texts=[FIRST, (word, 21, 21)]) == []


def test_neighbours_outside_the_boundary_are_not_looked_at() -> None:
    assert found(rectangle(130, 15, 30, 15), texts=[("5F", 140, 20)]) == []


def test_a_set_without_buildings_is_not_looked_at() -> None:
    assert findings(setback_control_line, plans(sheet([SITE, LINE]))) == []


def test_without_line_and_condition_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="BLDG_CTRL_LINE"):
        found(rectangle(15, 15, 30, 15), others=[SITE])


def test_without_a_line_the_stated_setback_is_measured_from_the_boundary() -> None:
    [near] = found(rectangle(3, 15, 30, 15), others=[SITE], conditions={"control_line_setback": 5})
    assert (near.verdict, near.measured) == ("broken", pytest.approx(3.0))
    [far] = found(rectangle(5, 15, 30, 15), others=[SITE], conditions={"control_line_setback": 5})
    assert far.verdict == "met"


def test_a_control_line_drawn_nearer_than_the_stated_setback_is_itself_broken() -> None:
    verdicts = {f.subject: f.verdict for f in found(rectangle(15, 15, 30, 15), conditions={"control_line_setback": 8})}
    assert verdicts == {"1#": "met", "建筑控制线": "broken"}


def test_a_building_outside_a_line_without_any_boundary_is_doubtful_unless_the_facts_list_it() -> None:
    outside = rectangle(130, 15, 30, 15)
    texts = [("1#", 140, 20)]
    assert found(outside, texts, others=[LINE])[0].verdict == "doubtful"
    assert found(outside, texts, others=[LINE], buildings=[{"name": "1#"}])[0].verdict == "broken"


def test_a_building_over_a_notch_of_the_line_is_broken_though_no_corner_of_it_lies_outside() -> None:
    # a notch 10 m wide and 20 m deep comes down from the upper side; the building spans it
    notched = Polygon([(5, 5), (115, 5), (115, 95), (65, 95), (65, 75), (55, 75), (55, 95), (5, 95)])
    [finding] = found(rectangle(40, 70, 40, 20), [("1#", 45, 72)], [SITE, ("BLDG_CTRL_LINE", notched)])
    assert finding.verdict == "broken"
    assert finding.measured == pytest.approx(5.0, abs=0.01)


def test_a_building_that_leaves_one_of_two_nested_lines_is_doubtful() -> None:
    inner = ("BLDG_CTRL_LINE", rectangle(15, 15, 90, 70))
    assert found(rectangle(10, 20, 30, 15), others=[SITE, LINE, inner])[0].verdict == "doubtful"
    assert found(rectangle(20, 20, 30, 15), [("1#", 25, 25)], [SITE, LINE, inner])[0].verdict == "met"


def test_a_building_the_facts_list_is_broken_even_outside_the_boundary() -> None:
    outside = rectangle(130, 15, 30, 15)
    assert found(outside, [("1#", 140, 20)], buildings=[{"name": "1#"}])[0].verdict == "broken"
    condition = {"buildings": [{"name": "1#"}], "conditions": {"control_line_setback": 5}}
    assert found(outside, [("1#", 140, 20)], [SITE], **condition)[0].verdict == "broken"


def test_outlines_and_lines_that_are_open_or_cross_themselves_are_doubtful() -> None:
    opened = path((15, 15), (45, 15), (45, 30), (15, 30), (15, 15.5))
    assert [finding.verdict for finding in found(opened)] == ["doubtful"]
    crossing = ("BLDG_CTRL_LINE", Polygon([(5, 5), (115, 95), (115, 5), (5, 95)]))
    verdicts = [f.verdict for f in found(rectangle(20, 20, 30, 15), others=[SITE, LINE, crossing])]
    assert sorted(verdicts) == ["doubtful", "met"]


def test_a_tower_that_counts_its_basement_is_looked_at() -> None:
    assert found(rectangle(4, 15, 30, 15), [FIRST, ("18F/地下2层", 22, 22)])[0].verdict == "broken"


def test_buildings_on_a_sheet_without_a_control_line_could_not_be_read() -> None:
    lines = sheet([SITE, LINE], title="用地红线图", identity="a-1")
    houses = sheet(
        [SITE, ("BLDG_OUTLINE", rectangle(1, 15, 30, 15))], [("1#", 5, 20)], title="总平面图", identity="b-1"
    )
    with pytest.raises(CouldNotRead, match="BLDG_CTRL_LINE"):
        findings(setback_control_line, plans(lines, houses))


def test_a_control_line_that_leaves_the_site_is_not_believed() -> None:
    astray = ("BLDG_CTRL_LINE", rectangle(-5, 5, 120, 90))
    assert found(rectangle(15, 15, 30, 15), others=(SITE, astray))[0].verdict == "doubtful"
