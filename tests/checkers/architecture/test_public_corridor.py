from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from shapely import Polygon

from checkers.architecture.public_corridor import public_corridor
from checkers.clauses import statutes
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet

HOUSING = "住宅标准层平面图"


def found(
    corridor: Any, *others: Any, name: Any = "公共走廊", title: Any = HOUSING, at: Any = (1.0, 0.6), **facts: Any
) -> Any:
    drawn = sheet([("SPACE", corridor), *others], [(name, *at)], title=title)
    return findings(public_corridor, plans(drawn, **facts))


def test_a_wide_corridor_is_met() -> None:
    [finding] = found(rectangle(0, 0, 20, 1.5))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(1.5))


def test_a_narrow_corridor_is_broken_with_the_line_across_it() -> None:
    [finding] = found(rectangle(0, 0, 20, 1.1))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(1.1))
    assert finding.along.length == pytest.approx(1.1)


def test_on_the_edge_the_very_width_is_met_and_less_than_a_millimetre_is_doubtful() -> None:
    assert found(rectangle(0, 0, 20, 1.2))[0].verdict == "met"
    assert found(rectangle(0, 0, 20, 1.1995))[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 20, 1.198))[0].verdict == "broken"


def test_a_column_reaching_in_narrows_the_corridor() -> None:
    [finding] = found(rectangle(0, 0, 20, 1.5), ("COLUMN", rectangle(8, 1.05, 0.6, 0.9)))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(1.05))


def test_walls_drawn_as_lines_inside_the_outline_narrow_it_too() -> None:
    [finding] = found(
        rectangle(0, 0, 20, 1.5), ("WALL", path((0, 0.2), (20, 0.2))), ("WALL", path((0, 1.3), (20, 1.3)))
    )
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(1.1))


def test_a_short_recess_is_no_way_and_a_long_narrow_leg_is() -> None:
    niche = Polygon([(0, 0), (20, 0), (20, 1.5), (6, 1.5), (6, 2.3), (5, 2.3), (5, 1.5), (0, 1.5)])
    leg = Polygon([(0, 0), (20, 0), (20, 1.5), (6, 1.5), (6, 5.0), (5, 5.0), (5, 1.5), (0, 1.5)])
    assert found(niche)[0].measured == pytest.approx(1.5)
    assert found(leg)[0].measured == pytest.approx(1.0)


def test_rooms_corridors_of_other_buildings_and_basements_are_not_looked_at() -> None:
    assert found(rectangle(0, 0, 20, 1.0), name="卧室") == []
    assert found(rectangle(0, 0, 20, 1.0), title="办公楼三层平面图") == []
    assert found(rectangle(0, 0, 20, 1.0), title="住宅地下一层平面图") == []


def test_a_building_of_the_facts_named_in_the_title_tells_the_use() -> None:
    narrow = rectangle(0, 0, 20, 1.0)
    buildings = [{"name": "1#", "use": "residential"}, {"name": "2#", "use": "office"}]
    assert found(narrow, title="1#楼标准层平面图", buildings=buildings)[0].verdict == "broken"
    assert found(narrow, title="2#楼标准层平面图", buildings=buildings) == []


def test_a_corridor_of_unknown_use_is_doubtful_even_if_wide() -> None:
    assert found(rectangle(0, 0, 20, 2.0), title="标准层平面图")[0].verdict == "doubtful"


def test_a_corridor_that_walls_cross_could_not_be_measured() -> None:
    [finding] = found(rectangle(0, 0, 20, 1.5), ("WALL", path((9, 0), (9, 1.5))))
    assert (finding.verdict, finding.measured) == ("doubtful", None)


def test_before_the_housing_code_no_clause_is_in_force() -> None:
    assert statutes().in_force(public_corridor.id, date(2025, 4, 30)) is None
    assert statutes().in_force(public_corridor.id, date(2025, 5, 1)) is not None


def test_two_corridors_that_join_in_a_narrow_place_are_doubtful_there() -> None:
    """Two ways of 1.5 m, one 0.7 m above the other: 0.8 m are left where they meet."""
    second = ("SPACE", rectangle(20, 0.7, 20, 1.5))
    drawn = sheet([("SPACE", rectangle(0, 0, 20, 1.5)), second], [("走廊", 1, 1), ("走道", 21, 1)], title=HOUSING)
    verdicts = [(str(f.verdict), f.measured) for f in findings(public_corridor, plans(drawn))]
    assert verdicts[:2] == [("met", pytest.approx(1.5))] * 2
    assert verdicts[2:] == [("doubtful", pytest.approx(0.8, abs=0.05))]


def test_two_corridors_that_join_over_their_whole_width_are_met() -> None:
    second = ("SPACE", rectangle(20, 0, 20, 1.5))
    drawn = sheet([("SPACE", rectangle(0, 0, 20, 1.5)), second], [("走廊", 1, 1), ("走道", 21, 1)], title=HOUSING)
    assert [str(f.verdict) for f in findings(public_corridor, plans(drawn))] == ["met", "met"]


def test_a_corridor_named_in_no_closed_line_of_its_own_is_doubtful() -> None:
    walls = [("WALL", path((0, 0), (20, 0))), ("WALL", path((0, 1), (20, 1)))]
    drawn = sheet(walls, [("公共走廊", 3, 0.5), ("走廊净宽不小于1.2m", 3, 9)], title=HOUSING)
    assert [str(f.verdict) for f in findings(public_corridor, plans(drawn))] == ["doubtful"]
    storey = sheet([("SPACE", rectangle(0, 0, 30, 20))], [("卧室", 1, 1), ("公共走廊", 9, 9)], title=HOUSING)
    assert [str(f.verdict) for f in findings(public_corridor, plans(storey))] == ["doubtful"]


def test_an_outline_that_holds_rooms_besides_the_corridor_is_doubtful() -> None:
    drawn = sheet([("SPACE", rectangle(0, 0, 20, 9))], [("公共走廊", 1, 1), ("卧室", 9, 5)], title=HOUSING)
    assert [str(f.verdict) for f in findings(public_corridor, plans(drawn))] == ["doubtful"]
    common = sheet([("SPACE", rectangle(0, 0, 20, 2))], [("公共走廊", 1, 1), ("合用前室", 9, 1)], title=HOUSING)
    assert [str(f.verdict) for f in findings(public_corridor, plans(common))] == ["met"]


def test_where_walls_could_not_be_read_no_corridor_is_met() -> None:
    hiding = [not_shown("proxy", "TCH_WALL", 6)]
    for width, verdict in ((1.5, "doubtful"), (1.0, "broken")):
        corridor = [("SPACE", rectangle(0, 0, 20, width))]
        drawn = sheet(corridor, [("公共走廊", 1, 0.5)], title=HOUSING, not_displayed=hiding)
        assert [str(f.verdict) for f in findings(public_corridor, plans(drawn))] == [verdict]


def test_a_storey_of_housing_and_shops_leaves_the_use_open() -> None:
    assert found(rectangle(0, 0, 20, 1.0), title="1#住宅一层商业平面图")[0].verdict == "doubtful"
