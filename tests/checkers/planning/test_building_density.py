from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.building_density import building_density
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 100, 100))
STATED = {"conditions": {"density_max": 0.28}}


def found(*buildings: Any, texts: Any = (), extra: Any = (), hidden: Any = (), **facts: Any) -> Any:
    entities = [SITE, *(("BLDG_OUTLINE", building) for building in buildings), *extra]
    drawn = sheet(entities, texts, title="总平面图", scale=500.0, not_displayed=hidden)
    return findings(building_density, plans(drawn, **facts))


def test_a_share_below_the_condition_is_met() -> None:
    [finding] = found(rectangle(10, 10, 50, 40), rectangle(70, 70, 20, 20), **STATED)
    assert finding.verdict == "met"
    assert finding.measured == pytest.approx(0.24)
    assert finding.along.area == pytest.approx(2400)


def test_a_share_above_the_condition_is_broken() -> None:
    [finding] = found(rectangle(10, 10, 60, 50), **STATED)
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(0.30))


def test_overlapping_outlines_are_counted_once_and_only_inside_the_boundary() -> None:
    [finding] = found(rectangle(80, 0, 40, 50), rectangle(80, 0, 20, 60), **STATED)
    assert finding.measured == pytest.approx(0.12)


def test_on_the_edge_the_very_condition_is_met_and_a_hair_more_is_doubtful() -> None:
    assert found(rectangle(10, 10, 70, 40), **STATED)[0].verdict == "met"
    assert found(rectangle(10, 10, 70, 40.0005), **STATED)[0].verdict == "doubtful"
    assert found(rectangle(10, 10, 70, 41), **STATED)[0].verdict == "broken"


def test_basements_and_neighbours_are_not_counted() -> None:
    [finding] = found(
        rectangle(10, 10, 20, 20),
        rectangle(2, 40, 90, 50),
        rectangle(110, 10, 50, 50),
        texts=[("地下车库", 50, 60)],
        **STATED,
    )
    assert finding.measured == pytest.approx(0.04)


def test_a_set_without_site_and_buildings_is_not_looked_at() -> None:
    assert findings(building_density, plans(sheet(), **STATED)) == []


def test_without_boundary_or_outlines_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="SITE_BOUNDARY"):
        findings(building_density, plans(sheet([("BLDG_OUTLINE", rectangle(0, 0, 9, 9))], title="总平面图"), **STATED))
    with pytest.raises(CouldNotRead, match="BLDG_OUTLINE"):
        found(**STATED)


def test_without_condition_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match=r"facts\.conditions\.density_max"):
        found(rectangle(10, 10, 20, 20))


def test_housing_without_condition_is_held_against_the_table_of_its_zone_and_mean_storeys() -> None:
    [finding] = found(
        rectangle(10, 10, 50, 50),
        texts=[("1#", 20, 20), ("18F", 22, 20)],
        place={"climate_zone": "III"},
        buildings=[{"name": "1#", "use": "residential"}],
    )
    assert (finding.verdict, finding.measured, finding.required) == ("broken", pytest.approx(0.25), 0.22)


def test_a_low_share_is_doubtful_while_an_outline_is_open_or_objects_are_hidden() -> None:
    open_outline = ("BLDG_OUTLINE", path((40, 40), (70, 40), (70, 60), (40, 60), (40, 41)))
    assert found(rectangle(10, 10, 20, 20), extra=[open_outline], **STATED)[0].verdict == "doubtful"
    assert found(rectangle(10, 10, 20, 20), hidden=[not_shown("proxy", "TCH_WALL")], **STATED)[0].verdict == "doubtful"
    assert found(rectangle(10, 10, 20, 20), hidden=[not_shown("font", "hztxt.shx")], **STATED)[0].verdict == "met"


def test_a_share_that_is_too_high_stays_broken_whatever_is_hidden() -> None:
    assert found(rectangle(10, 10, 60, 50), hidden=[not_shown("xref", "a.dwg")], **STATED)[0].verdict == "broken"


def test_boundaries_inside_one_another_are_doubtful() -> None:
    inner = ("SITE_BOUNDARY", rectangle(5, 5, 90, 90))
    verdicts = {finding.verdict for finding in found(rectangle(10, 10, 20, 20), extra=[inner], **STATED)}
    assert verdicts == {"doubtful"}


def test_a_boundary_and_buildings_that_never_meet_on_one_sheet_could_not_be_read() -> None:
    site = sheet([SITE], title="用地红线图", identity="a-1")
    houses = sheet([("BLDG_OUTLINE", rectangle(10, 10, 70, 60))], title="总平面图", identity="b-1")
    with pytest.raises(CouldNotRead, match="SITE_BOUNDARY"):
        findings(building_density, plans(site, houses, **STATED))


def test_a_tower_that_counts_its_basement_covers_the_site() -> None:
    [finding] = found(rectangle(10, 10, 60, 50), texts=[("1#", 12, 12), ("18F/地下2层", 15, 15)], **STATED)
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(0.30))


def test_boundaries_that_lie_over_one_another_are_doubtful_though_neither_holds_the_other() -> None:
    other = ("SITE_BOUNDARY", rectangle(-0.5, 0.5, 90, 90))
    verdicts = {finding.verdict for finding in found(rectangle(10, 10, 20, 20), extra=[other], **STATED)}
    assert verdicts == {"doubtful"}


def test_a_building_named_on_the_site_without_an_outline_makes_a_low_share_doubtful() -> None:
    names = [("1#", 15, 15), ("2#", 60, 60)]
    [finding] = found(rectangle(10, 10, 20, 20), texts=names, **STATED)
    assert finding.verdict == "doubtful"
    assert "2# 未见闭合的建筑轮廓" in finding.message.zh
    outside = [("1#", 15, 15), ("2#", 160, 60)]  # in a table beside the site
    assert found(rectangle(10, 10, 20, 20), texts=outside, **STATED)[0].verdict == "met"
    beside = [("1#", 15, 35), ("9F", 15, 15)]  # its name stands beside the outline
    assert found(rectangle(10, 10, 20, 20), texts=beside, **STATED)[0].verdict == "met"


def test_buildings_to_be_pulled_down_are_not_counted_and_said_where_they_decide() -> None:
    gone = [("现状厂房（拟拆除）", 45, 45)]
    [finding] = found(rectangle(10, 10, 20, 20), rectangle(40, 40, 40, 30), texts=gone, **STATED)
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(0.04))
    [finding] = found(rectangle(10, 10, 20, 20), rectangle(40, 40, 60, 60), texts=gone, **STATED)
    assert (finding.verdict, finding.measured) == ("doubtful", pytest.approx(0.04))


def test_housing_beyond_the_table_is_doubtful_though_the_condition_allows_it() -> None:
    homes = {"place": {"climate_zone": "III"}, "buildings": [{"name": "1#", "use": "residential"}]}
    texts = [("1#", 20, 20), ("18F", 22, 20)]
    [finding] = found(rectangle(10, 10, 50, 50), texts=texts, **homes, **STATED)
    assert (finding.verdict, finding.measured, finding.required) == ("doubtful", pytest.approx(0.25), 0.28)
    assert "表 4.0.2" in finding.message.zh


def test_equal_storeys_are_no_fraction_of_a_storey_more() -> None:
    names = [(f"{number}#", 5 + 9 * number, 12) for number in range(1, 8)]
    storeys = [("18F", 5 + 9 * number, 14) for number in range(1, 8)]
    homes = [{"name": name, "use": "residential"} for name, _, _ in names]
    houses = [rectangle(4 + 9 * number, 10, 7.1, 13.3) for number in range(1, 8)]
    [finding] = found(*houses, texts=[*names, *storeys], place={"climate_zone": "III"}, buildings=homes)
    assert (finding.verdict, finding.required) == ("met", 0.22)


def test_a_second_site_whose_boundary_is_loose_lines_is_said() -> None:
    lines = [("SITE_BOUNDARY", path((200, 0), (300, 0))), ("SITE_BOUNDARY", path((300, 100), (200, 100)))]
    said = found(rectangle(10, 10, 20, 20), rectangle(210, 10, 60, 60), extra=lines, **STATED)
    assert sorted(str(finding.verdict) for finding in said) == ["doubtful", "met"]
    alone = found(rectangle(10, 10, 20, 20), extra=lines, **STATED)
    assert [finding.verdict for finding in alone] == ["met"]
