from __future__ import annotations

from typing import Any

from checkers.planning.indicator_table_check import indicator_table_check
from tests.checkers.drawn import findings, not_shown, plans, rectangle, sheet, transformed

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 100, 100))
HOUSE = ("BLDG_OUTLINE", rectangle(10, 10, 50, 40))


def table(*rows: tuple[str, ...]) -> list[Any]:
    return [
        (cell, 130 + 8 * column, 90 - 3 * line)
        for line, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell
    ]


def verdicts(
    *rows: tuple[str, ...], extra: Any = (), hidden: Any = (), affine: Any = None, **facts: Any
) -> dict[str, str]:
    drawn = sheet(
        [SITE, HOUSE, *extra], [("1#", 12, 12), *table(*rows)], title="总平面图", scale=500.0, not_displayed=hidden
    )
    if affine:
        drawn = transformed(drawn, affine)
    found = findings(indicator_table_check, plans(drawn, **facts))
    return {each.subject: str(each.verdict) for each in found}


def test_numbers_that_agree_are_met() -> None:
    said = verdicts(
        ("规划用地面积", "10000.0", "㎡"),
        ("建筑占地面积", "2000.0", "㎡"),
        ("建筑密度", "20.0", "%"),
        ("总建筑面积", "9", ""),
    )
    assert said == {"规划用地面积": "met", "建筑占地面积": "met", "建筑密度": "met"}


def test_numbers_that_differ_are_broken() -> None:
    said = verdicts(("规划用地面积", "10400.0", "㎡"), ("建筑密度", "18.0", "%"))
    assert said == {"规划用地面积": "broken", "建筑密度": "broken"}


def test_on_the_edge_half_a_per_cent_is_met_and_what_rounding_may_hide_is_doubtful() -> None:
    assert verdicts(("用地面积", "10050.0", "")) == {"用地面积": "met"}
    assert verdicts(("用地面积", "10050.3", "")) == {"用地面积": "doubtful"}
    assert verdicts(("用地面积", "10051", "")) == {"用地面积": "broken"}


def test_units_are_read_from_name_cell_or_the_cell_behind() -> None:
    assert verdicts(("用地面积（公顷）", "1.000")) == {"用地面积": "met"}
    assert verdicts(("用地面积", "1.00", "hm²")) == {"用地面积": "met"}
    assert verdicts(("容积率：1.50",), ("计容建筑面积", "1.5", "万㎡")) == {"容积率": "met"}
    assert verdicts(("容积率：1.80",), ("计容建筑面积", "15000", "㎡")) == {"容积率": "broken"}


def test_counts_must_be_the_same() -> None:
    stalls = [("PARKING", rectangle(2.5 * index, 70, 2.5, 5.3)) for index in range(6)]
    homes = {"buildings": [{"name": "1#", "households": 72}]}
    rows = (("地面停车位", "6", "个"), ("总户数", "72", "户"))
    assert verdicts(*rows, extra=stalls, **homes) == {"地面停车位": "met", "总户数": "met"}
    rows = (("地面停车位", "8", "个"), ("总户数", "70", "户"))
    assert verdicts(*rows, extra=stalls, **homes) == {"地面停车位": "broken", "总户数": "broken"}


def test_green_that_differs_is_doubtful_and_hidden_objects_excuse_outlines() -> None:
    green = [("GREEN", rectangle(0, 60, 100, 30))]
    assert verdicts(("绿地率", "30.0", "%"), extra=green) == {"绿地率": "met"}
    assert verdicts(("绿地率", "36.0", "%"), extra=green) == {"绿地率": "doubtful"}
    assert verdicts(("建筑密度", "25.0", "%"), hidden=[not_shown("proxy", "X")]) == {"建筑密度": "doubtful"}


def test_without_a_table_or_with_several_sites_nothing_is_looked_at() -> None:
    assert verdicts() == {}
    other = [("SITE_BOUNDARY", rectangle(300, 0, 50, 50))]
    assert verdicts(("用地面积", "10000", ""), extra=other) == {}


def test_shifted_the_verdicts_stay() -> None:
    rows = (("用地面积", "10000.0", ""), ("建筑密度", "18.0", "%"))
    assert verdicts(*rows, affine=(1, 0, 0, 1, 4.05e7, 3.5e6)) == {"用地面积": "met", "建筑密度": "broken"}


def test_a_unit_in_a_column_before_the_number_is_read() -> None:
    assert verdicts(("用地面积", "万㎡", "1.00")) == {"用地面积": "met"}


def test_values_of_several_plots_are_doubtful() -> None:
    drawn = sheet(
        [SITE, HOUSE],
        [("1#", 12, 12), *table(("用地面积", "4000", "㎡"), ("用地面积", "6000", "㎡"))],
        title="总平面图",
        scale=500.0,
    )
    assert {each.verdict for each in findings(indicator_table_check, plans(drawn))} == {"doubtful"}


def test_a_gate_house_in_the_table_alone_is_doubtful() -> None:
    gate = ("BLDG_OUTLINE", rectangle(80, 80, 8, 5))
    drawn = sheet(
        [SITE, HOUSE, gate],
        [("1#", 12, 12), ("门卫", 82, 82), *table(("建筑占地面积", "2040", "㎡"))],
        title="总平面图",
        scale=500.0,
    )
    [finding] = findings(indicator_table_check, plans(drawn))
    assert finding.verdict == "doubtful"
    assert "图中 2000，表中 2040" in finding.message.zh
